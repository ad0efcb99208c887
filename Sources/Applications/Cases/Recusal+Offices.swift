import Accounts
import Policy
import Routing
import SQLite
import Vocabulary

/// Recusal as the offices see it: who is left to go on with a case.
extension Recusal {
  package static func start(_ facts: CaseFacts) -> Instant {
    start(of: facts.package, at: facts.now)
  }

  /// Keeps out of this case, for whichever of the two reasons.
  package static func binds(
    _ person: PersonID, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Bool {
    try stands(of: person, in: facts.matters)
      || isRelated(person, to: facts.file.enterprise, since: start(facts), in: database)
  }

  /// Of these those whom nothing keeps from going on with it: asked at once for all.
  package static func free(
    _ people: [(person: PersonID, name: String)], _ facts: CaseFacts,
    in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    let bound = try related(
      people.map(\.person), to: facts.file.enterprise, since: start(facts), in: database)
    return people.filter {
      !bound.contains($0.person) && !stands(of: $0.person, in: facts.matters)
    }
  }

  /// Of this organisation those who keep out because they belong or belonged to the enterprise.
  package static func related(
    in organisation: OrganisationID, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String] {
    let people = try Memberships.people(of: organisation, as: officials, in: database)
    let own = try related(
      people.map(\.person), to: facts.file.enterprise, since: start(facts), in: database)
    return people.filter { own.contains($0.person) }.map(\.name)
  }

  /// The roles of its unit that somebody has, but nobody who may go on with this case: they keep out, or had a
  /// part in the refusal that is heard anew.
  package static func missing(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [Role] {
    try missing([.districtHandler, .districtApprover], of: facts.file.unit, facts, in: database)
  }

  package static func missing(
    _ roles: [Role], of organisation: OrganisationID, _ facts: CaseFacts,
    in database: borrowing Connection
  ) throws -> [Role] {
    let seats = try Memberships.of(organisation, in: database)
      .filter { $0.suspended == nil && roles.contains($0.role) }
    let own = try related(
      seats.map(\.person), to: facts.file.enterprise, since: start(facts), in: database)
    let out = try own.union(Rehearing.refusers(facts, in: database))
    return roles.filter { role in
      let people = seats.filter { $0.role == role }.map(\.person)
      return !people.isEmpty
        && people.allSatisfy { out.contains($0) || stands(of: $0, in: facts.matters) }
    }
  }

  /// What can be done where nobody is left.
  package static func remedy(_ holder: Holder) -> String {
    holder == .unit ? "可以请市局业务管理员为本单位增加人员，或者由市局指定其他区办理。" : "可以请市局业务管理员增加人员。"
  }
}
