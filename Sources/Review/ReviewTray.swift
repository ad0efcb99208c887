import Accounts
import Applications
import Desk
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// What waits in a third-party body, for each of its people: to be screened, to be checked.
struct ReviewTray: Tray {
  let desk: CaseDesk

  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, seat.kind == .thirdParty else { return [] }
    let rows = try database.all(
      """
      SELECT a.number, a.item, a.name, coalesce(m.opened, a.since), m.opened_by, m.id IS NULL
      FROM application_row a
      LEFT JOIN matter m ON m.application = a.id AND m.kind = 'screening' AND m.closed IS NULL
      WHERE a.body = ? AND a.stage = 'screening' ORDER BY 4, a.number
      """, seat.organisation.number
    ) { row in
      (
        number: row.text(0), title: "\(row.text(1))（\(row.text(2))）",
        since: Instant(milliseconds: Int64(row.int(3))),
        by: row.optionalInt(4).map { PersonID($0) }, isNew: row.bool(5)
      )
    }
    return rows.compactMap { row in
      let isMine =
        row.isNew
        ? seat.roles.contains(.screener)
        : seat.roles.contains(.checker) && row.by != caller.person
      guard isMine else { return nil }
      return Task(
        "application/\(row.number)", row.title, stage: row.isNew ? "待初筛" : "待复核",
        holder: seat.name, at: CaseView.path.link(CasePlace(row.number)), since: row.since,
        due: nil)
    }
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
