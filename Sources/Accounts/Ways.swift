import HTML
import SQLite
import Vocabulary

/// Where somebody was going when an account, or an enterprise, was still missing: the answers of a
/// self-check are in such an address. Kept until the way is open and gone.
package enum Ways {
  package static let migration = Migration(
    "ways",
    """
    CREATE TABLE kept_way (
      person INTEGER PRIMARY KEY REFERENCES person (id),
      target TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    """)

  /// The later one stands. Only what leads somewhere in particular is worth keeping.
  static func keep(
    _ target: Address, for person: PersonID, at now: Instant, in database: borrowing Connection
  ) throws {
    guard target.text.contains("?") else { return }
    try database.run(
      """
      INSERT INTO kept_way (person, target, at) VALUES (?, ?, ?)
      ON CONFLICT (person) DO UPDATE SET target = excluded.target, at = excluded.at
      """, person.number, target.text, now.milliseconds)
  }

  /// - Parameter path: the page that is meant; one that leads elsewhere is none.
  package static func find(
    to path: Address, of person: PersonID, in database: borrowing Connection
  ) throws -> Address? {
    try database.remembered("SELECT target FROM kept_way WHERE person = ?", person.number) {
      $0.text(0)
    }.first.flatMap { $0.hasPrefix("\(path.text)?") ? Address(site: $0) : nil }
  }

  package static func forget(_ person: PersonID, in database: borrowing Connection) throws {
    try database.run("DELETE FROM kept_way WHERE person = ?", person.number)
  }
}
