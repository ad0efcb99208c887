import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// The organisations that are there before anyone comes: the district units to which 001 is
/// addressed, the bureau, the expert pool and those who oversee.
package struct Units: Sendable {
  private struct Unit: Sendable {
    let key: String
    let name: String
    let kind: OrganisationKind
    var tile: Tile?
  }

  /// Where a district unit stands on the small map: no map, but people find their own quickly.
  package struct Tile: Sendable {
    package let unit, short: String
    package let column, row: Int
  }

  package struct Mistake: Error, CustomStringConvertible, Sendable {
    package let description: String
  }

  private let all: [Unit]

  package init(_ json: JSON) throws(Mistake) {
    func unit(_ json: JSON?, _ kind: OrganisationKind) throws(Mistake) -> Unit {
      guard let key = json?["key"]?.string, let name = json?["name"]?.string else {
        throw Mistake(description: "\(kind.rawValue) 要有 key 和 name")
      }
      var unit = Unit(key: key, name: name, kind: kind)
      if let short = json?["short"]?.string, let at = json?["tile"]?.array?.compactMap(\.integer),
        at.count == 2, 1...5 ~= at[0], 1...6 ~= at[1]
      {
        unit.tile = Tile(unit: name, short: short, column: at[0], row: at[1])
      }
      return unit
    }
    var all = [
      try unit(json["bureau"], .bureau), try unit(json["oversight"], .oversight),
      try unit(json["expertPool"], .expertPool),
    ]
    for item in json["districts"]?.array ?? [] { all.append(try unit(item, .district)) }
    guard all.contains(where: { $0.kind == .district }), Set(all.map(\.key)).count == all.count
    else {
      throw Mistake(description: "至少要有一个区级单位，key 不能重复")
    }
    self.all = all
  }

  /// Of the units that say where they stand.
  package var tiles: [Tile] { all.compactMap(\.tile) }

  /// Adds those that are missing; what is there already keeps its name.
  package func settle(at now: Instant, in database: borrowing Connection) throws {
    for (index, unit) in all.enumerated() {
      let known = try database.first("SELECT 1 FROM organisation WHERE key = ?", unit.key) { _ in
        true
      }
      if known != nil { continue }
      let id = OrganisationID.fresh
      try Organisations.add(
        id, unit.kind, name: unit.name, district: unit.kind == .district ? id : nil, key: unit.key,
        status: .active, at: Instant(milliseconds: now.milliseconds + Int64(index)), in: database)
    }
  }
}

extension Accounts {
  /// The first person of the bureau comes in by a link that is printed once where the portal was
  /// first started (reliability R33).
  package static func inviteFirst(at wall: Instant, in database: borrowing Connection) throws
    -> Address?
  {
    guard let bureau = try Organisations.all(.bureau, in: database).first else { return nil }
    let token = try Tickets.make(
      .invitation,
      for: .init(
        person: nil, organisation: bureau.id, role: .municipalAdministrator, mail: nil, madeBy: nil),
      minutes: 3 * 1440, at: wall, in: database)
    return InvitationView.path.link(SecretPlace(token.text))
  }
}
