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
  /// To everyone of an organisation in one of these roles.
  package func tellUnit(
    _ organisation: OrganisationID, as roles: Set<Role>, _ occasion: Occasion,
    _ values: [String: String], about: String, link: Address, _ visit: Visit,
    in database: borrowing Connection
  ) throws {
    try tell(
      Recipients.of(organisation, as: roles, in: database), occasion, values, about: about,
      link: link, visit, in: database)
  }

  /// The same for whoever acts without a request, such as the clock.
  package func tellUnit(
    _ organisation: OrganisationID, as roles: Set<Role>, _ occasion: Occasion,
    _ values: [String: String], about: String, link: Address, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    for recipient in try Recipients.of(organisation, as: roles, in: database) {
      try write(
        occasion, values, to: recipient, about: about, link: link, at: moment.now,
        wall: moment.wall, in: database)
    }
  }

  /// To one person, if there still is one.
  package func tell(
    _ person: PersonID, _ occasion: Occasion, _ values: [String: String], about: String,
    link: Address, _ moment: Moment, in database: borrowing Connection
  ) throws {
    guard let recipient = try Recipients.of(person, in: database) else { return }
    try write(
      occasion, values, to: recipient, about: about, link: link, at: moment.now,
      wall: moment.wall, in: database)
  }

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
