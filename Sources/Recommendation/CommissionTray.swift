import Accounts
import Applications
import Desk
import Messages
import Rounds
import Routing
import SQLite
import Vocabulary

/// A commission that a handler has proposed waits for one who approves it, never for its proposer.
struct CommissionTray: Tray {
  let desk: CaseDesk

  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.entrust.by) else {
      return []
    }
    return try Commission.all(in: database)
      .filter { try $0.waits(for: caller, desk, at: $0.at, in: database) }
      .map { commission in
        let round = desk.library.round(commission.round)?.title ?? ""
        return Task(
          "commission/\(commission.id)", "决定委托：\(round)，\(commission.bodyName)", stage: "等审核人员决定",
          holder: seat.name, at: CommissionsView.path.link, since: commission.at, due: nil)
      }
  }

  /// No rule gives it a day.
  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
