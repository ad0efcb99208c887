import Routing
import Vocabulary

/// When something is done and by whom: a person in a seat, somebody from outside, or the clock. What
/// the portal does by itself goes the same way as what people do.
package struct Moment: Sendable {
  package enum By: Sendable {
    case member(Member)
    case visitor
    case clock
  }

  /// The programme's clock.
  package let now: Instant
  /// The real one, by which mail goes.
  package let wall: Instant
  package let by: By

  package init(now: Instant, wall: Instant, by: By) {
    self.now = now
    self.wall = wall
    self.by = by
  }

  package init(_ visit: Visit, by: By) { self.init(now: visit.now, wall: visit.wall, by: by) }

  package var member: Member? { if case .member(let member) = by { member } else { nil } }
  package var person: PersonID? { member?.caller.person }
  package var today: Day { now.day }

  /// As the journal names whoever does it.
  package var actor: String {
    switch by {
    case .member(let member): member.caller.actor
    case .visitor: "visitor"
    case .clock: "system"
    }
  }

  package var behalf: String? { member?.caller.behalf }
}
