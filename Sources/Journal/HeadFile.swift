import Digest
import JSON
import Linux
import SQLite

/// The chain's head as a small file beside the database, written at each checkpoint. It notices a
/// database that is older than it should be, such as one whose -wal was left behind. It cannot
/// notice the loss of what came after the last checkpoint together with that file's own rollback.
package struct HeadFile: Sendable {
  package let path: String

  package init(besides database: String) {
    path = Files.parent(of: database) + "/journal.head"
  }

  package func write(_ head: Head) throws {
    let json: JSON = ["sequence": .integer(head.sequence), "hash": .string(head.hex)]
    try Files.replace(path, with: json.bytes + [0x0A])
  }

  /// Nil when there is no such file, as beside a new database.
  package func read() throws -> Head? {
    guard Files.exists(path) else { return nil }
    let json = try? JSON(parsing: try Files.read(path, limit: 4096))
    guard let sequence = json?["sequence"]?.integer, sequence >= 0,
      let hash = json?["hash"]?.string.flatMap(Hex.bytes), hash.count == 32
    else { throw Journal.Flaw.headUnreadable }
    return Head(sequence: sequence, hash: hash)
  }

  /// Throws the flaw when the database has lost what this file remembers.
  package func compare(with database: borrowing Connection) throws {
    guard let remembered = try read(), remembered.sequence > 0 else { return }
    let found = try Journal.head(of: database)
    guard found.sequence >= remembered.sequence else {
      throw Journal.Flaw.shorterThanHead(remembered, found: found.sequence)
    }
    let link = try Journal.link(remembered.sequence, in: database)
    guard link?.hash == remembered.hash else { throw Journal.Flaw.otherThanHead(remembered) }
  }
}
