import JSON

/// A number exact to two decimals: scores, amounts, money in 分. Sums of halves and means must not drift.
package struct Exact: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let hundredths: Int

  package init(hundredths: Int) { self.hundredths = hundredths }
  package init(_ whole: Int) { hundredths = whole * 100 }

  /// A JSON number of at most two decimals.
  package init?(_ json: JSON) {
    let most = 10_000_000_000_000
    switch json {
    case .integer(let number) where -most...most ~= number:
      hundredths = number * 100
    case .decimal(let number) where -Double(most)...Double(most) ~= number:
      // Written with two decimals, the nearest hundredth reads back as the same number.
      let nearest = (number * 100).rounded()
      guard nearest / 100 == number else { return nil }
      hundredths = Int(nearest)
    default: return nil
    }
  }

  /// As people type it: `4`, `4.5`, `0.25`.
  package init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let text = isNegative ? String(text.dropFirst()) : text
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }), parts.count <= 2,
      1...13 ~= parts[0].utf8.count, let whole = Int(parts[0])
    else { return nil }
    var hundredths = whole * 100
    if parts.count == 2 {
      guard 1...2 ~= parts[1].utf8.count, let rest = Int(parts[1]) else { return nil }
      hundredths += parts[1].utf8.count == 1 ? rest * 10 : rest
    }
    self.init(hundredths: isNegative ? -hundredths : hundredths)
  }

  package static func < (a: Exact, b: Exact) -> Bool { a.hundredths < b.hundredths }
  package static func + (a: Exact, b: Exact) -> Exact {
    // A package may list anything any number of times: sums stop at the end and do not trap.
    let (sum, isOver) = a.hundredths.addingReportingOverflow(b.hundredths)
    return Exact(hundredths: isOver ? (a.hundredths < 0 ? .min / 2 : .max / 2) : sum)
  }

  package func isMultiple(of step: Exact) -> Bool {
    step.hundredths > 0 && hundredths % step.hundredths == 0
  }

  package var json: JSON {
    hundredths % 100 == 0 ? .integer(hundredths / 100) : .decimal(Double(hundredths) / 100)
  }

  package var description: String {
    if hundredths < 0 { return "-\(Exact(hundredths: -hundredths))" }
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    if rest == 0 { return "\(whole)" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension Sequence<Exact> {
  package var sum: Exact { reduce(Exact(0), +) }
}
