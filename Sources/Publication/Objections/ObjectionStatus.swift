import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// What has become of an objection, to whoever has its code. Sent as a form, so that the code stands in
/// no address and no log.
struct ObjectionStatus: Act {
  struct Asked: Input {
    static let code = Field.secret("code", "查询码", most: 60, autocomplete: "off")
    static let fields = [code.note]
    let code: String
    init(_ answers: Answers) throws(Problems) {
      // As it is copied from a receipt, with what comes along at its ends.
      code = Plain.folded(try answers.read(Self.code))
    }
  }

  struct Answer: Sendable {
    let at: Instant
    let item, enterprise: String
    let toldBy, due: Day
    let state: String
    /// The reply, where it has been decided.
    let reply: [String]

    /// Nobody has said by the day that it is not admitted: it is, and is being looked into.
    static let admitted = "admitted"
  }

  static let name = "objection.status"
  static let summary = "凭查询码看异议的进展"
  static let path = Paths.objectionStatus
  static let audience = Audience.everyone
  static let isAnnounced = false
  static let schema = Schema.object([
    .always("at", .instant), .always("item", .text), .always("enterprise", .text),
    .always("toldBy", .day), .always("due", .day),
    .always(
      "state", .oneOf(["open", Answer.admitted] + Opinion.Conclusion.allCases.map(\.rawValue))),
    .always("reply", .list(.text)),
  ])

  let desk: CaseDesk

  func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> Answer {
    let digest = SHA256.hash(Array(asked.code.utf8))
    let found = try desk.ledger.store.read(lane: visit.lane) { database -> Answer? in
      guard let objection = try Objections.find(code: digest, in: database),
        let file = try Cases.find(objection.application, in: database)
      else { return nil }
      let facts = try desk.judge.facts(of: file, for: nil, at: visit.now, in: database)
      let opinion = try Objections.opinion(on: objection.id, in: database)
        .flatMap { $0.outcome == "agreed" ? $0 : nil }
      return Answer(
        at: objection.at, item: file.item, enterprise: file.enterpriseName,
        toldBy: objection.toldBy, due: objection.due,
        state: opinion?.conclusion.rawValue
          ?? (visit.now.day > objection.toldBy ? Answer.admitted : "open"),
        reply: opinion.map { reply($0, objection, facts) } ?? [])
    }
    guard let found else {
      throw Problems([
        Problem(field: "code", code: "unknown", message: "没有这个查询码，请核对后再输一次。")
      ])
    }
    return found
  }

  private func reply(_ opinion: Opinion, _ objection: Objection, _ facts: CaseFacts) -> [String] {
    let letter = facts.package.letters.first { $0.occasion == .objectionReply }
    let values = [
      "objector": objection.objector, "enterprise": facts.file.enterpriseName,
      "item": facts.file.item, "number": facts.file.number, "round": facts.round.title,
      "conclusion": opinion.conclusion.title, "reason": opinion.reason,
    ]
    return letter?.paragraphs.map { $0.filled(with: values) } ?? []
  }

  func json(_ answer: Answer) -> JSON {
    [
      "at": .string("\(answer.at)"), "item": .string(answer.item),
      "enterprise": .string(answer.enterprise), "toldBy": .string("\(answer.toldBy)"),
      "due": .string("\(answer.due)"),
      "state": .string(answer.state), "reply": .array(answer.reply.map { .string($0) }),
    ]
  }

  func next(_ answer: Answer, at place: Nowhere) -> Address { Self.path.link }

  func shown(_ answer: Answer, at place: Nowhere, _ visit: Visit) -> HTML? {
    Shell("异议的进展", on: visit, trail: [("公示", Paths.notices.link)]).page {
      whereBox(
        [
          .now(
            Opinion.Conclusion(rawValue: answer.state)?.title
              ?? (answer.state == Answer.admitted ? "已受理，正在核查" : "正在核查"),
            answer.reply.isEmpty ? next(answer) : nil),
          WhereRow("对哪一项", answer.item, answer.enterprise),
          WhereRow("提出时间", moment(answer.at)),
        ])
      if !answer.reply.isEmpty {
        doc { for text in answer.reply { p { text } } }
      }
    }
  }

  private func next(_ answer: Answer) -> String {
    answer.state == Answer.admitted
      ? "\(answer.due.chinese)前答复"
      : "\(answer.toldBy.chinese)前告知是否受理；没有告知不予受理的，就是受理了，\(answer.due.chinese)前答复"
  }

  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> HTML {
    Shell("异议的进展", on: visit, trail: [("公示", Paths.notices.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "输入提出异议时给您的查询码。没有保存的，请拨打公示上写的受理电话。" }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "查询")
    }
  }
}
