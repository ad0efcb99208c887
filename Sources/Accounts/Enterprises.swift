import Acts
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// Enterprises, for rooms that know of them by this door alone.
package enum Enterprises {
  /// The enterprise, if this seat may know of it; otherwise there is none.
  package static func find(
    _ id: OrganisationID, for seat: Caller.Seat, in database: borrowing Connection
  ) throws -> Organisation {
    let found = try Scope.find(id, for: seat, in: database)
    guard found.kind == .enterprise else { throw Refusal.notFound }
    return found
  }

  /// Whoever says to speak for an enterprise has to prove it, before reading about it or acting for it.
  package static func requireProof(
    _ enterprise: Organisation, for seat: Caller.Seat, to purpose: String
  ) throws(Refusal) {
    guard enterprise.status == .active || seat.organisation != enterprise.id else {
      throw Refusal(
        .conflict, code: "notProven", "区市场监管部门确认您代表企业以后，才能\(purpose)。")
    }
  }

  package static func address(of id: OrganisationID) -> Address {
    OrganisationView.path.link(ItemPlace(id))
  }
}

extension Post {
  package static func person(
    _ person: PersonID, in database: borrowing Connection
  ) throws -> Recipient? {
    try Recipients.of(person, in: database)
  }

  /// People of an organisation in one of these roles.
  package static func people(
    of organisation: OrganisationID, as roles: Set<Role>, in database: borrowing Connection
  ) throws -> [Recipient] {
    try Recipients.of(organisation, as: roles, in: database)
  }
}
