import Routing

/// A round, by its number: `2026-1`.
package struct RoundPlace: Place, Equatable {
  package static let holes = 1
  package let number: String

  package init(_ number: String) { self.number = number }

  package init?(_ segments: [String]) {
    guard segments.count == 1, RoundPlace.isNumber(segments[0]) else { return nil }
    number = segments[0]
  }

  package var segments: [String] { [number] }
  package var called: String { "\(number) 批次" }

  static func isNumber(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].utf8.count == 4 && 1...2 ~= parts[1].utf8.count
      && parts.allSatisfy { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
      && 2000...2199 ~= Int(parts[0]) ?? 0 && parts[1].utf8.first != 0x30
  }
}
