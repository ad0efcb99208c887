import Acts
import Applications
import HTML
import JSON
import Routing
import Vocabulary

/// What the acts of an expert on the own sheet share.
protocol SheetAct: RecordedAct
where Spot == ItemPlace<Owner.Review>, Actor == Member, Answer == ReviewFacts {
  var desk: CaseDesk { get }
}

extension SheetAct {
  static var audience: Audience<Member> { .members(.expert) }
  static var clause: String? { "001 三（四）第一句" }
  static var refuses: Set<Refusal.Kind> { [.conflict] }
  static var schema: Schema { ReviewFacts.schema }

  var ledger: Ledger { desk.ledger }

  func json(_ facts: ReviewFacts) -> JSON { facts.summary }
  func next(_ facts: ReviewFacts, at place: Spot) -> Address { ReviewView.path.link(place) }
}
