import Desk
import JSON
import Journal
import SQLite
import Vocabulary

/// Brings in a year's working days, and counts again every due day that had to be guessed.
struct CalendarImport: Sendable {
  static let migration = Migration(
    "calendar years",
    """
    CREATE TABLE calendar_year (
      year INTEGER PRIMARY KEY,
      json TEXT NOT NULL,
      imported INTEGER NOT NULL
    ) STRICT;
    """)

  let store: Store
  let calendar: WorkingDays
  let rooms: [any DueDays]

  /// What was brought in before, beside what the programme came with.
  static func load(into calendar: WorkingDays, in database: borrowing Connection) throws {
    for text in try database.all("SELECT json FROM calendar_year", read: { $0.text(0) }) {
      calendar.adopt(try WorkingDays.Year(JSON(parsing: Array(text.utf8))))
    }
  }

  func run(_ bytes: [UInt8], at now: Instant) throws -> JSON {
    guard let json = try? JSON(parsing: bytes) else {
      throw CalendarMistake("文件不是合格的 JSON，样子见 Seeds/calendars")
    }
    let year = try WorkingDays.Year(json)
    if year.holidays.isEmpty { throw CalendarMistake("\(year.year) 年的 holidays 是空的") }
    let first = calendar.firstDay.year
    guard year.year >= first, year.year <= (calendar.lastYear ?? first) + 1 else {
      throw CalendarMistake(
        "日历要一年接一年：现有到 \(calendar.lastYear ?? first) 年，不能导入 \(year.year) 年")
    }
    let counted = calendar.with(year)
    let rooms = rooms
    let why = year.missing.isEmpty ? "放假安排已公布" : "放假安排已导入一部分"
    let moved = try store.writeAndWait { database in
      try database.run(
        """
        INSERT INTO calendar_year (year, json, imported) VALUES (?, ?, ?)
        ON CONFLICT (year) DO UPDATE SET json = excluded.json, imported = excluded.imported
        """, year.year, json.text, now.milliseconds)
      try Journal.record(
        Entry(
          "calendar.import", by: "operator", about: "calendar/\(year.year)",
          "导入 \(year.year) 年放假安排", payload: ["source": .string(year.source)]),
        at: now, in: database)
      var moved: [Recount] = []
      for room in rooms { moved += try room.recount(by: counted, in: database) }
      for one in moved {
        try Journal.record(
          Entry(
            "deadline.recount", by: "system", about: one.subject,
            "期限由\(one.old.chinese)改为\(one.new.chinese)：\(year.year) 年\(why)"),
          at: now, in: database)
      }
      return moved
    }
    calendar.adopt(year)
    return [
      "year": .integer(year.year), "missing": .array(year.missing.map { .string($0) }),
      "moved": .array(
        moved.map {
          [
            "subject": .string($0.subject), "old": .string("\($0.old)"),
            "new": .string("\($0.new)"),
          ]
        }),
    ]
  }
}
