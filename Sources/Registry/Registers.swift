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
  ) throws -> (told: Facts.Told, records: [Record]) {
    let records = try Records.of(organisation.creditCode ?? "", in: database)
    // A mark is whose it is, whoever else's records it stands among.
    let marks = try trademark.map { try Records.marks([$0], in: database) } ?? []
    let facts = Facts(
      records, marks: marks, name: organisation.name, types,
      freshFrom: today.advanced(by: -package.figures[.factDays]))
    return (facts.told(to: package.conditions, on: today), records)
  }
}
