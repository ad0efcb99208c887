import Accounts
import Applications
import Design
import Desk
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Whoever is signed in asks to be taken into the pool, unless they are in it or have asked; who is in it
/// says at any time what binds them.
struct ExpertStarter: Starter {
  let library: Library

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    if caller.roles.contains(.expert) {
      return [
        Start(DeclareTie.name, DeclareTie.summary, at: DeclareTie.path.link, aside: .scale)
      ]
    }
    guard let known = try? ExpertForm(library, at: now),
      try ApplyAsExpert.objection(to: caller, in: database) == nil
    else { return [] }
    return [
      Start(
        ApplyAsExpert.name, ApplyAsExpert.summary, at: ApplyAsExpert.path.link,
        more: [.shape("\(known.package.id).\(known.form.id)")], aside: .pen)
    ]
  }
}
