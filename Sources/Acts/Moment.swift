import Routing
import Vocabulary

/// When something is done and by whom: a person in a seat, one without, somebody from outside, or the
/// clock. What the portal does by itself goes the same way as what people do.
package struct Moment: Sendable {
  package enum By: Sendable {
    case member(Member)
    /// Signed in, at home nowhere yet.
    case person(Caller)
    case visitor
    case clock
  }

  /// The programme's clock.
  package let now: Instant
  /// The real one, by which mail goes.
  package let wall: Instant
  package let by: By
  /// The edition they had before them, where they said which; what stands may be newer.
  package let seen: Int?

  package init(now: Instant, wall: Instant, by: By, seen: Int? = nil) {
    self.now = now
    self.wall = wall
    self.by = by
    self.seen = seen
  }

  /// Of a request that a door has admitted: nothing else of it is known to what it changes.
  package init(_ visit: Visit) {
    let by: By =
      if let caller = visit.caller {
        caller.seat.map { .member(Member(caller: caller, seat: $0)) } ?? .person(caller)
      } else {
        .visitor
      }
    self.init(now: visit.now, wall: visit.wall, by: by, seen: visit.seenEdition)
  }

  /// Whoever says which edition they had before them, had this one.
  package func hasSeen(_ edition: Int) -> Bool { seen.map { $0 == edition } ?? true }

  /// Nothing is done on what has become something else meanwhile; `stands` is what it is now.
  ///
  /// - Parameter word: how people call that edition, where it counts something.
  package func requireSeen(
    _ edition: Int, _ sentence: @autoclosure () -> String, as word: String? = nil,
    clause: String? = nil, stands: (name: String, value: String)...
  ) throws(Refusal) {
    if hasSeen(edition) { return }
    throw Refusal(
      .conflict, code: "stale", sentence(), clause: clause,
      stands: [.stands(Edition.name, word ?? "第 \(edition) 版")]
        + stands.map { .stands($0.name, $0.value) })
  }

  package var member: Member? { if case .member(let member) = by { member } else { nil } }
  package var person: PersonID? {
    switch by {
    case .member(let member): member.caller.person
    case .person(let caller): caller.person
    case .visitor, .clock: nil
    }
  }
  package var today: Day { now.day }

  /// As the journal names whoever does it.
  package var actor: String {
    switch by {
    case .member(let member): member.caller.actor
    case .person(let caller): caller.actor
    case .visitor: "visitor"
    case .clock: "system"
    }
  }

  package var behalf: String? { member?.caller.behalf }
}
