/// A link's target. Made from a path of ours, a place on the page, or an outside address whose
/// scheme is known to be harmless; `javascript:` has no way in.
package struct Address: Sendable, Equatable, CustomStringConvertible {
  package let text: String

  package var description: String { text }

  private init(checked text: String) { self.text = text }

  /// A path on this site, as written in source.
  package init(path: StaticString) { text = path.description }

  /// A path put together by a typed path: absolute, on this host, percent-encoded by its maker.
  package init?(site text: String) {
    var text = text
    let isOurs = text.withUTF8 { bytes in
      unsafe bytes.first == UInt8(ascii: "/") && bytes.dropFirst().first != UInt8(ascii: "/")
        && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    }
    guard isOurs else { return nil }
    self.text = text
  }

  package static func place(_ id: String) -> Address { Address(checked: "#\(id)") }

  package init?(outside text: String) {
    let schemes = ["https://", "http://", "mailto:", "tel:"]
    let lower = text.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    guard schemes.contains(where: { lower.starts(with: $0.utf8) }),
      lower.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return nil }
    self.text = text
  }
}
