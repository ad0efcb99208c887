import Accounts
import Applications
import Desk
import Messages
import Routing
import SQLite
import Vocabulary

/// Questions that were given to somebody.
struct FlagTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.settle.by) else {
      return []
    }
    let open = try database.remembered(
      """
      SELECT f.matter, f.application, f.text, m.opened FROM case_flag f
      JOIN matter m ON m.id = f.matter JOIN application a ON a.id = f.application
      WHERE f.assignee = ? AND m.closed IS NULL AND a.unit = ? ORDER BY m.number LIMIT 100
      """, caller.person.number, seat.organisation.number
    ) { row in
      (
        id: MatterID(row.int(0)), application: ApplicationID(row.int(1)), text: row.text(2),
        at: Instant(milliseconds: Int64(row.int(3)))
      )
    }
    return try open.compactMap { flag in
      guard let file = try Cases.find(flag.application, in: database),
        Lifecycle.settle.from.contains(file.stage)
      else { return nil }
      return Task(
        "flag/\(flag.id)", "问题：\(flag.text)（\(file.item)）", stage: file.stage.title,
        holder: seat.name, at: CaseView.path.link(file.place), since: flag.at, due: nil)
    }
  }

  /// No rule gives it a day.
  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
