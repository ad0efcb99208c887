import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Transfers that wait for this unit's answer.
struct TransferTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.receive.by) else {
      return []
    }
    return try Transfers.open(to: seat.organisation, in: database).compactMap { one in
      guard let file = try Cases.find(one.application, in: database) else { return nil }
      return Task(
        "transfer/\(one.id)", "\(one.fromName)移送：\(file.item)（\(file.enterpriseName)）",
        stage: "等接收", holder: one.toName, at: TransferView.path.link(ItemPlace(one.id)),
        since: one.at, due: nil)
    }
  }

  /// No rule gives it a day: the case's own runs on.
  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
