import Accounts
import Applications
import Desk
import Messages
import Routing
import SQLite
import Vocabulary

/// Their due days are counted again when a year's calendar comes out.
package struct ConsultationDays: DueDays {
  package init() {}

  package func recount(
    by calendar: WorkingDays, in database: borrowing Connection
  ) throws -> [Recount] {
    let rows = try database.all(
      """
      SELECT c.matter, c.asked, c.days, c.due FROM consultation c JOIN matter m ON m.id = c.matter
      WHERE m.closed IS NULL AND c.provisional = 1
      """
    ) { row in
      (
        id: row.int(0), asked: Instant(milliseconds: Int64(row.int(1))).day, days: row.int(2),
        due: Day(number: row.int(3))
      )
    }
    var moved: [Recount] = []
    for row in rows {
      let answer = calendar.deadline(after: row.asked, days: row.days)
      try database.run(
        "UPDATE consultation SET due = ?, provisional = ? WHERE matter = ?", answer.day.number,
        answer.isProvisional, row.id)
      if answer.day != row.due {
        moved.append(Recount("consultation/\(MatterID(row.id))", row.due, answer.day))
      }
    }
    return moved
  }
}
