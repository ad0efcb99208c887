import Accounts
import Applications
import Design
import Desk
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Whoever is signed in asks to be taken into the pool, unless they are in it or have asked; who is in it
/// says at any time what binds them.
struct ExpertStarter: Starter {
  let library: Library

  private static let tie = Start(
    DeclareTie.name, DeclareTie.summary, at: DeclareTie.path.link, aside: .scale)
  private static let apply = Start(
    ApplyAsExpert.name, ApplyAsExpert.summary, at: ApplyAsExpert.path.link, aside: .pen)

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    if caller.roles.contains(.expert) { return [Self.tie] }
    guard try ApplyAsExpert.objection(to: caller, in: database) == nil,
      ExpertForm.isKnown(to: library, at: now)
    else { return [] }
    return [Self.apply]
  }

  func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]? {
    guard start.name == ApplyAsExpert.name else { return [] }
    let known = try ExpertForm(library, at: now)
    return [.shape("\(known.package.id).\(known.form.id)")]
  }
}
