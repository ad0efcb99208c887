import SQLite
import Vocabulary

/// An objection that was looked into and not upheld, kept when there is a new one with something new.
struct PastContest: Sendable, Equatable {
  let contest: String
  let reason: String
  let at: Instant
}

enum PastContests {
  /// What has been decided of a record makes room for the next objection.
  static func keep(_ record: RecordID, in database: borrowing Connection) throws {
    try database.run(
      """
      INSERT INTO registry_contest_past (record, contest, contested_by, contested, settled_by,
        settled_at, settled_reason)
      SELECT id, contest, contested_by, contested, settled_by, settled_at, settled_reason
      FROM registry_record WHERE id = ? AND settled = 'kept'
      """, record.number)
  }

  /// Of all records of one enterprise, the older ones first.
  static func of(
    _ code: String, in database: borrowing Connection
  ) throws -> [RecordID: [PastContest]] {
    let rows = try database.all(
      """
      SELECT p.record, p.contest, p.settled_reason, p.settled_at
      FROM registry_contest_past p JOIN registry_record r ON r.id = p.record
      WHERE r.code = ? ORDER BY p.settled_at, p.rowid
      """, code
    ) { row in
      (
        RecordID(row.int(0)),
        PastContest(
          contest: row.text(1), reason: row.text(2),
          at: Instant(milliseconds: Int64(row.int(3))))
      )
    }
    return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
  }
}

extension Registry {
  package static let pastContests = Migration(
    "registry.past contests",
    """
    CREATE TABLE registry_contest_past (
      record INTEGER NOT NULL REFERENCES registry_record (id),
      contest TEXT NOT NULL,
      contested_by INTEGER REFERENCES person (id),
      contested INTEGER NOT NULL,
      settled_by INTEGER REFERENCES person (id),
      settled_at INTEGER NOT NULL,
      settled_reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX registry_contest_past_record ON registry_contest_past (record);
    """)
}
