import Accounts
import Policy
import SQLite
import Vocabulary

/// What registers know of an enterprise, for every room that has to judge it.
package struct Registers: Sendable {
  let types: EntityTypes

  package init(_ types: EntityTypes) { self.types = types }

  /// - Parameter trademark: the number of the mark that the enterprise names.
  package func facts(
    of organisation: Organisation, trademark: String?, under package: Package, on today: Day,
    in database: borrowing Connection
  ) throws -> (facts: Facts, records: [Record]) {
    let records = try Records.of(organisation.creditCode ?? "", in: database)
    let facts = Facts(
      records, types, name: organisation.name, trademark: trademark,
      freshFrom: today.advanced(by: -package.figures[.factDays]))
    return (facts, records)
  }
}
