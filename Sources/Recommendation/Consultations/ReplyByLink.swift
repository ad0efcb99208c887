import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// The answer by the link, which is spent with it.
struct ReplyByLink: RecordedAct {
  typealias Asked = ReplyInput

  static let name = "consultation.reply"
  static let summary = "提交答复"
  static let path = Path<SecretPlace>("/replies/:secret")
  static let audience = Audience.everyone
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.answer.clause
  static let schema = Schema.object(Consultation.properties)

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: ReplyInput, at place: SecretPlace, by actor: Visitor, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<(consultation: Consultation, today: Day)> {
    let found = try ReplyView.find(place, at: moment.wall, in: database)
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
