import HTML
import Vocabulary

package enum Tone: String, Sendable {
  case plain = ""
  case warning, danger, success, official
}

/// A message set apart from the text.
package func notice(_ tone: Tone = .plain, @HTMLBuilder _ content: () -> HTML) -> HTML {
  div(.class(tone == .plain ? "notice" : "notice \(tone.rawValue)")) { content() }
}

/// A colour that is also a word.
package func tag(_ word: String, _ tone: Tone = .plain) -> HTML {
  span(.class(tone == .plain ? "tag" : "tag \(tone.rawValue)")) { word }
}

/// Nothing here yet: says so, and what to do about it.
package func emptyState(_ heading: String, _ advice: String, action: (String, Address)? = nil)
  -> HTML
{
  div(.class("empty")) {
    h2 { heading }
    p { advice }
    if let (label, address) = action { a(.class("button"), .href(address)) { label } }
  }
}

/// The clause a statement rests on.
package func clause(_ text: String) -> HTML {
  span(.class("clause")) { "（\(text)）" }
}

/// Where a case stands: what is done, whose turn it is, what is still to come.
package func stageLine(_ stages: [String], current: Int? = nil, label: String) -> HTML {
  ol(.class("stages"), .aria("aria-label", label)) {
    for (index, stage) in stages.enumerated() {
      if let current, index <= current {
        li(
          .class(index < current ? "done" : "now"),
          .optional(index == current ? .aria("aria-current", "step") : nil)
        ) {
          stage
          span(.class("said")) { index < current ? "，已完成" : "，现在" }
        }
      } else {
        li { stage }
      }
    }
  }
}

/// A moment as people write it, to the minute.
package func moment(_ instant: Instant) -> HTML {
  time(.datetime(instant.description)) { instant.chinese }
}

/// More about something, for whoever opens it.
package func unfolding(_ heading: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
  details {
    summary { heading }
    content()
  }
}
