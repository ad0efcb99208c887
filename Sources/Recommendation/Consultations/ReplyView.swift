import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What is asked, to whoever holds the link: one question, one answer, no account.
struct ReplyView: View {
  typealias Asked = Nothing

  static let name = "reply"
  static let summary = "凭链接答复征求意见"
  static let path = Path<SecretPlace>("/replies/:secret")
  static let audience = Audience.everyone
  static let clause: String? = Lifecycle.answer.clause
  static let offersForm = true
  static let schema = Schema.object([
    .always("name", .text), .always("question", .text), .always("due", .day),
    .always("overdue", .boolean), .always("item", .text), .always("enterprise", .text),
    .always("unit", .text), .always("files", .list(.text)),
  ])

  struct Answer: Sendable {
    let consultation: Consultation
    let file: Case
    let today: Day
    let files: [ReplyFile]
  }

  let desk: CaseDesk

  static let void = Refusal(
    .notFound, code: "linkVoid", "这个链接已经用过、过期或者作废了；申请已经审核完的，不用再答复。还要答复的，请向发函的区市场监管局要一个新的。")

  static func find(
    _ place: SecretPlace, at wall: Instant, in database: borrowing Connection
  ) throws -> (asked: Consultation, file: Case) {
    guard
      let asked = try Consultations.find(link: Token.hash(place.text), at: wall, in: database),
      let file = try Cases.find(asked.application, in: database)
    else { throw void }
    return (asked, file)
  }

  func answer(
    _ asked: Nothing, at place: SecretPlace, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let found = try Self.find(place, at: visit.wall, in: database)
      return Answer(
        consultation: found.asked, file: found.file, today: visit.now.day,
        files: try ReplyFiles.of(found.asked.id, in: database))
    }
  }

  func json(_ answer: Answer) -> JSON {
    let asked = answer.consultation
    return [
      "name": .string(asked.name), "question": .string(asked.question),
      "due": .string("\(asked.due)"), "overdue": .bool(asked.isLate(on: answer.today)),
      "item": .string(answer.file.item), "enterprise": .string(answer.file.enterpriseName),
      "unit": .string(answer.file.unitName),
      "files": .array(answer.files.map { .string($0.name) }),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: SecretPlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell("答复征求意见", on: visit).page {
      errorSummary(sheet)
      ConsultationFacts(asked: answer.consultation, file: answer.file, today: answer.today).html
      p(.class("quiet")) { "不用登录。只能答复一次，提交以后这个链接作废。" }
      postForm(
        ReplyByLink.path.link(place), on: visit, fields: ReplyInput.fields,
        sheet.of(ReplyByLink.self), button: ReplyByLink.summary)
      panel("附文件（选填，要在提交答复以前）") {
        if !answer.files.isEmpty { ul { for file in answer.files { li { file.name } } } }
        postForm(
          AddReplyFileByLink.path.link(place), on: visit, fields: ReplyFileInput.fields,
          sheet.of(AddReplyFileByLink.self), button: AddReplyFile.summary, look: .plain)
      }
    }
  }
}
