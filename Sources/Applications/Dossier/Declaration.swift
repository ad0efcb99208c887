import JSON
import Policy
import SQLite
import Vocabulary

/// What an enterprise has said of itself, as it stands: kept once, and read again by every gate.
package struct Declaration: Sendable, Equatable {
  package let edition: Int
  /// Each of its JSON type, by the questions of the package it was given to.
  let answers: [String: JSON]
  package let at: Instant

  /// As far as these conditions ask for it: another package may ask other things.
  package func values(for conditions: Conditions, on today: Day) -> Values {
    let known = answers.filter { name, _ in conditions.questions.contains { $0.id == name } }
    return Questionnaire(conditions.questions)
      .read(known, isTyped: true, isComplete: false, on: today).values
  }

  /// What these conditions do not ask for stays for those that do.
  func others(than conditions: Conditions) -> [JSON.Member] {
    answers.keys.sorted().filter { name in !conditions.questions.contains { $0.id == name } }
      .map { .init($0, answers[$0] ?? .null) }
  }
}

package enum Declarations {
  package static func find(
    _ organisation: OrganisationID, in database: borrowing Connection
  ) throws -> Declaration? {
    try database.remembered(
      "SELECT edition, answers, at FROM declaration WHERE organisation = ? ORDER BY edition DESC LIMIT 1",
      organisation.number
    ) { row in
      let json = try? JSON(parsing: Array(row.text(1).utf8))
      return Declaration(
        edition: row.int(0),
        answers: Dictionary(
          (json?.members ?? []).map { ($0.name, $0.value) },
          uniquingKeysWith: { first, _ in first }),
        at: Instant(milliseconds: Int64(row.int(2))))
    }.first
  }

  /// The next edition.
  package static func keep(
    _ answers: JSON, after edition: Int, of organisation: OrganisationID, under package: Package,
    by person: PersonID, at now: Instant, in database: borrowing Connection
  ) throws {
    try database.run(
      """
      INSERT INTO declaration (organisation, edition, package, answers, at, person)
      VALUES (?, ?, ?, ?, ?, ?)
      """, organisation.number, edition + 1, package.hash, answers.text, now.milliseconds,
      person.number)
  }
}
