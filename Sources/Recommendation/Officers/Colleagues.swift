import Accounts
import Applications
import HTML
import Routing
import SQLite
import Vocabulary

/// The officials of an office who may have a case in hand.
enum Colleagues {
  static let roles: Set<Role> = [.districtHandler, .districtApprover]

  static func of(
    _ unit: OrganisationID, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    try Memberships.people(of: unit, as: roles, in: database)
  }

  /// Those of them who can go on with a case.
  static func handlers(
    of unit: OrganisationID, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    try Memberships.people(of: unit, as: [.districtHandler], in: database)
  }

  /// One of the unit, by the id that was sent; whoever keeps out of the case is none.
  static func find(
    _ id: String, for facts: CaseFacts, field: String, in database: borrowing Connection
  ) throws -> (person: PersonID, name: String) {
    try find(id, among: of(facts.file.unit, in: database), facts, field: field, in: database)
  }

  static func find(
    _ id: String, among all: [(person: PersonID, name: String)], _ facts: CaseFacts, field: String,
    in database: borrowing Connection
  ) throws -> (person: PersonID, name: String) {
    guard let found = all.first(where: { "\($0.person)" == id }),
      try !Recusal.binds(found.person, facts, in: database)
    else {
      throw Problems([
        Problem(field: field, code: "notAChoice", message: "本单位没有这个人，或者他也要回避。")
      ])
    }
    return found
  }

  /// Who can stand in for somebody who keeps out: of the same office, with a role of theirs.
  static func substitutes(
    for person: PersonID, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    guard let office = try office(of: person, facts, in: database) else { return [] }
    let people = try Memberships.people(of: office.organisation, as: office.roles, in: database)
    return try Recusal.free(people.filter { $0.person != person }, facts, in: database)
  }

  /// Where somebody has to do with this case, and as what: its unit, the bureau, the body that has it.
  static func office(
    of person: PersonID, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> (organisation: OrganisationID, roles: Set<Role>)? {
    let bureau = try Organisations.all(.bureau, in: database).first?.id
    let seats = try Memberships.of(person, in: database).filter { seat in
      Recusal.officials.contains(seat.role)
        && [facts.file.unit, facts.file.body, bureau].contains(seat.organisation)
    }
    guard let first = seats.first else { return nil }
    let roles = seats.filter { $0.organisation == first.organisation }.map(\.role)
    return (first.organisation, Set(roles))
  }

  static func name(of person: PersonID, in database: borrowing Connection) throws -> String {
    try database.first("SELECT name FROM person WHERE id = ?", person.number) { $0.text(0) } ?? "同事"
  }

  static func choices(_ all: [(person: PersonID, name: String)]) -> [Choice] {
    all.map { Choice("\($0.person)", $0.name) }
  }
}
