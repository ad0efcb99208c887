import Accounts
import Applications
import Desk
import Messages
import Routing
import SQLite
import Vocabulary

/// Questions that wait for a department.
struct ConsultationTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.answer.by) else {
      return []
    }
    return try Consultations.open(for: seat.organisation, in: database).compactMap {
      try task($0, in: database)
    }
  }

  private func task(
    _ asked: Consultation, in database: borrowing Connection
  ) throws -> Task? {
    guard let file = try Cases.find(asked.application, in: database), file.outcome == nil else {
      return nil
    }
    return Task(
      "consultation/\(asked.id)", "答复征求意见：\(file.item)（\(file.enterpriseName)）", stage: "等答复",
      holder: asked.name, at: ConsultationView.path.link(ItemPlace(asked.id)), since: asked.asked,
      due: asked.due)
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  {
    try Consultations.open(until: last, in: database).compactMap { asked in
      guard let department = asked.department, let task = try task(asked, in: database) else {
        return nil
      }
      return (
        task, try Post.people(of: department, as: Lifecycle.answer.by, in: database)
      )
    }
  }
}

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
