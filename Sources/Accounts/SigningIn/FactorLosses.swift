import Messages
import Routing
import SQLite
import Vocabulary

/// Second factors reported lost, and who may let their owners set up another.
enum FactorLosses {
  /// A report that nobody acted on is forgotten: a part of the clerk's round.
  static func forget(before: Instant, in database: borrowing Connection) throws {
    try database.run("DELETE FROM factor_loss WHERE since < ?", before.milliseconds)
  }

  struct Loss: Sendable {
    let person: Person
    let since: Instant
    let first: PersonID?
    let organisations: [Organisation]
  }

  static func find(_ id: PersonID, in database: borrowing Connection) throws -> Loss? {
    let row = try database.first(
      "SELECT since, first FROM factor_loss WHERE person = ?", id.number
    ) {
      (
        since: Instant(milliseconds: Int64($0.int(0))),
        first: $0.optionalInt(1).map { PersonID($0) }
      )
    }
    guard let row, let person = try People.find(id, in: database) else { return nil }
    var organisations: [Organisation] = []
    for membership in try Memberships.of(id, in: database) {
      if let found = try Organisations.find(membership.organisation, in: database) {
        organisations.append(found)
      }
    }
    return Loss(person: person, since: row.since, first: row.first, organisations: organisations)
  }

  /// Those this caller may decide. Few are ever open; most callers have none to look at.
  static func all(for caller: Caller, in database: borrowing Connection) throws -> [Loss] {
    guard let seat = caller.seat else { return [] }
    let ids = try database.remembered(
      """
      SELECT l.person FROM factor_loss l
      LEFT JOIN membership m ON m.person = l.person AND m.until IS NULL
      LEFT JOIN organisation o ON o.id = m.organisation
      WHERE o.id = ?1 OR o.district = ?1 OR (?2 AND (o.id IS NULL OR o.kind <> 'enterprise'))
      ORDER BY l.since
      """, seat.organisation.number, seat.kind == .bureau
    ) { PersonID($0.int(0)) }
    var losses: [Loss] = []
    var seen: Set<PersonID> = []
    for id in ids where seen.count < 50 && seen.insert(id).inserted {
      if let loss = try find(id, in: database), mayDecide(loss, caller) { losses.append(loss) }
    }
    return losses
  }

  /// Whoever stands for one of the owner's organisations, above it, or for the whole system. For a
  /// person of the staff only the staff's organisations count.
  static func mayDecide(_ loss: Loss, _ caller: Caller) -> Bool {
    guard loss.person.id != caller.person, let seat = caller.seat else { return false }
    return mayDecide(loss, seat)
  }

  static func mayDecide(_ loss: Loss, _ seat: Caller.Seat) -> Bool {
    // Whoever belongs nowhere is nobody's to know but the system's.
    if loss.organisations.isEmpty { return !seat.roles.isDisjoint(with: system) }
    let isStaff = loss.organisations.contains { $0.kind != .enterprise }
    return loss.organisations.contains { organisation in
      switch organisation.kind {
      case .enterprise:
        !isStaff
          && (organisation.id == seat.organisation
            && !seat.roles.isDisjoint(with: [.enterpriseEditor, .signatory])
            || organisation.district == seat.organisation && seat.kind == .district)
      default:
        organisation.kind.roles.contains { Scope.manages(seat, $0, in: organisation) }
          || seat.roles.contains(.systemAdministrator)
          || seat.kind == .district && organisation.id == seat.organisation
      }
    }
  }

  private static let system: Set<Role> = [.municipalAdministrator, .systemAdministrator]

  static func deciders(
    of person: PersonID, in database: borrowing Connection
  ) throws -> [Post.Recipient] {
    var found: [Post.Recipient] = []
    func add(_ organisation: OrganisationID, _ roles: Set<Role>) throws {
      for recipient in try Recipients.of(organisation, as: roles, in: database)
      where recipient.person != person && !found.contains(where: { $0.person == recipient.person })
      {
        found.append(recipient)
      }
    }
    let memberships = try Memberships.of(person, in: database)
    if memberships.isEmpty {
      for bureau in try Organisations.all(.bureau, in: database) { try add(bureau.id, system) }
    }
    for membership in memberships {
      guard let organisation = try Organisations.find(membership.organisation, in: database) else {
        continue
      }
      try add(organisation.id, [.enterpriseEditor, .signatory, .districtApprover, .panelSecretary])
      if let district = organisation.district { try add(district, [.districtApprover]) }
      if organisation.kind != .enterprise {
        for bureau in try Organisations.all(.bureau, in: database) {
          try add(bureau.id, system)
        }
      }
    }
    return found
  }
}
