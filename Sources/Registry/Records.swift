import Accounts
import JSON
import Linux
import SQLite
import Vocabulary

package enum Registry {
  package static let migration = Migration(
    "registry",
    """
    -- What registers say of an enterprise, each fact with its source and its day. Nothing here says
    -- that something was looked for and not found, unless a row says so.
    CREATE TABLE registry_record (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('enterprises', 'credit', 'accidents', 'honours')),
      code TEXT NOT NULL,
      natural TEXT NOT NULL,
      facts TEXT NOT NULL,
      source TEXT NOT NULL,
      as_of INTEGER NOT NULL,
      imported INTEGER NOT NULL,
      contest TEXT,
      contested_by INTEGER REFERENCES person (id),
      contested INTEGER,
      settled TEXT CHECK (settled IN ('kept', 'withdrawn')),
      settled_by INTEGER REFERENCES person (id),
      settled_at INTEGER,
      settled_reason TEXT,
      UNIQUE (code, kind, natural)
    ) STRICT;
    CREATE INDEX registry_record_contest ON registry_record (contested)
      WHERE contest IS NOT NULL AND settled IS NULL;
    """)

  /// Trademarks beside the other kinds; a table's condition can only be changed with the table.
  package static let trademarks = Migration(
    "registry.trademarks",
    """
    CREATE TABLE registry_record_next (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL
        CHECK (kind IN ('enterprises', 'credit', 'accidents', 'honours', 'trademarks')),
      code TEXT NOT NULL,
      natural TEXT NOT NULL,
      facts TEXT NOT NULL,
      source TEXT NOT NULL,
      as_of INTEGER NOT NULL,
      imported INTEGER NOT NULL,
      contest TEXT,
      contested_by INTEGER REFERENCES person (id),
      contested INTEGER,
      settled TEXT CHECK (settled IN ('kept', 'withdrawn')),
      settled_by INTEGER REFERENCES person (id),
      settled_at INTEGER,
      settled_reason TEXT,
      UNIQUE (code, kind, natural)
    ) STRICT;
    -- A row is the same row by more than before (RecordKind.natural).
    INSERT INTO registry_record_next
      SELECT id, kind, code,
        CASE kind
          WHEN 'credit' THEN coalesce(facts ->> 'type', '') || char(31)
            || coalesce(facts ->> 'number', facts ->> 'on', '') || char(31)
            || coalesce(facts ->> 'authority', '')
          WHEN 'accidents' THEN coalesce(facts ->> 'type', '') || char(31)
            || coalesce(facts ->> 'on', '') || char(31)
            || coalesce(facts ->> 'name', facts ->> 'grade', '')
          ELSE natural
        END,
        facts, source, as_of, imported, contest, contested_by, contested, settled, settled_by,
        settled_at, settled_reason
      FROM registry_record;
    DROP TABLE registry_record;
    ALTER TABLE registry_record_next RENAME TO registry_record;
    CREATE INDEX registry_record_contest ON registry_record (contested)
      WHERE contest IS NOT NULL AND settled IS NULL;
    CREATE INDEX registry_record_mark ON registry_record (natural) WHERE kind = 'trademarks';
    """)

  /// Honours that hold no more, for what rests on them.
  static let honoursEnded = Migration(
    "registry.honours ended", landed: 47,
    """
    ALTER TABLE registry_record ADD COLUMN ended INTEGER;
    CREATE INDEX registry_record_ended ON registry_record (code) WHERE ended IS NOT NULL;
    """)

  /// An objection is decided on as it was read: new facts may have done away with it, and another one come.
  static let contests = Migration(
    "registry.objections read", landed: 68,
    "ALTER TABLE registry_record ADD COLUMN contests INTEGER NOT NULL DEFAULT 0;")
}

/// One fact as it is kept.
package struct Record: Sendable, Equatable {
  package let id: RecordID
  package let kind: RecordKind
  package let code: String
  package let values: [String: String]
  package let source: String
  package let asOf: Day
  package let contest: String?
  /// Nil while nobody has decided.
  package let settled: String?
  package let settledReason: String?
  /// How often it was objected to, of whatever became of it.
  let contests: Int

  package var subject: String { "record/\(id)" }
  /// What an objection has taken away counts for nothing.
  package var counts: Bool { settled != "withdrawn" }

  /// Not yet, or what was said was not upheld: new evidence may come up at any time.
  var mayBeContested: Bool { contest == nil || settled == "kept" }

  init(_ row: borrowing Row) {
    id = RecordID(row.int(0))
    kind = RecordKind(rawValue: row.text(1)) ?? .credit
    code = row.text(2)
    let json = try? JSON(parsing: Array(row.text(3).utf8))
    values = Dictionary(
      (json?.members ?? []).map { ($0.name, $0.value.string ?? "") },
      uniquingKeysWith: { first, _ in first })
    source = row.text(4)
    asOf = Day(number: row.int(5))
    contest = row.optionalText(6)
    settled = row.optionalText(7)
    settledReason = row.optionalText(8)
    contests = row.int(9)
  }

  /// In one line, as people read it.
  package var text: String {
    kind.columns.compactMap { column in values[column.key].map { "\(column.heading)：\($0)" } }
      .joined(separator: "，")
  }
}

