import Accounts
import Applications
import Desk
import Messages
import Routing
import SQLite
import Vocabulary

/// Cases that have ended and are asked to be looked at once more, for approvers who have not had them in
/// hand: no stage has them, and so no queue would show them.
struct ReconsiderationTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.reconsider.by) else {
      return []
    }
    let ids = try database.remembered(
      """
      SELECT m.application FROM matter m JOIN application a ON a.id = m.application
      WHERE m.kind = 'reconsideration' AND m.closed IS NULL AND (?1 IS NULL OR a.unit = ?1)
        AND NOT EXISTS (SELECT 1 FROM application_event e
          WHERE e.application = a.id AND e.person = ?2)
      ORDER BY m.number LIMIT 100
      """, seat.kind == .district ? seat.organisation.number : nil, caller.person.number
    ) { ApplicationID($0.int(0)) }
    return try Cases.all(ids, in: database).map { file in
      Task(
        "reconsideration/\(file.number)", "复核：\(file.item)（\(file.enterpriseName)）",
        stage: file.outcome?.title ?? file.stage.title, holder: seat.name,
        at: CaseView.path.link(file.place), since: file.since, due: nil)
    }
  }

  /// No rule gives it a day.
  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
