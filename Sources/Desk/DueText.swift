import Design
import HTML
import Vocabulary

/// A due day with how much time is left: the colour is also a word.
package func dueText(_ due: Day?, on today: Day, _ calendar: WorkingDays) -> HTML {
  let urgency = Urgency(due, on: today, calendar)
  return group {
    if let due {
      time(.datetime("\(due)")) { due.chinese }
      " "
    }
    tag(urgency.word, urgency.tone)
    if let due, !calendar.isSettled(due) { span(.class("quiet")) { "（暂定）" } }
  }
}

extension Urgency {
  var tone: Tone {
    switch self {
    case .late: .danger
    case .today, .soon: .warning
    case .fine, .none: .plain
    }
  }
}
