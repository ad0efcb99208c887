import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// Something that waits for somebody: what, where, whose turn it is, until when.
package struct Task: Sendable, Equatable {
  /// What it is about, as the journal names it.
  package let subject: String
  package let title: String
  package let stage: String
  /// Who has it.
  package let holder: String
  package let address: Address
  package let since: Instant
  package let due: Day?
  /// Somebody else's turn; the caller waits for the answer.
  package let isElsewhere: Bool
  /// What is to be done next, as the link says it.
  package let next: String
  /// Left undone it ends something: whoever has it is reminded once more, and earlier.
  package var endsInSilence = false

  package init(
    _ subject: String, _ title: String, stage: String, holder: String, at address: Address,
    since: Instant, due: Day?, isElsewhere: Bool = false, next: String = "去办理"
  ) {
    self.next = next
    self.isElsewhere = isElsewhere
    self.subject = subject
    self.title = Quotes.nested(title)
    self.stage = stage
    self.holder = holder
    self.address = address
    self.since = since
    self.due = due
  }
}

/// A room in which things wait. The desk asks all of them; reminders come from the same list.
package protocol Tray: Sendable {
  /// What waits for this caller, in the seat taken.
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task]

  /// What has a due day, up to and with `last`, and who is to be reminded of it.
  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
}

/// How much time is left, as a colour that is also a word.
package enum Urgency: Sendable, Equatable {
  case late(Int)
  case today
  case soon(Int)
  case fine(Int)
  case none

  /// Working days after today up to and with the due day. Two or less is soon.
  package init(_ due: Day?, on today: Day, _ calendar: WorkingDays) {
    guard let due else {
      self = .none
      return
    }
    if due < today {
      self = .late(calendar.count(after: due, through: today))
    } else if due == today {
      self = .today
    } else {
      let left = calendar.count(after: today, through: due)
      self = left <= 2 ? .soon(left) : .fine(left)
    }
  }

  package var word: String {
    switch self {
    case .late(let days): days == 0 ? "已过期" : "已超 \(days) 个工作日"
    case .today: "今天到期"
    case .soon(let days): "快到期，还剩 \(days) 个工作日"
    case .fine(let days): "还剩 \(days) 个工作日"
    case .none: "没有期限"
    }
  }

  package var name: String {
    switch self {
    case .late: "late"
    case .today: "today"
    case .soon: "soon"
    case .fine: "fine"
    case .none: "none"
    }
  }
}
