import Accounts
import Acts
import Applications
import Asking
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// An application to the pool, for those who look at it, decide on it, or watch.
struct ExpertApplicationView: View {
  typealias Asked = Nothing
  typealias Spot = ItemPlace<Owner.ExpertApplication>

  static let name = "expert.application"
  static let summary = "进入专家库的申请"
  static let path = Path<Spot>("/experts/applications/:expert")
  static let audience = Audience.members(
    .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = "001 二（五）第一句"
  static let schema = Schema.object([
    .always("id", .text), .always("person", .text), .always("name", .text),
    .always("state", .oneOf(ExpertApplication.State.allCases.map(\.rawValue))),
    .always("at", .instant), .always("answers", .any), .sometimes("opinion", .text),
    .sometimes("opinionText", .text), .sometimes("reason", .text), .always("acts", Begun.schema),
  ])

  struct Answer: Sendable {
    let application: ExpertApplication
    let known: ExpertForm
    let acts: [Begun]
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: Spot, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let found = try desk.ledger.store.read(lane: visit.lane) {
      try ExpertApplications.find(place.id, in: $0)
    }
    guard let package = desk.library.package(found.package) else { throw Refusal.notFound }
    return Answer(
      application: found, known: try ExpertForm(package), acts: Self.acts(found, member))
  }

  static func acts(_ found: ExpertApplication, _ member: Member) -> [Begun] {
    let place = ItemPlace<Owner.ExpertApplication>(found.id)
    let edition = JSON.Member(Edition.name, .integer(found.edition))
    var acts: [Begun] = []
    if (try? VetExpert.requireMay(found, member)) != nil,
      member.seat.roles.contains(.municipalHandler)
    {
      acts.append(
        Begun(VetExpert.name, VetExpert.summary, at: VetExpert.path.link(place), edition))
    }
    if (try? AdmitExpert.requireMay(found, member)) != nil,
      member.seat.roles.contains(.municipalApprover)
    {
      acts.append(
        Begun(AdmitExpert.name, AdmitExpert.summary, at: AdmitExpert.path.link(place), edition))
    }
    return acts
  }

  func json(_ answer: Answer) -> JSON {
    let found = answer.application
    var members: [JSON.Member] = [
      .init("id", .string("\(found.id)")), .init("person", .string("\(found.person)")),
      .init("name", .string(found.personName)), .init("state", .string(found.state.rawValue)),
      .init("at", .string("\(found.at)")), .init("answers", found.answers),
    ]
    if let opinion = found.opinion {
      members.append(.init("opinion", .string(opinion)))
      members.append(.init("opinionText", .string(found.opinionText)))
    }
    if !found.reason.isEmpty { members.append(.init("reason", .string(found.reason))) }
    return .object(members + [.init("acts", .array(answer.acts.map(\.json)))])
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Spot, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let found = answer.application
    let values = answer.known.values(found.answers)
    return Shell("\(found.personName)的入库申请", on: visit, trail: [("专家库", PoolView.path.link)]).page {
      errorSummary(sheet)
      factList {
        fact("申请时间", moment(found.at))
        fact("情况", HTML(found.state.title))
        if let said = found.said { fact("经办意见（\(found.vettedByName)）", HTML(said)) }
        if !found.reason.isEmpty { fact("决定的理由", HTML(found.reason)) }
      }
      filledForm(answer.known.form, values)
      for act in answer.acts {
        panel(act.title) {
          postForm(
            act.address, on: visit,
            fields: act.name == VetExpert.name ? VetExpert.Asked.fields : AdmitExpert.Asked.fields,
            sheet, button: act.title,
            held: [(Edition.name, "\(sheet.edition(now: found.edition))")])
        }
      }
    }
  }
}
