import HTML
import HTTP

/// What stands in the holes of a path. It reads them, typed, and writes them back.
package protocol Place: Sendable {
  static var holes: Int { get }
  init?(_ segments: [String])
  var segments: [String] { get }
  /// What people call the thing there; empty where its address says nothing to them.
  var called: String { get }
}

extension Place {
  package var called: String { "" }
}

/// A path without holes.
package struct Nowhere: Place, Equatable {
  package static let holes = 0
  package init() {}
  package init?(_ segments: [String]) { guard segments.isEmpty else { return nil } }
  package var segments: [String] { [] }
}

/// An address of the portal: the one value both finds its route and prints its links.
package struct Path<Spot: Place>: Sendable {
  package let pattern: StaticString
  /// What is written before, between and behind the holes.
  private let around: [String]

  /// Holes are written `:name`; their number is the type's. Checked when the portal starts.
  package init(_ pattern: StaticString) {
    self.pattern = pattern
    var around = [""]
    for part in "\(pattern)".split(separator: "/") {
      around[around.count - 1] += part.hasPrefix(":") ? "/" : "/\(part)"
      if part.hasPrefix(":") { around.append("") }
    }
    self.around = around == [""] ? ["/"] : around
    precondition(around.count == Spot.holes + 1, "\(pattern) does not fit its type")
  }

  package func link(_ place: Spot, query: [(name: String, value: String)] = []) -> Address {
    var text = around[0]
    text.reserveCapacity(80)
    for (index, segment) in place.segments.enumerated() {
      text += Percent.encode(segment)
      text += around[index + 1]
    }
    if !query.isEmpty {
      text +=
        "?"
        + query.map { "\(Percent.encode($0.name))=\(Percent.encode($0.value))" }
        .joined(separator: "&")
    }
    // Every part is percent-encoded or from source, so this is always an address of ours.
    return Address(site: text) ?? Address(path: "/")
  }
}

extension Path {
  /// The place that one of its addresses names; nil: the address is another's.
  package func place(of address: Address) -> Spot? {
    let path = address.text.split(separator: "?", maxSplits: 1).first ?? ""
    var rest = path[...]
    var segments: [String] = []
    for (index, piece) in around.enumerated() {
      if index > 0 {
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        guard let segment = Percent.decode(Array(rest[..<end].utf8)[...]) else { return nil }
        segments.append(segment)
        rest = rest[end...]
      }
      guard rest.hasPrefix(piece) else { return nil }
      rest = rest.dropFirst(piece.count)
    }
    return rest.isEmpty ? Spot(segments) : nil
  }
}

extension Path where Spot == Nowhere {
  package var link: Address { link(Nowhere()) }
}
