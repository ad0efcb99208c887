import HTML

/// The numbers of a chart, for whoever wants them exactly.
package func chartTable(_ title: String, _ columns: [String], _ rows: [[String]]) -> HTML {
  unfolding("看数据表") {
    table {
      caption { title }
      thead {
        tr {
          for (index, column) in columns.enumerated() {
            th(.scope("col"), .optional(index > 0 ? .class("number") : nil)) { column }
          }
        }
      }
      tbody {
        for row in rows {
          tr {
            for (index, cell) in row.enumerated() {
              if index == 0 {
                th(.scope("row")) { cell }
              } else {
                td(.class("number")) { cell }
              }
            }
          }
        }
      }
    }
  }
}

/// What the marks of a chart mean, each with a word.
package func chartLegend(_ marks: [(mark: LegendMark, word: String)]) -> HTML {
  ul(.class("legend")) {
    for (mark, word) in marks {
      li {
        svg(.aria("aria-hidden", "true")) { mark.drawing }
        word
      }
    }
  }
}

package enum LegendMark: Sendable {
  case bar, pale, over, dot, odd, mean, cut

  fileprivate var drawing: HTML {
    switch self {
    case .bar: svgRect(.class("c-fill"), .y(3), .width(20), .height(6))
    case .pale: svgRect(.class("c-pale"), .width(20), .height(12))
    case .over: svgRect(.class("c-wrong"), .y(3), .width(20), .height(6))
    case .dot: svgCircle(.class("c-dot"), .cx(10), .cy(6), .radius(4))
    case .odd: svgCircle(.class("c-dot odd"), .cx(10), .cy(6), .radius(4))
    case .mean: svgLine(.class("c-mark"), .x1(10), .x2(10), .y1(0), .y2(12))
    case .cut: svgLine(.class("c-cut"), .x1(10), .x2(10), .y1(0), .y2(12))
    }
  }
}
