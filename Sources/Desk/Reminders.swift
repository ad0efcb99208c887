import Design
import Journal
import Messages
import Routing
import SQLite
import Vocabulary

/// Before something is due and when it is late, once each, all of one person's in one message
/// (feature 87). Only on working days and in working hours, only to those whose turn it is.
package struct Reminders: Sendable {
  let trays: [any Tray]
  let post: Post
  let calendar: WorkingDays
  /// Working days before the due day.
  let daysBefore: Int

  package init(
    _ trays: [any Tray], _ post: Post, _ calendar: WorkingDays, daysBefore: Int
  ) {
    self.trays = trays
    self.post = post
    self.calendar = calendar
    self.daysBefore = daysBefore
  }

  /// A part of the clerk's round.
  package func round(
    at now: Instant, wall: Instant, in database: borrowing Connection
  ) throws {
    guard calendar.isWorking(now.day), 9..<18 ~= now.hour else { return }
    let last = calendar.deadline(after: now.day, days: daysBefore).day
    var letters: [PersonID: Letter] = [:]
    var sent = 0
    for tray in trays {
      for (task, recipients) in try tray.due(until: last, in: database) {
        guard let due = task.due else { continue }
        let isLate = due < now.day
        try database.run(
          "INSERT INTO reminded (what, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
          "\(isLate ? "late" : "soon") \(task.subject) \(due)", now.milliseconds)
        guard database.changes == 1 else { continue }
        for recipient in recipients {
          guard let person = recipient.person else { continue }
          var letter = letters[person] ?? Letter(recipient)
          let line = "\(task.title)，期限 \(due.chinese)"
          if isLate { letter.late.append(line) } else { letter.soon.append(line) }
          letters[person] = letter
        }
      }
    }
    for letter in letters.values {
      for (occasion, lines) in [(Occasion.dueSoon, letter.soon), (.overdue, letter.late)]
      where !lines.isEmpty {
        try post.write(
          occasion, ["count": "\(lines.count)", "list": lines.joined(separator: "\n")],
          to: letter.recipient, about: "reminder/\(now.day)", link: Paths.desk.link, at: now,
          wall: wall, in: database)
        sent += 1
      }
    }
    if sent > 0 {
      try Journal.record(
        Entry("reminder.send", by: "system", "提醒 \(sent) 人次"), at: now, in: database)
    }
  }

  private struct Letter {
    let recipient: Post.Recipient
    var soon: [String] = []
    var late: [String] = []

    init(_ recipient: Post.Recipient) { self.recipient = recipient }
  }
}
