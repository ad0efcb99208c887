import Acts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// One of the department's people answers.
struct AnswerConsultation: RecordedAct {
  typealias Asked = ReplyInput

  static let name = Lifecycle.answer.name
  static let summary = Lifecycle.answer.title
  static let path = Path<ItemPlace<Owner.Matter>>("/consultations/:consultation/answer")
  static let audience = Audience.members(Lifecycle.answer.by)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.answer.clause
  static let schema = Schema.object(Consultation.properties)

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: ReplyInput, at place: ItemPlace<Owner.Matter>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<(consultation: Consultation, today: Day)> {
    guard let found = try Consultations.find(place.id, in: database),
      found.department == member.seat.organisation
    else { throw Refusal.notFound }
    let done = try Replies.keep(asked, to: found, moment, desk, in: database)
    return done.mapping { (consultation: $0, today: moment.today) }
  }

  func json(_ answer: (consultation: Consultation, today: Day)) -> JSON {
    answer.consultation.json(on: answer.today)
  }

  func next(
    _ answer: (consultation: Consultation, today: Day), at place: ItemPlace<Owner.Matter>
  ) -> Address { ConsultationView.path.link(place) }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Matter>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = ConsultationView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }
}
