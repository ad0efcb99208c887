import HTML

/// The drawings of the icons a page uses, once each; the page itself tells which.
func sprite(for page: HTML) -> HTML {
  let used = Icons.named(in: page.bytes)
  if used.isEmpty { return HTML() }
  return svg(.class("sprite"), .aria("aria-hidden", "true")) {
    for icon in Icon.allCases where used.contains(icon) {
      svgSymbol(.id("i-\(icon.rawValue)"), .viewBox(width: 24, height: 24)) { icon.drawing }
    }
  }
}

private enum Icons {
  private static let known = Dictionary(
    uniqueKeysWithValues: Icon.allCases.map { (Array($0.rawValue.utf8)[...], $0) })
  private static let mark = Array("=\"#i-".utf8)

  /// What is written in quotes here is markup: in text they are escaped.
  static func named(in bytes: [UInt8]) -> Set<Icon> {
    var found: Set<Icon> = []
    var at = 0
    let hash = UInt8(ascii: "#")
    while let place = bytes[at...].firstIndex(of: hash) {
      at = place + 1
      guard place >= 2, bytes[(place - 2)...].starts(with: mark) else { continue }
      let start = place + 3
      let name = bytes[start...].prefix { $0 != UInt8(ascii: "\"") }
      if let icon = known[Array(name)[...]] { found.insert(icon) }
      at = start + name.count
    }
    return found
  }
}
