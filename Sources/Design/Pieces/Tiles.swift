import HTML

/// A way to somewhere often needed.
package struct Tile: Sendable {
  /// Made with it: what is offered to many is made once.
  fileprivate let html: HTML

  package init(_ label: String, _ about: String? = nil, _ icon: Icon, at address: Address) {
    html = li {
      a(.href(address)) {
        Design.icon(icon)
        label
        if let about { small { about } }
      }
    }
  }
}

/// Shortcuts and tools, at most eight.
package func tiles(_ tiles: [Tile]) -> HTML {
  ul(.class("tiles")) {
    for tile in tiles { tile.html }
  }
}
