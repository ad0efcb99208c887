import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// One transfer, to the two units and to those above them: before it has agreed the other unit sees this
/// much of the case and no more.
struct TransferView: View {
  typealias Asked = Nothing

  static let name = "transfer"
  static let summary = "一次移送"
  static let path = Path<ItemPlace<Owner.Matter>>("/transfers/:transfer")
  static let audience = Audience.members(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = Lifecycle.transfer.clause
  static let schema = Schema.object([
    .always("id", .text), .always("application", .text), .always("item", .text),
    .always("enterprise", .text), .always("from", .text), .always("to", .text),
    .always("reason", .text), .always("state", .text), .always("answer", .text),
    .always("acts", Start.schema),
  ])

  struct Answer: Sendable {
    let transfer: Transfer
    let file: Case
    let starts: [Start]
  }

  let desk: CaseDesk

  static func find(
    _ id: MatterID, for member: Member, in database: borrowing Connection
  ) throws -> (transfer: Transfer, file: Case) {
    guard let found = try Transfers.find(id, in: database),
      let file = try Cases.find(found.application, in: database),
      member.seat.kind != .district
        || [found.from, found.to].contains(member.seat.organisation)
    else { throw Refusal.notFound }
    return (found, file)
  }

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Matter>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let (found, file) = try Self.find(place.id, for: member, in: database)
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: visit.now, in: database)
      let mayAnswer =
        try found.isOpen && found.to == member.seat.organisation
        && !member.seat.roles.isDisjoint(with: Lifecycle.receive.by)
        && desk.judge.admitsAny(of: [facts], by: Lifecycle.receive, in: database)
      return Answer(
        transfer: found, file: file,
        starts: mayAnswer
          ? [
            Start(
              AcceptTransfer.name, AcceptTransfer.summary, at: AcceptTransfer.path.link(place),
              more: [.init(Edition.name, .integer(file.edition))]),
            Start(
              DeclineTransfer.name, DeclineTransfer.summary, at: DeclineTransfer.path.link(place),
              more: [.init(Edition.name, .integer(file.edition))]),
          ] : [])
    }
  }

  func json(_ answer: Answer) -> JSON {
    let one = answer.transfer
    return [
      "id": .string("\(one.id)"), "application": .string(answer.file.number),
      "item": .string(answer.file.item), "enterprise": .string(answer.file.enterpriseName),
      "from": .string(one.fromName), "to": .string(one.toName), "reason": .string(one.reason),
      "state": .string(one.isOpen ? "waiting" : one.outcome), "answer": .string(one.answer),
      "acts": .array(answer.starts.map(\.json)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Matter>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let (one, file) = (answer.transfer, answer.file)
    return Shell(
      "移送：\(file.item)", on: visit, trail: [("申请", Paths.applications.link)]
    ).page {
      errorSummary(sheet)
      panel {
        factList {
          fact("企业", HTML(file.enterpriseName))
          fact("产品或服务", HTML("\(file.item)（编号 \(file.number)）"))
          fact("移送", HTML("\(one.fromName)移送\(one.toName)"))
          fact("理由", HTML(one.reason))
          fact("现在", HTML(one.state))
          if !one.answer.isEmpty { fact("答复", HTML(one.answer)) }
        }
      }
      if answer.starts.contains(where: { $0.name == AcceptTransfer.name }) {
        panel("接收") {
          p { "接收以后，这份申请由本单位办理，受理的期限重新计算。" }
          postForm(
            AcceptTransfer.path.link(place), on: visit, button: AcceptTransfer.summary,
            held: [(Edition.name, "\(file.edition)")])
        }
        panel("不接收") {
          postForm(
            DeclineTransfer.path.link(place), on: visit, fields: DeclineTransfer.Asked.fields,
            sheet, button: DeclineTransfer.summary, look: .plain,
            held: [(Edition.name, "\(sheet.edition(now: file.edition))")])
        }
      }
    }
  }
}
