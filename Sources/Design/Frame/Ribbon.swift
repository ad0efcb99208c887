import HTML

/// What everyone concerned should not lose sight of, in one line above the page: the open round.
package func ribbon(_ title: String, at address: Address, _ text: String) -> HTML {
  aside(.class("ribbon"), .aria("aria-label", "本批次")) {
    div(.class("frame")) {
      p {
        a(.href(address)) { title }
        span { text }
      }
    }
  }
}
