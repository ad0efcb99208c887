import Design
import Journal
import Messages
import Routing
import SQLite
import Vocabulary

/// Before something is due and when it is late, once each (twice before, where silence ends something), all of one person's in one message
/// (feature 87). Only on working days and in working hours, only to those whose turn it is.
package struct Reminders: Sendable {
  let trays: [any Tray]
  let post: Post
  let calendar: WorkingDays
  let rules: Rules

  /// As they lie in Forms/desk.json.
  package struct Rules: Sendable {
    /// Working days before the due day.
    package let daysBefore: Int
    /// The same for the first of two, where silence ends something.
    package let firstDaysBefore: Int
    /// When people may be written to.
    package let hours: Range<Int>

    package init(daysBefore: Int, firstDaysBefore: Int, hours: Range<Int>) {
      self.daysBefore = daysBefore
      self.firstDaysBefore = firstDaysBefore
      self.hours = hours
    }
  }

  package init(_ trays: [any Tray], _ post: Post, _ calendar: WorkingDays, _ rules: Rules) {
    self.trays = trays
    self.post = post
    self.calendar = calendar
    self.rules = rules
  }

  /// A part of the clerk's round. What is due is looked up beside the writer, which is troubled only
  /// when there is something to say.
  package func round(at now: Instant, wall: Instant, in store: Store) throws {
    guard calendar.isWorking(now.day), rules.hours.contains(now.hour) else { return }
    let due = try store.read { try unsaid(at: now, in: $0) }
    if due.isEmpty { return }
    try store.writeAndWait { database in try send(due, at: now, wall: wall, in: database) }
  }

  /// How often it was said before the day that something is due.
  package static func count(
    of subject: String, before due: Day, in database: borrowing Connection
  ) throws -> Int {
    try database.first(
      "SELECT count(*) FROM reminded WHERE what IN (?, ?)", key("early", subject, due),
      key("soon", subject, due)
    ) { $0.int(0) } ?? 0
  }

  private static func key(_ when: String, _ subject: String, _ due: Day) -> String {
    "\(when) \(subject) \(due)"
  }

  private struct Due: Sendable {
    let key: String
    let line: String
    let isLate: Bool
    let recipients: [Post.Recipient]
  }

  private func unsaid(at now: Instant, in database: borrowing Connection) throws -> [Due] {
    let last = calendar.deadline(after: now.day, days: rules.daysBefore).day
    let first = calendar.deadline(
      after: now.day, days: max(rules.daysBefore, rules.firstDaysBefore)
    ).day
    var found: [Due] = []
    for tray in trays {
      for (task, recipients) in try tray.due(until: first, in: database) {
        // Where nobody is there to be told, somebody may come.
        guard let due = task.due, !recipients.isEmpty else { continue }
        if due > last, !task.endsInSilence { continue }
        let isLate = due < now.day
        let when = isLate ? "late" : due > last ? "early" : "soon"
        let key = Self.key(when, task.subject, due)
        let isSaid = try database.first("SELECT 1 FROM reminded WHERE what = ?", key) { _ in true }
        if isSaid == nil {
          found.append(
            Due(
              key: key, line: "\(task.title)，期限 \(due.chinese)", isLate: isLate,
              recipients: recipients))
        }
      }
    }
    return found
  }

  private func send(
    _ due: [Due], at now: Instant, wall: Instant, in database: borrowing Connection
  ) throws {
    var letters: [PersonID: Letter] = [:]
    for item in due {
      try database.run(
        "INSERT INTO reminded (what, at) VALUES (?, ?)", item.key, now.milliseconds)
      for recipient in item.recipients {
        guard let person = recipient.person else { continue }
        var letter = letters[person] ?? Letter(recipient)
        if item.isLate { letter.late.append(item.line) } else { letter.soon.append(item.line) }
        letters[person] = letter
      }
    }
    var sent = 0
    // In the same order every time.
    for letter in letters.sorted(by: { $0.key.number < $1.key.number }).map(\.value) {
      for (occasion, lines) in [(Occasion.dueSoon, letter.soon), (.overdue, letter.late)]
      where !lines.isEmpty {
        try post.write(
          occasion, ["count": "\(lines.count)", "list": lines.joined(separator: "\n")],
          to: letter.recipient, about: "reminder/\(now.day)", link: Paths.desk.link, at: now,
          wall: wall, in: database)
        sent += 1
      }
    }
    try Journal.record(
      Entry("reminder.send", by: "system", "提醒 \(sent) 人次"), at: now, in: database)
  }

  private struct Letter {
    let recipient: Post.Recipient
    var soon: [String] = []
    var late: [String] = []

    init(_ recipient: Post.Recipient) { self.recipient = recipient }
  }
}
