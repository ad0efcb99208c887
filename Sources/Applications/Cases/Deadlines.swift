import Acts
import Desk
import Policy
import SQLite
import Vocabulary

/// Until when, counted from which figure of the package; or a day of the round, with no days to count.
package struct DueDay: Sendable {
  let figure: String
  let days: Int
  let answer: WorkingDays.Answer
  /// Counted from another day than today, such as a notice's first.
  let start: Day?

  package init(
    figure: String, days: Int, _ answer: WorkingDays.Answer, from start: Day? = nil
  ) {
    self.start = start
    self.figure = figure
    self.days = days
    self.answer = answer
  }
}

extension DueDay {
  /// The office's days run from the day it had the paper, however long entering it takes.
  init(paperOf received: Day, _ package: Package, _ calendar: WorkingDays) {
    let days = package.figures[.acceptDays]
    self.init(
      figure: Figures.Name.acceptDays.rawValue, days: days,
      calendar.deadline(after: received, days: days), from: received)
  }
}

/// The days that run, as rows: desk, reminders, the recount after a new calendar and the clock's acts
/// are a query each.
package enum Deadlines {
  static func open(
    _ due: DueDay, for application: ApplicationID, at stage: Stage, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    let act = Lifecycle.table.first {
      $0.begun == .clock && $0.from == [stage] && $0.given.contains(.overdue)
    }
    try database.run(
      """
      INSERT INTO deadline (id, application, figure, start, days, due, provisional, act)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, MatterID.drawn.number, application.number, due.figure,
      (due.start ?? moment.today).number,
      due.days,
      due.answer.day.number, due.answer.isProvisional, act?.name)
  }

  static func closeAll(
    of application: ApplicationID, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE deadline SET closed = ? WHERE application = ? AND closed IS NULL",
      moment.now.milliseconds, application.number)
  }

  /// Other days begin to run where a case stands, such as the panel's once it is drawn, or none; those that
  /// ran do so no more, whatever ends the case after that.
  package static func begin(
    _ due: DueDay?, for file: Case, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE deadline SET closed = ? - 1 WHERE application = ? AND closed IS NULL",
      moment.now.milliseconds, file.id.number)
    if let due { try open(due, for: file.id, at: file.stage, moment, in: database) }
    try database.run(
      "UPDATE application SET due = ? WHERE id = ?", due?.answer.day.number, file.id.number)
  }

  /// What ended with a case is as if it had ended before: nothing takes it up again.
  package static func forget(_ file: Case, in database: borrowing Connection) throws {
    try database.run(
      "UPDATE deadline SET closed = closed - 1 WHERE application = ? AND closed = ?",
      file.id.number, file.since.milliseconds)
  }

  /// Another day for this case, counted by nobody: two people have said so.
  package static func extend(
    _ file: Case, to day: Day, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE deadline SET due = ?, provisional = 0 WHERE application = ? AND closed IS NULL",
      day.number, file.id.number)
    try database.run(
      "UPDATE application SET due = ? WHERE id = ?", day.number, file.id.number)
  }

  /// The one that ran when the case ended runs on; its day. Of two that ended in the same moment, the
  /// later is the one that still ran. What the round names is not counted, and asked of the round anew.
  static func resume(_ file: Case, in database: borrowing Connection) throws -> Day? {
    let last = try database.first(
      """
      SELECT id, days, due FROM deadline WHERE application = ? AND closed = ?
      ORDER BY due DESC LIMIT 1
      """, file.id.number, file.since.milliseconds
    ) { (id: $0.int(0), days: $0.int(1), due: Day(number: $0.int(2))) }
    guard let last, last.days > 0 else { return nil }
    try database.run("UPDATE deadline SET closed = NULL WHERE id = ?", last.id)
    return last.due
  }

  /// Of many cases those whose day is counted beyond the last published calendar.
  /// - Parameter ids: a JSON list of them.
  static func provisional(
    _ ids: String, in database: borrowing Connection
  ) throws -> Set<ApplicationID> {
    Set(
      try database.all(
        """
        SELECT d.application FROM json_each(?) j JOIN deadline d ON d.application = j.value
        WHERE d.closed IS NULL AND d.provisional = 1
        """, ids
      ) { ApplicationID($0.int(0)) })
  }

  /// What the clock owes by now, the longest overdue first.
  package static func owed(
    _ act: String, on today: Day, in database: borrowing Connection
  ) throws -> [ApplicationID] {
    try database.all(
      """
      SELECT application FROM deadline WHERE act = ? AND due < ? AND closed IS NULL
      ORDER BY due, application
      """, act, today.number
    ) { ApplicationID($0.int(0)) }
  }
}

/// Counts guessed days again when a year's calendar has come out.
package struct CaseDueDays: DueDays {
  package init() {}

  package func recount(
    by calendar: WorkingDays, in database: borrowing Connection
  ) throws -> [Recount] {
    let rows = try database.all(
      """
      SELECT d.id, d.application, d.start, d.days, d.due, a.number, d.figure
      FROM deadline d JOIN application a ON a.id = d.application
      WHERE d.closed IS NULL AND d.provisional = 1
      """
    ) { row in
      (
        id: row.int(0), application: row.int(1), start: Day(number: row.int(2)), days: row.int(3),
        due: Day(number: row.int(4)), number: row.text(5), figure: row.text(6)
      )
    }
    var moved: [Recount] = []
    for row in rows {
      let (day, isProvisional) = due(row.figure, row.start, row.days, by: calendar)
      try database.run(
        "UPDATE deadline SET due = ?, provisional = ? WHERE id = ?", day.number, isProvisional,
        row.id)
      try database.run(
        "UPDATE application SET due = ? WHERE id = ?", day.number, row.application)
      if day != row.due {
        moved.append(Recount("application/\(row.number)", row.due, day))
      }
    }
    return moved
  }

  /// A public notice counts its first day (民法典 第201条 does not speak of notices), which is a working day.
  private func due(
    _ figure: String, _ start: Day, _ days: Int, by calendar: WorkingDays
  ) -> (Day, isProvisional: Bool) {
    if figure == "noticeDays" {
      let period = calendar.noticePeriod(from: start, days: days)
      return (period.end, period.isProvisional)
    }
    let answer = calendar.deadline(after: start, days: days)
    return (answer.day, answer.isProvisional)
  }
}
