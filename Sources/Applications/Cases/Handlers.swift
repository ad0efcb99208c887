import Acts
import JSON
import SQLite
import Vocabulary

/// Who of its unit has a case in hand: a matter of the case, opened by taking it or by being given it.
package enum Handlers {
  package static func of(_ matters: [Matter]) -> PersonID? {
    matters.last { $0.kind == .handler && $0.isOpen }.flatMap { PersonID($0.reference) }
  }

  /// Their names, for a list.
  static func names(
    of all: [CaseFacts], in database: borrowing Connection
  ) throws -> [PersonID: String] {
    let people = Set(all.compactMap { of($0.matters) })
    if people.isEmpty { return [:] }
    let ids = JSON.array(people.map { .integer($0.number) }).text
    let found = try database.all(
      "SELECT p.id, p.name FROM json_each(?) j JOIN person p ON p.id = j.value", ids
    ) { (person: PersonID($0.int(0)), name: $0.text(1)) }
    return Dictionary(found.map { ($0.person, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  package static func give(
    _ facts: CaseFacts, to person: PersonID, _ moment: Moment, in database: borrowing Connection
  ) throws {
    for matter in facts.open(.handler) {
      try Matters.close(matter.id, "handedOver", moment, in: database)
    }
    try Matters.open(.handler, reference: "\(person)", on: facts.file, moment, in: database)
  }
}
