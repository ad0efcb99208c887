import Routing
import SQLite
import Vocabulary

/// A role that somebody has in an organisation now.
package struct Membership: Sendable, Equatable {
  package let id: MembershipID
  package let person: PersonID
  package private(set) var personName: String
  package let organisation: OrganisationID
  package let role: Role
  package let since: Instant
  package let suspended: String?
  /// How often it was suspended and let go on.
  let edition: Int

  init(_ row: borrowing Row) {
    id = MembershipID(row.int(0))
    person = PersonID(row.int(1))
    personName = row.text(2)
    organisation = OrganisationID(row.int(3))
    role = Role(rawValue: row.text(4)) ?? .enterpriseViewer
    since = Instant(milliseconds: Int64(row.int(5)))
    suspended = row.optionalText(6)
    edition = row.int(7)
  }

  /// For whoever needs not know who it is.
  var masked: Membership {
    var masked = self
    masked.personName = Mask.name(personName)
    return masked
  }
}

package enum Memberships {
  /// The people who work there in one of these roles, each once, by name.
  package static func people(
    of organisation: OrganisationID, as roles: Set<Role>, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    var people: [(person: PersonID, name: String)] = []
    for seat in try of(organisation, in: database)
    where seat.suspended == nil && roles.contains(seat.role)
      && !people.contains(where: { $0.person == seat.person })
    { people.append((person: seat.person, name: seat.personName)) }
    return people
  }

  package static func holds(
    _ role: Role, _ person: PersonID, in database: borrowing Connection
  ) throws -> Bool {
    try !database.remembered(
      "SELECT 1 FROM membership WHERE person = ? AND role = ? AND until IS NULL LIMIT 1",
      person.number, role.rawValue
    ) { _ in true }.isEmpty
  }

  /// In all that they are there.
  static func isSuspended(
    _ person: PersonID, in organisation: OrganisationID, _ database: borrowing Connection
  ) throws -> Bool {
    try database.first(
      """
      SELECT count(*) > 0 AND count(*) = count(suspended) FROM membership
      WHERE person = ? AND organisation = ? AND until IS NULL
      """, person.number, organisation.number
    ) { $0.bool(0) } ?? false
  }

  package static func of(
    _ organisation: OrganisationID, in database: borrowing Connection
  ) throws -> [Membership] {
    try database.all(
      "SELECT * FROM membership_row WHERE organisation = ? ORDER BY name, person, role",
      organisation.number, read: Membership.init)
  }

  /// Of a large organisation so many at a time, by name.
  static func page(
    of organisation: OrganisationID, after last: Membership?, most: Int,
    in database: borrowing Connection
  ) throws -> [Membership] {
    try database.all(
      """
      SELECT * FROM membership_row WHERE organisation = ? AND (name, id) > (?, ?)
      ORDER BY name, id LIMIT ?
      """, organisation.number, last?.personName ?? "", last?.id.number ?? 0, most,
      read: Membership.init)
  }

  package static func find(
    _ id: MembershipID, in database: borrowing Connection
  ) throws -> Membership? {
    try database.first(
      "SELECT * FROM membership_row WHERE id = ?", id.number, read: Membership.init)
  }

  package static func of(
    _ person: PersonID, in database: borrowing Connection
  ) throws -> [Membership] {
    try database.remembered(
      "SELECT * FROM membership_row WHERE person = ? ORDER BY since, id", person.number,
      read: Membership.init)
  }

  /// The seats somebody can take: organisations that stand, roles that are not suspended.
  package static func seats(
    of person: PersonID, in database: borrowing Connection
  ) throws -> [Caller.Seat] {
    let rows = try database.remembered(
      """
      SELECT o.id, o.name, o.kind, o.district, m.role, d.name, d.contact FROM membership m
      JOIN organisation o ON o.id = m.organisation
      LEFT JOIN organisation d ON d.id = o.district
      WHERE m.person = ? AND m.until IS NULL AND m.suspended IS NULL
        AND o.status IN ('claimed', 'active')
      ORDER BY o.name, o.id
      """, person.number
    ) { row in
      (
        id: row.int(0), name: row.text(1), kind: row.text(2), district: row.optionalInt(3),
        role: Role(rawValue: row.text(4)),
        help: row.optionalText(5).map { $0 + (row.text(6).isEmpty ? "" : "：\(row.text(6))") }
      )
    }
    var seats: [Caller.Seat] = []
    for row in rows {
      let roles = Set(rows.filter { $0.id == row.id }.compactMap(\.role))
      let seat = Caller.Seat(
        OrganisationID(row.id), row.name, OrganisationKind(rawValue: row.kind) ?? .enterprise,
        district: row.district.map { OrganisationID($0) }, roles: roles, help: row.help)
      if seats.last != seat { seats.append(seat) }
    }
    return seats
  }

  /// Gives a role, unless the person has it already.
  package static func grant(
    _ role: Role, in organisation: OrganisationID, to person: PersonID, by grantor: PersonID?,
    at: Instant, _ database: borrowing Connection
  ) throws {
    let has = try database.first(
      """
      SELECT suspended IS NOT NULL FROM membership
      WHERE person = ? AND organisation = ? AND role = ? AND until IS NULL
      """, person.number, organisation.number, role.rawValue
    ) { $0.bool(0) }
    if has == true {
      throw Refusal(
        .conflict, code: "roleSuspended", "对方的\(role.title)身份停用着，请先恢复，或选别的人。")
    }
    if has != nil { return }
    try requireOneSide(role, person, in: database)
    if Role.apart.contains(role) {
      let other = try database.first(
        """
        SELECT role FROM membership WHERE person = ? AND until IS NULL
          AND role IN ('municipalAdministrator', 'systemAdministrator', 'auditor')
        """, person.number
      ) { $0.text(0) }
      if other != nil {
        throw Refusal(
          .conflict, code: "rolesApart", "业务管理员、系统管理员和审计员不能由同一个人担任，请先解除原来的身份。")
      }
    }
    try database.run(
      """
      INSERT INTO membership (id, person, organisation, role, since, granted_by)
      VALUES (?, ?, ?, ?, ?, ?)
      """, MembershipID.fresh.number, person.number, organisation.number, role.rawValue,
      at.milliseconds, grantor?.number)
  }

  /// Whoever examines or decides does not also apply. Experts may work somewhere: their conflicts are
  /// looked at case by case.
  static func requireOneSide(
    _ role: Role, _ person: PersonID, in database: borrowing Connection
  ) throws {
    if role.kind == .expertPool { return }
    let kinds = try of(person, in: database).map(\.role.kind).filter { $0 != .expertPool }
    if kinds.contains(where: { ($0 == .enterprise) != (role.kind == .enterprise) }) {
      throw rolesApart
    }
  }

  /// Why this person may not come to stand for an enterprise.
  static func objection(
    toStandFor person: PersonID, in database: borrowing Connection
  ) throws -> Refusal? {
    try of(person, in: database).contains { ![.enterprise, .expertPool].contains($0.role.kind) }
      ? rolesApart : nil
  }

  /// No form for whoever could only be refused.
  static func requireMayStand(for caller: Caller, _ visit: Visit, in store: Store) throws {
    if let refusal = try store.read(
      lane: visit.lane, { try objection(toStandFor: caller.person, in: $0) })
    {
      throw refusal
    }
  }

  private static let rolesApart = Refusal(
    .conflict, code: "rolesApart", "政府部门、工作站和第三方机构的人员不能同时代表企业，请先解除原来的身份。")

  /// Stays what it is and counts for nothing, for a reason; nil lets it count again.
  static func suspend(
    _ membership: Membership, _ reason: String?, _ database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE membership SET suspended = ?, edition = edition + 1 WHERE id = ?", reason,
      membership.id.number)
  }

  /// Ends a role; what was done in it stays done by this person.
  static func end(
    _ membership: Membership, by ender: PersonID, _ reason: String, at: Instant,
    _ database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE membership SET until = ?, ended_by = ?, ended = ? WHERE id = ? AND until IS NULL",
      at.milliseconds, ender.number, reason, membership.id.number)
  }
}
