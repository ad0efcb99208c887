import HTML

/// One of many small charts: its name, its sum, and one value for each stretch of time.
package struct Multiple: Sendable {
  let name: String
  let total: Int
  let values: [Int]
  let note: String?

  package init(_ name: String, total: Int, _ values: [Int], note: String? = nil) {
    self.name = name
    self.total = total
    self.values = values
    self.note = note
  }
}

/// The same small chart for each unit, all on one axis; the last value is the present one.
package func multiples(_ charts: [Multiple], what: String) -> HTML {
  let most = Swift.max(charts.flatMap(\.values).max() ?? 0, 1)
  return ul(.class("multiples")) {
    for chart in charts {
      li {
        h3 {
          span { chart.name }
          span(.class("number")) { chart.total }
        }
        columns(chart, most, what)
        if let note = chart.note { p(.class("fine")) { note } }
      }
    }
  }
}

private func columns(_ chart: Multiple, _ most: Int, _ what: String) -> HTML {
  let step = 1 / Double(Swift.max(chart.values.count, 1))
  let said = chart.values.map(String.init).joined(separator: "、")
  return svg(
    .class("chart"), .height(40), .role("img"), .aria("aria-label", "\(chart.name) \(what) \(said)")
  ) {
    for (index, value) in chart.values.enumerated() {
      let height = value * 38 / most
      svgRect(
        .class(index == chart.values.count - 1 ? "c-fill" : "c-mid"),
        .x(.share((Double(index) + 0.08) * step)), .width(.share(step * 0.84)),
        .y(.units(40 - height)), .height(.units(height)))
    }
    svgLine(.class("c-line"), .x1(0), .x2(.share(1)), .y1(40), .y2(40))
  }
}