package enum Records {
  package static func of(
    _ code: String, in database: borrowing Connection
  ) throws -> [Record] {
    try database.all(
      """
      SELECT id, kind, code, facts, source, as_of, contest, settled, settled_reason, contests
      FROM registry_record WHERE code = ? ORDER BY kind, as_of DESC, id
      """, code, read: Record.init)
  }

  /// What is registered of an enterprise, beside the proof that somebody speaks for it.
  package static func registered(
    _ code: String, in database: borrowing Connection
  ) throws -> [RegisteredFact] {
    try of(code, in: database).filter { $0.kind == .enterprises && $0.counts }.flatMap { record in
      record.kind.columns.compactMap { column in
        record.values[column.key].map {
          RegisteredFact(column.heading, $0, source: "\(record.source)，\(record.asOf.chinese)")
        }
      }
    }
  }

  /// Of these trademarks, among whosever records, the newest first.
  package static func marks(
    _ numbers: [String], in database: borrowing Connection
  ) throws -> [Record] {
    try database.all(
      """
      SELECT r.id, r.kind, r.code, r.facts, r.source, r.as_of, r.contest, r.settled,
        r.settled_reason, r.contests
      FROM json_each(?) j CROSS JOIN registry_record r
      WHERE r.kind = 'trademarks'
        AND r.natural >= j.value || char(31) AND r.natural < j.value || char(32)
      ORDER BY r.as_of DESC, r.id LIMIT 200
      """, JSON.array(numbers.map { .string(Plain.plain($0)) }).text, read: Record.init)
  }

  static func find(_ id: RecordID, in database: borrowing Connection) throws -> Record? {
    try database.first(
      """
      SELECT id, kind, code, facts, source, as_of, contest, settled, settled_reason, contests
      FROM registry_record WHERE id = ?
      """, id.number, read: Record.init)
  }

  /// Whether it is on record with the very same facts; nil where it is not on record at all.
  static func isKnownSo(
    _ record: ReadRecord, in database: borrowing Connection
  ) throws -> Bool? {
    try database.first(
      "SELECT facts = ? FROM registry_record WHERE code = ? AND kind = ? AND natural = ?",
      facts(record), record.code, record.kind.rawValue, record.natural
    ) { $0.bool(0) }
  }

  private static func facts(_ record: ReadRecord) -> String {
    JSON.object(
      record.values.keys.sorted().map { .init($0, .string(record.values[$0] ?? "")) }
    ).text
  }

  /// New, newer or unchanged. The same fact again keeps what was said and decided about it; another
  /// one in its place opens the matter anew.
  static func keep(
    _ record: ReadRecord, at now: Instant, in database: borrowing Connection
  ) throws -> Bool {
    let facts = facts(record)
    try database.run(
      """
      INSERT INTO registry_record (id, kind, code, natural, facts, source, as_of, imported, ended)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (code, kind, natural) DO UPDATE SET facts = excluded.facts,
        source = excluded.source, as_of = excluded.as_of, imported = excluded.imported,
        ended = excluded.ended,
        contest = iif(excluded.facts = facts, contest, NULL),
        contested_by = iif(excluded.facts = facts, contested_by, NULL),
        contested = iif(excluded.facts = facts, contested, NULL),
        settled = iif(excluded.facts = facts, settled, NULL),
        settled_by = iif(excluded.facts = facts, settled_by, NULL),
        settled_at = iif(excluded.facts = facts, settled_at, NULL),
        settled_reason = iif(excluded.facts = facts, settled_reason, NULL)
      WHERE excluded.as_of > as_of OR excluded.as_of = as_of AND excluded.facts <> facts
      """, RecordID(random: Random.number()).number, record.kind.rawValue, record.code,
      record.natural, facts, record.source, record.asOf.number, now.milliseconds,
      record.values["ended"].flatMap { Day($0) }?.number)
    return database.changes == 1
  }
}
