import HTML

/// One bar: its name, how long it is from 0 to 1, and its number in words.
package struct Bar: Sendable {
  let name: String
  let share: Double
  let value: HTML
  let spread: Double?
  let limit: Double?

  /// - Parameters:
  ///   - spread: where nine tenths end, drawn as a line beyond the bar.
  ///   - limit: how much is allowed; beyond it the bar turns to wrong.
  package init(
    _ name: String, _ share: Double, _ value: HTML, spread: Double? = nil, limit: Double? = nil
  ) {
    self.name = name
    self.share = share
    self.value = value
    self.spread = spread
    self.limit = limit
  }
}

/// Numbers beside each other: a funnel, or times against what is allowed. Their table comes with
/// `chartTable`.
package func bars(_ bars: [Bar]) -> HTML {
  ul(.class("bars")) {
    for bar in bars {
      li {
        span { bar.name }
        svg(.class("chart"), .height(22), .aria("aria-hidden", "true")) {
          svgRect(.class("c-pale"), .width(.share(bar.limit ?? 1)), .height(22), .corner(3))
          svgRect(
            .class(bar.isOver ? "c-wrong" : "c-fill"), .y(7), .width(.share(bar.share)), .height(8),
            .corner(2))
          if let spread = bar.spread {
            svgLine(
              .class("c-mark"), .x1(.share(bar.share)), .x2(.share(spread)), .y1(11), .y2(11))
            svgLine(.class("c-mark"), .x1(.share(spread)), .x2(.share(spread)), .y1(6), .y2(16))
          }
        }
        span(.class("value")) { bar.value }
      }
    }
  }
}

extension Bar {
  fileprivate var isOver: Bool {
    guard let limit else { return false }
    return (spread ?? share) > limit
  }
}
