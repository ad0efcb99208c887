import Accounts
import Acts
import Applications
import Design
import HTML
import HTTP
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// One objection, to the bureau's people and those who watch it; who objects, to those who handle it.
struct ObjectionView: View {
  typealias Asked = Nothing

  static let name = "objection"
  static let summary = "一件异议"
  static let path = Path<ItemPlace<Owner.Objection>>("/objections/:objection")
  static let audience = Audience.members(
    .municipalHandler, .municipalApprover, .supervisor, .auditor)
  static let clause: String? = Publication.notice
  static let schema = Schema.object(
    ObjectionLine.properties + [
      .sometimes("answers", .any), .sometimes("evidence", .text),
      .sometimes("opinion", .object([.always("conclusion", .text), .always("reason", .text)])),
      .always("acts", Offer.schema),
    ])

  struct Answer: Sendable {
    let line: ObjectionLine
    let facts: CaseFacts
    let form: Policy.Form
    let opinion: Opinion?
    let offers: [Offer]
    /// Reads who objects: whoever may decide it.
    let isHandled: Bool
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Objection>, for member: Member, _ visit: Visit
  ) throws -> Answer { try find(place, member, visit) }

  func find(
    _ place: ItemPlace<Owner.Objection>, _ member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let docket = try Docket(place.id, member, visit.now, desk, in: database)
      let form = docket.facts.package.forms.first { $0.id == FormUse.objection.rawValue }
      guard let form else { throw Refusal.notFound }
      return Answer(
        line: ObjectionLine(docket), facts: docket.facts, form: form, opinion: docket.opinion,
        offers: try docket.offers(member, desk, in: database),
        isHandled: docket.isHandled(by: member))
    }
  }

  func json(_ answer: Answer) -> JSON {
    var members = answer.line.members
    if answer.isHandled {
      members.append(
        .init(
          "answers",
          .object(
            answer.line.objection.answers.keys.sorted().map {
              .init($0, answer.line.objection.answers[$0] ?? .null)
            })))
      members.append(
        .init(
          "evidence",
          .string(
            "/api/v1" + EvidenceDownload.path.link(ItemPlace(answer.line.objection.id)).text)))
      if let opinion = answer.opinion {
        members.append(
          .init(
            "opinion",
            [
              "conclusion": .string(opinion.conclusion.rawValue), "reason": .string(opinion.reason),
            ]))
      }
    }
    members.append(.init("acts", .array(answer.offers.map(\.json))))
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Objection>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let objection = answer.line.objection
    let values = objection.values(answer.form)
    return Shell(
      "对“\(answer.facts.file.item)”的异议", on: visit, trail: [("异议", Paths.objections.link)]
    ).page {
      section(.class("panel where"), .aria("aria-label", "办理情况")) {
        factList {
          fact(
            "项目", a(.href(CaseView.path.link(answer.facts.file.place))) { answer.facts.file.item })
          fact("企业", HTML(answer.facts.file.enterpriseName))
          fact("提出时间", moment(objection.at))
          fact("现在", HTML(answer.line.stateTitle))
          fact("告知是否受理", HTML(objection.toldBy.chinese))
          fact("办结", HTML(objection.due.chinese))
        }
        ul(.class("links")) {
          for offer in answer.offers {
            li { a(.class("button"), .href(offer.address)) { offer.title } }
          }
        }
      }
      if answer.isHandled {
        for section in answer.form.sections { FilledSection(section: section, values: values).html }
        p { a(.href(EvidenceDownload.path.link(place))) { "证据材料：\(objection.name)" } }
        if let opinion = answer.opinion {
          h2 { "处理意见" }
          factList {
            fact("意见", HTML(opinion.conclusion.title))
            fact("理由", HTML(opinion.reason))
          }
        }
      } else {
        p(.class("quiet")) { "提出人的身份和材料只有办理这件异议的人看得到。" }
      }
    }
  }
}

extension Objection {
  func values(_ form: Policy.Form) -> Values {
    Dictionary(
      uniqueKeysWithValues: form.questionnaire.questions.compactMap { question in
        answers[question.id].flatMap { Questionnaire.kept($0, of: question) }
          .map { (question.id, $0) }
      })
  }
}

/// The evidence, to those who handle it.
struct EvidenceDownload: View {
  typealias Asked = Nothing

  static let name = "objection.evidence"
  static let summary = "下载异议的证据材料"
  static let path = Path<ItemPlace<Owner.Objection>>("/objections/:objection/evidence")
  static let audience = Audience.members(.municipalHandler, .municipalApprover)
  static let schema = Schema.text
  static let files = FileRule.Kind.allCases.map(\.mediaType)

  struct Answer: Sendable {
    let body: FileBody
    let objection: Objection
  }

  let desk: CaseDesk
  let files: ProofFiles

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Objection>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let found = try desk.ledger.store.read(lane: visit.lane) { database in
      let docket = try Docket(place.id, member, visit.now, desk, in: database)
      guard docket.isHandled(by: member) else { throw Refusal.notFound }
      return docket.objection
    }
    return Answer(body: try FileBody("\(files.folder)/\(found.file)"), objection: found)
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    var response = Response(.ok, type: answer.objection.kind.mediaType, answer.body)
    response.offerAsFile(answer.objection.name)
    return response
  }

  func json(_ answer: Answer) -> JSON { [:] }
  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Objection>, for member: Member,
    _ visit: Visit
  ) -> HTML { HTML() }
}
