import Accounts
import Applications
import Desk
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// There are cultivating cases that nobody has been entrusted with, and nobody has proposed to entrust.
struct CommissionStarter: Starter {
  let library: Library

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    let waiting = try library.rounds.filter {
      try ProposeCommission.mayBegin($0, caller.roles, in: database)
    }
    if waiting.isEmpty { return [] }
    let bodies = try Organisations.all(.thirdParty, in: database).filter { $0.status == .active }
    return try waiting.map { round in
      var start = Start(
        ProposeCommission.name, "提出委托：\(round.title)", at: ProposeCommission.path.link,
        more: [
          .init("round", .string(round.number)),
          .choices("body", bodies.map { ("\($0.id)", $0.name) }),
        ],
        page: ProposeCommission.path.link(Nowhere(), query: [("round", round.number)]))
      if let since = try Cases.waiting(since: .cultivating, in: round.id, database) {
        start.waiting = Start.Waiting(
          "commission/\(round.number)", stage: Stage.cultivating.title, since: since,
          due: round.milestones[.screen])
      }
      return start
    }
  }
}
