import Digest
import JSON
import Routing
import SQLite
import Vocabulary

/// Where the same key means the same thing.
package enum OnceReach: Sendable {
  /// Wherever this person is signed in.
  case person
  /// In one session: it was about that session, and done in another it is another thing.
  case session
}

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

  /// In which session it was done.
  package static let session = Migration(
    "once-session", "ALTER TABLE once ADD COLUMN session INTEGER;")

  /// Which entry of the journal tells of it.
  package static let entry = Migration(
    "once-entry", landed: 60, "ALTER TABLE once ADD COLUMN entry INTEGER;")

  /// In which organisation's name.
  package static let organisation = Migration(
    "once-organisation", landed: 63, "ALTER TABLE once ADD COLUMN organisation INTEGER;")

  /// How long whoever may do it no more is still told that it was done, in milliseconds.
  package static let late: Int64 = 10 * 60_000

  static func replay(
    _ once: Once, for visit: Visit, _ reach: OnceReach, _ ledger: Ledger,
    in database: borrowing Connection
  ) throws {
    let known = try database.first(
      """
      SELECT digest, json, address, session, at, entry, organisation FROM once
      WHERE person = ? AND key = ?
      """,
      visit.caller?.person.number ?? 0, key(once, visit, reach)
    ) {
      (
        digest: $0.blob(0),
        replay: Replay(json: $0.utf8(1), address: $0.text(2), entry: $0.optionalInt(5)),
        session: $0.optionalInt(3), at: Int64($0.int(4)),
        organisation: $0.optionalInt(6).map { OrganisationID($0) }
      )
    }
    guard let known else { return }
    if visit.isLate {
      guard let session = visit.caller?.session.number, session == known.session,
        visit.wall.milliseconds - known.at < late
      else { return }
    }
    guard equalInConstantTime(known.digest, once.digest) else {
      throw Problems([
        Problem(
          field: "Idempotency-Key", code: "reused", message: "这个幂等键已经用于另一件事，请换一个新的。")
      ])
    }
    // From another seat, too: of what was done for a unit that has suspended them nothing is told.
    if let caller = visit.caller, let unit = known.organisation,
      try ledger.isSuspended(caller.person, unit, database)
    {
      throw Refusal.suspended
    }
    throw known.replay
  }

  static func keep(
    _ once: Once, for visit: Visit, _ reach: OnceReach, json: [UInt8], address: String,
    entry: Int?, in database: borrowing Connection
  ) throws {
    try database.run(
      """
      INSERT INTO once (person, key, digest, json, address, at, session, entry, organisation)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, visit.caller?.person.number ?? 0, key(once, visit, reach), once.digest, UTF8Text(json),
      address, visit.wall.milliseconds, visit.caller?.session.number, entry,
      visit.caller?.seat?.organisation.number)
  }

  /// Somebody's own word for it. Strangers have no name: what they call something is theirs together
  /// with the browser it comes from or, of a program, the address and what it sent, for many stand behind
  /// one address; another stranger's is another.
  private static func key(_ once: Once, _ visit: Visit, _ reach: OnceReach) -> String {
    let from: String
    if let caller = visit.caller {
      if reach == .person { return once.key }
      from = "session \(caller.session.number)"
    } else {
      from =
        visit.face == .page
        ? visit.formKey?.token ?? "" : "\(visit.sender) \(Hex.text(once.digest))"
    }
    return Hex.text(SHA256.hash(Array("\(from.utf8.count):\(from)\(once.key)".utf8)))
  }

  /// A part of the clerk's round.
  package static func forget(before wall: Instant, in database: borrowing Connection) throws {
    try database.run(
      "DELETE FROM once WHERE at < ?", wall.milliseconds - 2 * 86_400_000)
  }
}
