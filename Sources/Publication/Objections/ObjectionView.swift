import Accounts
import Acts
import Applications
import Asking
import Design
import HTML
import HTTP
import JSON
import Policy
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
      .always("acts", Offer.schema), .always("blocked", .blocks),
    ])

  struct Answer: Sendable {
    let line: ObjectionLine
    let facts: CaseFacts
    let form: Policy.Form
    let opinion: Opinion?
    let acts: Docket.Acts
    let edition: Int
    /// Reads who objects: whoever may look into it or decide it.
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
        acts: try docket.acts(member, desk, in: database),
        edition: try docket.edition(in: database),
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
    return .object(members + answer.acts.members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Objection>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let objection = answer.line.objection
    let values = objection.values(answer.form)
    return Shell(
      "对“\(answer.facts.file.item)”的异议", on: visit, trail: [("异议", Paths.objections.link)],
      line: group {
        span { answer.facts.file.enterpriseName }
        span { "编号 \(answer.facts.file.number)" }
      }
    ).page {
      if let no = answer.acts.blocked.first { standsAgainst(no.refusal) }
      if answer.isHandled {
        if let opinion = answer.opinion {
          panel("处理意见") {
            factList {
              fact("意见", HTML(opinion.conclusion.title))
              fact("理由", HTML(opinion.reason))
            }
          }
        }
        filledForm(answer.form, values)
        panel("证据材料") {
          p {
            "\(objection.name) "
          }
          postForm(
            OpenEvidence.path.link(place), on: visit, button: "查看证据材料", look: .plain)
          p(.class("small quiet")) { "每次查看都记入日志。" }
        }
      } else {
        note { p { "提出人的身份和材料只有办理这件异议的人看得到。" } }
      }
    } aside: {
      state(answer, objection)
    }
  }

  /// Why this reader does not go on with it, and who can.
  private func standsAgainst(_ refusal: Refusal) -> HTML {
    note(.warn) {
      p {
        refusal.sentence
        if let clause = refusal.clause { Design.clause(clause) }
      }
      if refusal.code == "samePerson" {
        p { "市局没有这样的人的，请市局管理员在“成员”里增加一名。" }
      }
    }
  }

  /// How far it is, until when, and what comes next; the first act leads.
  private func state(_ answer: Answer, _ objection: Objection) -> HTML {
    let links = answer.acts.offers.dropFirst().map { offer in
      a(.href(offer.address)) {
        icon(.back)
        offer.title
      }
    }
    let file = a(.href(CaseView.path.link(answer.facts.file.place))) {
      icon(.file)
      "看这一项的申请"
    }
    return whereBox(
      [
        .now(answer.line.stateTitle), WhereRow("提出", moment(objection.at)),
        WhereRow("告知受理", date(objection.toldBy)), WhereRow("办结", date(objection.due)),
      ], look: .official,
      act: answer.acts.offers.first.map { offer in
        a(.class("button"), .href(offer.address)) { offer.title }
      }, links: links + [file])
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

/// The evidence, to those who handle it, once they have opened it on the record (`OpenEvidence`).
struct EvidenceDownload: View {
  struct Asked: Input {
    static let fields = [ReadingKeys.key.note]
    let key: String
    init(_ answers: Answers) throws(Problems) { key = try answers.read(ReadingKeys.key) }
  }

  static let name = "objection.evidence"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "下载异议的证据材料"
  static let path = Path<ItemPlace<Owner.Objection>>("/objections/:objection/evidence")
  static let audience = Audience.members(.municipalHandler, .municipalApprover)
  static let schema = Schema.text
  static let files = FileRule().kinds.map(\.mediaType)

  struct Answer: Sendable {
    let body: FileBody
    let objection: Objection
  }

  let desk: CaseDesk
  let files: ProofFiles

  func answer(
    _ asked: Asked, at place: ItemPlace<Owner.Objection>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let found = try desk.ledger.store.read(lane: visit.lane) { database in
      let docket = try Docket(place.id, member, visit.now, desk, in: database)
      guard docket.isHandled(by: member) else { throw Refusal.notFound }
      return docket.objection
    }
    guard files.keys.admits(asked.key, OpenEvidence.file(place), member.caller, visit) else {
      throw ReadingKeys.openFirst
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
