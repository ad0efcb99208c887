import HTML

/// The drawings of the icons a page uses, once each; the page itself tells which.
func sprite(for page: HTML) -> HTML {
  let used = Icons.used(in: page.bytes)
  if used.isEmpty { return HTML() }
  return svg(.class("sprite"), .aria("aria-hidden", "true")) { for symbol in used { symbol } }
}

private enum Icons {
  private static let mark = Array("=\"#i-".utf8)

  /// What each is drawn as, made once.
  private static let symbols = Icon.allCases.map { icon in
    svgSymbol(.id("i-\(icon.rawValue)"), .viewBox(width: 24, height: 24)) { icon.drawing }
  }
  private static let places = Dictionary(
    uniqueKeysWithValues: Icon.allCases.enumerated().map { (Array($1.rawValue.utf8)[...], $0) })

  /// What is written in quotes here is markup: in text they are escaped.
  static func used(in bytes: [UInt8]) -> [HTML] {
    var isUsed = [Bool](repeating: false, count: symbols.count)
    var at = 0
    while let place = next(from: at, in: bytes) {
      at = place + 1
      guard place >= 2, bytes[(place - 2)...].starts(with: mark) else { continue }
      let start = place + 3
      let name = bytes[start...].prefix { $0 != UInt8(ascii: "\"") }
      if let icon = places[name] { isUsed[icon] = true }
      at = start + name.count
    }
    return zip(symbols, isUsed).filter(\.1).map(\.0)
  }

  /// The next `#`. Every page is looked through, byte by byte, so nothing else happens here.
  private static func next(from start: Int, in bytes: [UInt8]) -> Int? {
    unsafe bytes.withUnsafeBufferPointer { all in
      var at = start
      while at < all.count {
        if unsafe all[at] == UInt8(ascii: "#") { return at }
        at += 1
      }
      return nil
    }
  }
}
