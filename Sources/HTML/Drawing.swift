// swift-format-ignore-file: one line an element reads better than four.

/// Pictures drawn in the page. Their parts hold nothing, and in a drawing that must be said.
private func drawn(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
  var html = HTML()
  html.open(name, attributes, isAll: true)
  return html
}

package func svg(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("svg", attributes, content())
}
package func svgSymbol(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("symbol", attributes, content())
}
package func svgUse(_ attributes: Attribute...) -> HTML { drawn("use", attributes) }
package func svgPath(_ attributes: Attribute...) -> HTML { drawn("path", attributes) }
package func svgRect(_ attributes: Attribute...) -> HTML { drawn("rect", attributes) }
package func svgLine(_ attributes: Attribute...) -> HTML { drawn("line", attributes) }
package func svgCircle(_ attributes: Attribute...) -> HTML { drawn("circle", attributes) }

/// A place or a size in a drawing: in its own units, or as a share of its width.
package enum Extent: Sendable, Equatable, CustomStringConvertible, ExpressibleByIntegerLiteral {
  case units(Int)
  /// From 0 to 1; written to a tenth of a percent.
  case share(Double)

  package init(integerLiteral value: Int) { self = .units(value) }

  package var description: String {
    switch self {
    case .units(let number): return "\(number)"
    case .share(let part):
      guard part.isFinite else { return "0%" }
      let tenths = Int((Swift.min(Swift.max(part, -10), 10) * 1000).rounded())
      return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)%"
    }
  }
}

extension Attribute {
  package static func viewBox(width: Int, height: Int) -> Self {
    .init("viewBox", "0 0 \(width) \(height)")
  }
  package static func shape(_ path: String) -> Self { .init("d", path) }
  package static func width(_ size: Extent) -> Self { .init("width", "\(size)") }
  package static func height(_ size: Extent) -> Self { .init("height", "\(size)") }
  package static func x(_ at: Extent) -> Self { .init("x", "\(at)") }
  package static func y(_ at: Extent) -> Self { .init("y", "\(at)") }
  package static func x1(_ at: Extent) -> Self { .init("x1", "\(at)") }
  package static func x2(_ at: Extent) -> Self { .init("x2", "\(at)") }
  package static func y1(_ at: Extent) -> Self { .init("y1", "\(at)") }
  package static func y2(_ at: Extent) -> Self { .init("y2", "\(at)") }
  package static func cx(_ at: Extent) -> Self { .init("cx", "\(at)") }
  package static func cy(_ at: Extent) -> Self { .init("cy", "\(at)") }
  package static func radius(_ size: Extent) -> Self { .init("r", "\(size)") }
  package static func corner(_ size: Extent) -> Self { .init("rx", "\(size)") }
}
