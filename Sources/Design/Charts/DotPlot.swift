import HTML

/// The same axis for every row of a table.
package struct Axis: Sendable {
  let low: Double
  let high: Double

  package init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  func place(_ value: Double) -> Extent {
    .share(high > low ? (min(max(value, low), high) - low) / (high - low) : 0)
  }
}

/// A few values on one line: a dot each, a mark for their mean, a dashed line where it is decided.
///
/// - Parameters:
///   - values: what is drawn; said in words by the label.
///   - oddBeyond: how far from the mean a value is marked as odd.
package func dotPlot(
  _ values: [Double], on axis: Axis, mean: Double, cut: Double? = nil, oddBeyond: Double? = nil,
  label: String
) -> HTML {
  svg(.class("chart"), .height(28), .role("img"), .aria("aria-label", label)) {
    svgLine(.class("c-line"), .x1(0), .x2(.share(1)), .y1(14), .y2(14))
    if let cut {
      svgLine(.class("c-cut"), .x1(axis.place(cut)), .x2(axis.place(cut)), .y1(0), .y2(28))
    }
    if let low = values.min(), let high = values.max() {
      svgLine(.class("c-range"), .x1(axis.place(low)), .x2(axis.place(high)), .y1(14), .y2(14))
    }
    svgLine(.class("c-mark"), .x1(axis.place(mean)), .x2(axis.place(mean)), .y1(6), .y2(22))
    for value in values {
      let isOdd = oddBeyond.map { abs(value - mean) >= $0 } ?? false
      svgCircle(.class(isOdd ? "c-dot odd" : "c-dot"), .cx(axis.place(value)), .cy(14), .radius(4))
    }
  }
}
