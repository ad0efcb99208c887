import Accounts
import Design
import HTML
import Routing

/// How many are listed in each unit, as tiles that stand about where the units do; each leads to its
/// own. Units without a place on it stand below.
struct UnitMap {
  let tiles: [Units.Tile]
  let counts: [(name: String, count: Int)]
  var asked: EntryQuery?

  var html: HTML {
    panel("按受理单位") {
      p(.class("small quiet")) { "示意位置，不是地图。点一格只看这一单位。" }
      ul(.class("map")) {
        for tile in tiles {
          li(.class("x\(tile.column) y\(tile.row)")) {
            a(
              .class("h\(level(of: tile.unit))"), .href(link(tile.unit)), current(tile.unit),
              .aria("aria-label", "\(tile.unit)，\(count(of: tile.unit)) 项")
            ) {
              tile.short
              b { "\(count(of: tile.unit))" }
            }
          }
        }
      }
      if !others.isEmpty {
        ul(.class("links")) {
          for unit in others {
            li { a(.href(link(unit.name)), current(unit.name)) { "\(unit.name) \(unit.count) 项" } }
          }
        }
      }
      if asked?.unit.isEmpty == false { p { a(.href(link(""))) { "看全市" } } }
    }
  }

  private var others: [(name: String, count: Int)] {
    counts.filter { unit in !tiles.contains { $0.unit == unit.name } }
  }

  private func count(of unit: String) -> Int { counts.first { $0.name == unit }?.count ?? 0 }

  /// The darker, the more; nothing is paler than one.
  private func level(of unit: String) -> Int {
    let most = max(1, counts.map(\.count).max() ?? 1)
    return (count(of: unit) * 4 + most - 1) / most
  }

  private func current(_ unit: String) -> Attribute {
    .optional(unit == asked?.unit ? .aria("aria-current", "true") : nil)
  }

  private func link(_ unit: String) -> Address {
    EntriesView.path.link(
      Nowhere(), query: asked?.link(unit: unit) ?? [(name: "unit", value: unit)])
  }
}
