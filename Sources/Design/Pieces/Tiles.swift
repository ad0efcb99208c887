import HTML

/// A way to somewhere often needed.
package struct Tile: Sendable {
  let label: String
  let about: String?
  let icon: Icon
  let address: Address

  package init(_ label: String, _ about: String? = nil, _ icon: Icon, at address: Address) {
    self.label = label
    self.about = about
    self.icon = icon
    self.address = address
  }
}

/// Shortcuts and tools, at most eight.
package func tiles(_ tiles: [Tile]) -> HTML {
  ul(.class("tiles")) {
    for tile in tiles {
      li {
        a(.href(tile.address)) {
          icon(tile.icon)
          tile.label
          if let about = tile.about { small { about } }
        }
      }
    }
  }
}
