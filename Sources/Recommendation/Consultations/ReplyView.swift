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
    .always("unit", .text),
  ])

  struct Answer: Sendable {
    let consultation: Consultation
    let file: Case
    let today: Day
  }

  let desk: CaseDesk

  static let void = Refusal(
    .notFound, code: "linkVoid", "这个链接已经用过、过期或者作废了。还要答复的，请向发函的区市场监管局要一个新的。")

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
      return Answer(consultation: found.asked, file: found.file, today: visit.now.day)
    }
  }

  func json(_ answer: Answer) -> JSON {
    let asked = answer.consultation
    return [
      "name": .string(asked.name), "question": .string(asked.question),
      "due": .string("\(asked.due)"), "overdue": .bool(asked.isLate(on: answer.today)),
      "item": .string(answer.file.item), "enterprise": .string(answer.file.enterpriseName),
      "unit": .string(answer.file.unitName),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: SecretPlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell("答复征求意见", on: visit).page {
      errorSummary(sheet)
      ConsultationFacts(asked: answer.consultation, file: answer.file, today: answer.today).html
      p(.class("quiet")) { "不用登录。只能答复一次，交出以后这个链接作废。" }
      postForm(
        ReplyByLink.path.link(place), on: visit, fields: ReplyInput.fields, sheet,
        button: ReplyByLink.summary)
    }
  }
}

/// The answer by the link, which is spent with it.
struct ReplyByLink: RecordedAct {
  typealias Asked = ReplyInput

  static let name = "consultation.reply"
  static let summary = "交出答复"
  static let path = Path<SecretPlace>("/replies/:secret")
  static let audience = Audience.everyone
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.answer.clause
  static let schema = Schema.object(Consultation.properties)

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: ReplyInput, at place: SecretPlace, by actor: Visitor, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<(consultation: Consultation, today: Day)> {
    let found = try ReplyView.find(place, at: visit.wall, in: database)
    let moment = Moment(visit, by: .visitor)
    let done = try Replies.keep(asked, to: found.asked, moment, desk, in: database)
    return done.mapping { (consultation: $0, today: moment.today) }
  }

  func json(_ answer: (consultation: Consultation, today: Day)) -> JSON {
    answer.consultation.json(on: answer.today)
  }

  func next(
    _ answer: (consultation: Consultation, today: Day), at place: SecretPlace
  ) -> Address { Paths.home.link }

  /// The link is void now: the page says what was kept.
  func shown(
    _ answer: (consultation: Consultation, today: Day), at place: SecretPlace, _ visit: Visit
  ) -> HTML? {
    Shell("已经答复", on: visit).page {
      note(.good) { p { "答复已经送到，链接已经作废。需要留存的请打印这一页。" } }
      if let reply = answer.consultation.reply {
        panel {
          factList {
            fact("问题", HTML(answer.consultation.question))
            fact("意见", HTML(reply.opinion.title))
            if !reply.text.isEmpty { fact("具体意见", HTML(reply.text)) }
            fact("答复人", HTML("\(answer.consultation.name)，\(reply.signer)"))
            fact("时间", moment(reply.at))
          }
        }
      }
    }
  }

  func page(_ sheet: Sheet, at place: SecretPlace, for actor: Visitor, _ visit: Visit) throws
    -> HTML
  {
    let view = ReplyView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: actor, visit), at: place, for: actor, visit)
  }
}
