import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Several wait to be accepted.
struct AcceptStarter: Starter {
  let desk: CaseDesk

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.accept.by) else {
      return []
    }
    return try Cases.areSeveral(at: .submitted, in: seat.organisation, database)
      ? [Start(AcceptSeveral.name, AcceptSeveral.summary, at: AcceptSeveral.path.link)] : []
  }

  func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]? {
    guard let unit = caller.seat?.organisation else { return nil }
    let ready = try AcceptSeveral.waiting(in: unit, for: caller.person, at: now, desk, database)
    return ready.isEmpty ? nil : Several.members(ready.map(\.file))
  }
}
