import Design
import HTML
import Vocabulary

/// A due day with how much time is left, said twice: the date and the working days.
package func dueText(_ due: Day?, on today: Day, _ calendar: WorkingDays) -> HTML {
  let urgency = Urgency(due, on: today, calendar)
  return group {
    chip(urgency.word, urgency.tone, urgency.icon)
    if let due {
      span(.class("sub")) {
        time(.datetime("\(due)")) { due.chinese }
        if !calendar.isSettled(due) { "（暂定）" }
      }
    }
  }
}

extension Urgency {
  var tone: Tone {
    switch self {
    case .late: .wrong
    case .today, .soon: .warn
    case .fine, .none: .plain
    }
  }

  var icon: Icon? {
    switch self {
    case .late: .alert
    case .today, .soon, .fine: .clock
    case .none: nil
    }
  }
}
