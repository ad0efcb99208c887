import HTML
import Vocabulary

/// A property of something, or its due day: a small word on a coloured ground.
package func chip(_ word: String, _ tone: Tone = .plain, _ picture: Icon? = nil) -> HTML {
  span(.class(tone.class("chip"))) {
    if let picture = picture ?? tone.icon { icon(picture) }
    word
  }
}

/// A result inside a table or a list: an icon and a word.
package func state(_ word: String, _ tone: Tone = .plain, _ picture: Icon? = nil) -> HTML {
  span(.class(tone == .plain ? "state quiet" : tone.class("state"))) {
    if let picture = picture ?? tone.icon { icon(picture) }
    word
  }
}

/// A moment as people write it, to the minute.
package func moment(_ instant: Instant) -> HTML {
  time(.datetime(instant.description)) { instant.chinese }
}

/// A day as people write it.
package func date(_ day: Day) -> HTML {
  time(.datetime("\(day)")) { day.chinese }
}
