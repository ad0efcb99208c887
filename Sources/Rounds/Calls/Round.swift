import Routing
import SQLite
import Vocabulary

/// One call for applications (批次): a package, a window, and the days on which it goes on.
package struct Round: Sendable, Equatable {
  package enum Phase: String, Sendable, CaseIterable {
    case announced, open, closed, cancelled

    package var title: String {
      switch self {
      case .announced: "即将开放"
      case .open: "正在受理申请"
      case .closed: "申请已截止"
      case .cancelled: "已取消"
      }
    }
  }

  /// What comes after the window, by the last day of each.
  package enum Milestone: String, Sendable, CaseIterable {
    case recommend, screen, review, publish

    package var title: String {
      switch self {
      case .recommend: "区级推荐截止"
      case .screen: "材料初筛截止"
      case .review: "专家评审截止"
      case .publish: "公示、发布"
      }
    }
  }

  package let id: RoundID
  package let number: String
  package let title: String
  package let package: [UInt8]
  package let opens: Instant
  /// The first moment that is too late.
  package let closes: Instant
  package let milestones: [Milestone: Day]
  package let quota: Int?
  package let cancelled: String?

  /// Whether what was handed in on this day was handed in in time.
  package func takes(_ day: Day) -> Bool {
    cancelled == nil && opens.day <= day
      && day <= Instant(milliseconds: closes.milliseconds - 1).day
  }

  package init(_ row: borrowing Row) {
    id = RoundID(row.int(0))
    number = row.text(1)
    title = row.text(2)
    package = row.blob(3)
    opens = Instant(milliseconds: Int64(row.int(4)))
    closes = Instant(milliseconds: Int64(row.int(5)))
    var days: [Milestone: Day] = [:]
    for (index, milestone) in Milestone.allCases.enumerated() {
      days[milestone] = row.optionalInt(6 + index).map { Day(number: $0) }
    }
    milestones = days
    quota = row.optionalInt(10)
    cancelled = row.optionalText(11)
  }

  package var subject: String { "round/\(number)" }

  /// By the programme's clock, to the millisecond.
  package func phase(at now: Instant) -> Phase {
    if cancelled != nil { return .cancelled }
    return now < opens ? .announced : now < closes ? .open : .closed
  }

  /// The last day and hour, as people say it: 24:00 is the end of the day before.
  package var deadline: String {
    closes.hour == 0 ? "\(lastDay.chinese) 24:00" : closes.chinese
  }

  /// On the last day, until when.
  package var closingHour: String {
    closes.hour == 0 ? "24:00" : String(closes.chinese.suffix(5))
  }

  /// The last day on which somebody may apply.
  package var lastDay: Day { Instant(milliseconds: closes.milliseconds - 1).day }

  /// Said beside the deadline where nobody is at work to be asked on the last day.
  package func dayOff(_ calendar: WorkingDays) -> String {
    calendar.isWorking(lastDay) ? "" : "（不是工作日，有疑问请提前联系）"
  }

  /// What is to come, and when.
  package func next(at now: Instant) -> (what: String, on: Day)? {
    switch phase(at: now) {
    case .cancelled: return nil
    case .announced: return ("开始受理申请", opens.day)
    case .open: return ("申请截止", lastDay)
    case .closed:
      return Milestone.allCases.compactMap { milestone in
        milestones[milestone].map { (milestone.title, $0) }
      }.first { $0.1 >= now.day }
    }
  }
}

package enum RoundTable {
  package static func all(in database: borrowing Connection) throws -> [Round] {
    try database.all("SELECT * FROM round ORDER BY opens DESC, id", read: Round.init)
  }

  package static func find(
    _ number: String, in database: borrowing Connection
  ) throws -> Round? {
    try database.first("SELECT * FROM round WHERE number = ?", number, read: Round.init)
  }

  /// Two windows at once would leave an enterprise wondering which it answers.
  static func overlapping(
    _ opens: Instant, _ closes: Instant, besides id: RoundID?,
    in database: borrowing Connection
  ) throws -> Round? {
    try database.first(
      """
      SELECT * FROM round WHERE cancelled IS NULL AND opens < ? AND closes > ? AND id <> ?
      """, closes.milliseconds, opens.milliseconds, id?.number ?? 0, read: Round.init)
  }
}

/// What the public was told.
package struct RoundNote: Sendable, Equatable {
  package let kind: String
  package let text: String
  package let reason: String
  package let at: Instant

  init(_ row: borrowing Row) {
    kind = row.text(0)
    text = row.text(1)
    reason = row.text(2)
    at = Instant(milliseconds: Int64(row.int(3)))
  }

  package static func of(
    _ round: RoundID, in database: borrowing Connection
  ) throws -> [RoundNote] {
    try database.all(
      "SELECT kind, text, reason, at FROM round_note WHERE round = ? ORDER BY at DESC, rowid DESC",
      round.number, read: RoundNote.init)
  }
}
