import Digest
import JSON
import Linux
import SQLite
import Vocabulary

/// The chained record. It only ever grows, inside the transaction of the change it tells of.
package enum Journal {
  package static let migration = Migration(
    "journal",
    """
    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      behalf TEXT,
      act TEXT NOT NULL,
      subject TEXT,
      summary TEXT NOT NULL,
      payload_digest BLOB NOT NULL CHECK (length(payload_digest) = 32),
      previous BLOB NOT NULL CHECK (length(previous) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE INDEX journal_subject ON journal (subject, sequence) WHERE subject IS NOT NULL;
    CREATE TABLE journal_payload (
      sequence INTEGER PRIMARY KEY REFERENCES journal (sequence),
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      payload TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER journal_grows BEFORE INSERT ON journal
      WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM journal)
      BEGIN SELECT raise(ABORT, 'the journal only grows at its end'); END;
    CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
      BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER journal_stays BEFORE DELETE ON journal
      BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER journal_payload_stands BEFORE UPDATE ON journal_payload
      BEGIN SELECT raise(ABORT, 'a payload is erased, never changed'); END;
    """)

  /// For “what did I do” and the journal's page.
  package static let byActor = Migration(
    "journal by actor",
    """
    CREATE INDEX journal_actor ON journal (actor, sequence);
    CREATE INDEX journal_act ON journal (act, sequence);
    """)

  /// Adds a link; call it in the transaction of the change.
  package static func record(
    _ entry: Entry, at: Instant, in database: borrowing Connection
  ) throws { _ = try enter(entry, at: at, in: database) }

  /// The same, and says which number it has.
  package static func enter(
    _ entry: Entry, at: Instant, in database: borrowing Connection
  ) throws -> Int {
    let previous = try head(of: database)
    let salt = Random.bytes(16)
    let payload = entry.payload.bytes
    let digest = digest(of: payload, salt: salt)
    guard previous.sequence < Int.max else {
      throw Flaw.gap(expected: 1, found: previous.sequence)
    }
    let sequence = previous.sequence + 1
    let hash = Link.hash(
      sequence: sequence, at: at,
      texts: [entry.actor, entry.behalf, entry.act, entry.subject, entry.summary],
      payloadDigest: digest, previous: previous.hash)
    try database.run(
      """
      INSERT INTO journal
        (sequence, at, actor, behalf, act, subject, summary, payload_digest, previous, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      sequence, at.milliseconds, entry.actor, entry.behalf, entry.act, entry.subject,
      entry.summary, digest, previous.hash, hash)
    try database.run(
      "INSERT INTO journal_payload (sequence, salt, payload) VALUES (?, ?, ?)",
      sequence, salt, UTF8Text(payload))
    return sequence
  }

  /// Forgets what one link says of a person; the chain holds without it. Itself on the record.
  package static func erasePayload(
    of sequence: Int, by actor: String, reason: String, at: Instant,
    in database: borrowing Connection
  ) throws {
    try database.run("DELETE FROM journal_payload WHERE sequence = ?", sequence)
    try record(
      Entry("journal.erase", by: actor, about: "journal/\(sequence)", reason), at: at, in: database)
  }

  /// Forgets all that lies beside one actor's links so far. Itself on the record, as one entry.
  package static func erasePayloads(
    of actor: String, reason: String, at: Instant, in database: borrowing Connection
  ) throws {
    try database.run(
      """
      DELETE FROM journal_payload
      WHERE sequence IN (SELECT sequence FROM journal WHERE actor = ?)
      """, actor)
    try record(
      Entry("journal.erase", by: actor, about: "payloads/\(actor)", reason), at: at, in: database)
  }

  package static func head(of database: borrowing Connection) throws -> Head {
    try database.first("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1") {
      Head(sequence: $0.int(0), hash: $0.blob(1))
    } ?? .empty
  }

  /// When what stands last on the record was done.
  package static func lastMoment(in database: borrowing Connection) throws -> Instant? {
    try database.first("SELECT at FROM journal ORDER BY sequence DESC LIMIT 1") {
      Instant(milliseconds: Int64($0.int(0)))
    }
  }

  /// Whether something stands among the first entries, where a database's beginning is told.
  package static func begins(with act: String, in database: borrowing Connection) throws -> Bool {
    try database.first("SELECT 1 FROM journal WHERE sequence <= 100 AND act = ?", act) { _ in
      true
    } ?? false
  }

  package static func link(_ sequence: Int, in database: borrowing Connection) throws -> Link? {
    try database.first(
      "SELECT * FROM journal WHERE sequence = ?", sequence, read: Link.init)
  }

  static func digest(of payload: [UInt8], salt: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(salt)
    hash.update(payload)
    return hash.finalise()
  }
}

extension Link {
  init(_ row: borrowing Row) {
    sequence = row.int(0)
    at = Instant(milliseconds: Int64(row.int(1)))
    actor = row.text(2)
    behalf = row.optionalText(3)
    act = row.text(4)
    subject = row.optionalText(5)
    summary = row.text(6)
    payloadDigest = row.blob(7)
    previous = row.blob(8)
    hash = row.blob(9)
  }
}
