import HTML
import Routing

/// The drawings of the icons a page uses, once each; the page itself tells which.
func sprite(for page: HTML) -> HTML {
  if page.marks == 0 { return HTML() }
  // Pages of one kind use the same ones.
  return Icons.sprites.made(for: page.marks) {
    svg(.class("sprite"), .aria("aria-hidden", "true")) {
      for (bit, symbol) in Icons.symbols.enumerated() where page.marks >> UInt64(bit) & 1 == 1 {
        symbol
      }
    }
  }
}

enum Icons {
  static let sprites = Memories<UInt64, HTML>(most: 500)

  /// What each is drawn as, made once.
  static let symbols = Icon.allCases.map { icon in
    svgSymbol(.id("i-\(icon.rawValue)"), .viewBox(width: 24, height: 24)) { icon.drawing }
  }

  /// As they stand on pages, made once: a page has dozens. Each marks what it becomes part of.
  static let pictures = Dictionary(
    uniqueKeysWithValues: Icon.allCases.enumerated().map { bit, icon in
      (
        icon,
        svg(.class("icon"), .aria("aria-hidden", "true")) {
          svgUse(.href(.place("i-\(icon.rawValue)")))
        }.marked(bit)
      )
    })
}
