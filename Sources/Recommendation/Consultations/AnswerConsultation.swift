import Acts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// One of the department's people answers.
struct AnswerConsultation: Answering {
  typealias Asked = ReplyInput

  static let name = Lifecycle.answer.name
  static let summary = Lifecycle.answer.title
  static let path = Path<ItemPlace<Owner.Matter>>("/consultations/:consultation/answer")
  static let audience = Audience.members(Lifecycle.answer.by)
  static let clause: String? = Lifecycle.answer.clause

  let desk: CaseDesk

  func change(
    _ asked: ReplyInput, at place: ItemPlace<Owner.Matter>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<AnswerKept> {
    guard let found = try Consultations.find(place.id, in: database),
      found.department == member.seat.organisation
    else { throw Refusal.notFound }
    let done = try Replies.keep(asked, to: found, moment, desk, in: database)
    return done.mapping { AnswerKept(consultation: $0, today: moment.today) }
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Matter>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = ConsultationView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }
}
