import HTML

/// A number that decides what to look at first; a filter where it has an address.
package struct Counter: Sendable {
  let number: Int
  let word: String
  let icon: Icon?
  let tone: Tone
  let address: Address?
  let isCurrent: Bool

  package init(
    _ number: Int, _ word: String, _ icon: Icon? = nil, _ tone: Tone = .plain,
    at address: Address? = nil, isCurrent: Bool = false
  ) {
    self.number = number
    self.word = word
    self.icon = icon
    self.tone = tone
    self.address = address
    self.isCurrent = isCurrent
  }
}

/// The numbers of a desk, in one row.
package func counters(_ counters: [Counter]) -> HTML {
  ul(.class("counters")) {
    for counter in counters {
      li {
        // What is nought is not late.
        let look: Attribute = .optional(
          counter.tone == .plain || counter.number == 0 ? nil : .class(counter.tone.rawValue))
        if let address = counter.address {
          a(
            look, .href(address),
            .optional(counter.isCurrent ? .aria("aria-current", "true") : nil)
          ) { figure(counter) }
        } else {
          div(look) { figure(counter) }
        }
      }
    }
  }
}

private func figure(_ counter: Counter) -> HTML {
  group {
    b { counter.number }
    span {
      if let picture = counter.icon { icon(picture) }
      counter.word
    }
  }
}
