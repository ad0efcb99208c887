import Digest
import JSON
import Routing
import SQLite
import Vocabulary

/// What was done under which key, for two days: the same again is answered as the first time.
package enum OnceMemory {
  package static let migration = Migration(
    "once",
    """
    CREATE TABLE once (
      person INTEGER NOT NULL,
      key TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      json TEXT NOT NULL,
      address TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (person, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX once_at ON once (at);
    """)

  static func replay(
    _ once: Once, for caller: Caller?, in database: borrowing Connection
  ) throws {
    let known = try database.first(
      "SELECT digest, json, address FROM once WHERE person = ? AND key = ?",
      caller?.person.number ?? 0, once.key
    ) { (digest: $0.blob(0), replay: Replay(json: $0.utf8(1), address: $0.text(2))) }
    guard let known else { return }
    guard equalInConstantTime(known.digest, once.digest) else {
      throw Problems([
        Problem(
          field: "Idempotency-Key", code: "reused", message: "这个幂等键已经用于另一件事，请换一个新的。")
      ])
    }
    throw known.replay
  }

  static func keep(
    _ once: Once, for visit: Visit, json: [UInt8], address: String,
    in database: borrowing Connection
  ) throws {
    try database.run(
      "INSERT INTO once (person, key, digest, json, address, at) VALUES (?, ?, ?, ?, ?, ?)",
      visit.caller?.person.number ?? 0, once.key, once.digest, UTF8Text(json), address,
      visit.wall.milliseconds)
  }

  /// A part of the clerk's round.
  package static func forget(before wall: Instant, in database: borrowing Connection) throws {
    try database.run(
      "DELETE FROM once WHERE at < ?", wall.milliseconds - 2 * 86_400_000)
  }
}
