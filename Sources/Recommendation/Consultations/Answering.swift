import Acts
import Applications
import HTML
import JSON
import Routing
import Vocabulary

/// What stands of a question once an answer is kept, and on which day that is read.
struct AnswerKept: Sendable {
  let consultation: Consultation
  let today: Day
}

/// An answer that somebody signed in enters: the department its own, the unit what came on paper. Both lead to
/// the question, and say how it stands.
protocol Answering: RecordedAct
where Spot == ItemPlace<Owner.Matter>, Actor == Member, Answer == AnswerKept {
  var desk: CaseDesk { get }
}

extension Answering {
  static var refuses: Set<Refusal.Kind> { [.conflict] }
  static var schema: Schema { Schema.object(Consultation.properties) }
  var ledger: Ledger { desk.ledger }

  func json(_ answer: AnswerKept) -> JSON { answer.consultation.json(on: answer.today) }
  func next(_ answer: AnswerKept, at place: Spot) -> Address { ConsultationView.path.link(place) }
}
