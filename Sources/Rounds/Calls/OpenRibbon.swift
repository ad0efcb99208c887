import Design
import HTML
import Routing
import Vocabulary

/// A round while it is open, in one line above the pages of those who work on it: written once a day.
package struct OpenRibbon: Sendable {
  private struct Key: Equatable {
    let number, title: String
    let closes: Instant
    let today: Day
  }

  private let calendar: WorkingDays
  private let made = Memory<Key, HTML>()

  package init(_ calendar: WorkingDays) { self.calendar = calendar }

  package func html(_ round: Round, at now: Instant) -> HTML? {
    guard round.phase(at: now) == .open else { return nil }
    let key = Key(number: round.number, title: round.title, closes: round.closes, today: now.day)
    return made.made(for: key) {
      let left = calendar.count(after: now.day, through: round.lastDay)
      let days = round.lastDay == now.day ? "就是今天" : "还有 \(left) 个工作日"
      return ribbon(round.title, at: round.address, "\(round.deadline) 停止受理，\(days)")
    }
  }
}
