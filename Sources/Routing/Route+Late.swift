import HTTP
import Vocabulary

/// A change that comes again from somebody who may make it no more. Whoever has handed over, left or
/// signed out, and whose answer was lost on its way, is told again what was done, and nothing else.
extension Route {
  /// - Parameter no: what they are told where nothing is remembered for them.
  static func late<Done: Act>(
    _ act: Done, _ visit: Visit, _ segments: [String], _ table: Table, _ no: any Error
  ) -> Plan? {
    // A file has no part in giving up a right. A program names the change in the head.
    guard Done.isKept, !Done.Asked.fields.contains(where: { $0.fileRule != nil }),
      let place = Done.Spot(segments),
      visit.face == .page || visit.head.fields["idempotency-key"] != nil,
      let known = try? table.doors.remember(visit)
    else { return nil }
    var late = visit
    late.caller = known.caller
    late.formKey = known.caller.formKey
    late.isLate = true
    late.entry = NotedEntry()
    return .read(limit: Done.bodyLimit ?? table.bodyLimit) { [late] request in
      await answering(visit, Done.path.pattern, Done.audience.admission, table) {
        do {
          var late = late
          late.once = try Sending(
            request, nil, late, route(Done.self, place), Done.self
          ).once
          try act.recall(late)
        } catch {
          // Whatever else is wrong with it is no matter of theirs.
          let replay = error as? Replay
          let isSuspended =
            replay != nil ? known.isSuspended : error as? Refusal == Refusal.suspended
          if let replay, !isSuspended { return again(Done.self, replay, late) }
          // A page says why in its own words; a program has to sign in to learn what it still may.
          if isSuspended, visit.face == .json, (no as? Refusal)?.kind != .unauthenticated {
            throw Refusal.suspended
          }
        }
        throw no
      }
    }
  }
}
