import Accounts
import Applications
import HTML
import Routing
import SQLite
import Vocabulary

/// The officials of a unit who may have a case in hand.
enum Colleagues {
  static let roles: Set<Role> = [.districtHandler, .districtApprover]

  static func of(
    _ unit: OrganisationID, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    try Memberships.people(of: unit, as: roles, in: database)
  }

  /// One of them, by the id that was sent; whoever keeps out of the case is none.
  static func find(
    _ id: String, for facts: CaseFacts, field: String, in database: borrowing Connection
  ) throws -> (person: PersonID, name: String) {
    guard
      let found = try of(facts.file.unit, in: database).first(where: { "\($0.person)" == id }),
      !Recusal.stands(of: found.person, in: facts.matters),
      try !Recusal.isRelated(found.person, to: facts.file.enterprise, in: database)
    else {
      throw Problems([
        Problem(field: field, code: "notAChoice", message: "本单位没有这个人，或者他也要回避。")
      ])
    }
    return found
  }

  static func choices(_ all: [(person: PersonID, name: String)]) -> [Choice] {
    all.map { Choice("\($0.person)", $0.name) }
  }
}
