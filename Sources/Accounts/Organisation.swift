import Desk
import Routing
import SQLite
import Vocabulary

/// Who takes part in the pilot.
package struct Organisation: Sendable, Equatable {
  package enum Status: String, Sendable, CaseIterable {
    /// Somebody says to speak for it; the district unit has not confirmed it yet.
    case claimed
    case active, suspended, closed

    package var title: String {
      switch self {
      case .claimed: "待确认"
      case .active: "正常"
      case .suspended: "已停用"
      case .closed: "已注销"
      }
    }
  }

  package let id: OrganisationID
  package let kind: OrganisationKind
  package let name: String
  package let district: OrganisationID?
  package let creditCode: String?
  package let key: String?
  package let status: Status
  package let contact: String
  package let since: Instant

  init(_ row: borrowing Row) {
    id = OrganisationID(row.int(0))
    kind = OrganisationKind(rawValue: row.text(1)) ?? .enterprise
    name = row.text(2)
    district = row.optionalInt(3).map { OrganisationID($0) }
    creditCode = row.optionalText(4)
    key = row.optionalText(5)
    status = Status(rawValue: row.text(6)) ?? .suspended
    contact = row.text(7)
    since = Instant(milliseconds: Int64(row.int(8)))
  }
}

package enum Organisations {
  package static func find(
    _ id: OrganisationID, in database: borrowing Connection
  ) throws -> Organisation? {
    try database.remembered(
      "SELECT * FROM organisation WHERE id = ?", id.number, read: Organisation.init
    ).first
  }

  package static func find(
    creditCode: String, in database: borrowing Connection
  ) throws -> Organisation? {
    try database.first(
      "SELECT * FROM organisation WHERE credit_code = ?", creditCode, read: Organisation.init)
  }

  package static func all(
    _ kind: OrganisationKind, in database: borrowing Connection
  ) throws -> [Organisation] {
    try database.remembered(
      "SELECT * FROM organisation WHERE kind = ? ORDER BY since, name", kind.rawValue,
      read: Organisation.init)
  }

  /// What stands under a district unit, in the order people look for it.
  package static func all(
    _ kind: OrganisationKind, under district: OrganisationID, in database: borrowing Connection
  ) throws -> [Organisation] {
    try database.all(
      "SELECT * FROM organisation WHERE district = ? AND kind = ? ORDER BY name", district.number,
      kind.rawValue, read: Organisation.init)
  }

  static func add(
    _ id: OrganisationID, _ kind: OrganisationKind, name: String, district: OrganisationID?,
    creditCode: String? = nil, key: String? = nil, status: Organisation.Status, at: Instant,
    in database: borrowing Connection
  ) throws {
    try database.run(
      """
      INSERT INTO organisation (id, kind, name, district, credit_code, key, status, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, kind.rawValue, name, district?.number, creditCode, key, status.rawValue,
      at.milliseconds)
    if let added = try find(id, in: database) { try index(added, in: database) }
  }

  /// So that it is found by whoever may know of it (Scope), and by nobody else.
  private static func index(
    _ organisation: Organisation, in database: borrowing Connection
  ) throws {
    var readers: [SearchIndex.Readers] = [.organisation(organisation.id), .city]
    if let district = organisation.district { readers.append(.district(district)) }
    if organisation.kind != .enterprise { readers.append(.technical) }
    try SearchIndex.put(
      .init(
        organisation.id.subject, kind: organisation.kind.title, title: organisation.name,
        detail: organisation.creditCode ?? "",
        link: OrganisationView.path.link(ItemPlace(organisation.id)), readers: readers),
      in: database)
  }

  static func rename(
    _ id: OrganisationID, _ name: String, district: OrganisationID,
    in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE organisation SET name = ?, district = ? WHERE id = ?", name, district.number,
      id.number)
    if let renamed = try find(id, in: database) { try index(renamed, in: database) }
  }

  static func set(
    _ status: Organisation.Status, of id: OrganisationID, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE organisation SET status = ? WHERE id = ?", status.rawValue, id.number)
  }
}

extension OrganisationID {
  package var subject: String { "organisation/\(self)" }
}

extension PersonID {
  package var subject: String { "person/\(self)" }
}
