import JSON
import Routing
import SQLite
import Vocabulary

/// A product or service that has been listed, by its stable code, and how it stands.
struct Entry: Sendable {
  enum State: String, Sendable, CaseIterable {
    case valid, suspended, revoked, expired, unknown

    var title: String {
      switch self {
      case .valid: "有效"
      case .suspended: "暂停使用"
      case .revoked: "已撤销"
      case .expired: "已到期"
      case .unknown: "查不到"
      }
    }
  }

  struct Licence: Sendable {
    let number: String
    let scope: String
    let since: Day
    let until: Day
  }

  let code: String
  /// Of the application.
  let number: String
  let listing: ListingID
  let item: String
  let kind: String
  let enterprise: String
  let unit: String
  let listed: Day
  let until: Day
  let licence: Licence?
  /// Why it is suspended or revoked.
  let reason: String
  let standards: [String]
  /// As what is looked for is compared with: folded once, and not for everybody who asks.
  let plainCode: [UInt8]
  let plainItem, plainEnterprise: String
  private let outcome: String?
  private let ended: Day
  private let suspended: Day?
  private let restored: Day?

  init(_ row: borrowing Row) {
    func day(_ column: Int) -> Day? {
      row.optionalInt(column).map { Instant(milliseconds: Int64($0)).day }
    }
    code = row.text(0)
    number = row.text(1)
    listing = ListingID(row.int(2))
    item = row.text(3)
    kind = row.text(4)
    enterprise = row.text(5)
    unit = row.text(6)
    listed = Day(number: row.int(7))
    until = Day(number: row.int(8))
    outcome = row.optionalText(9)
    ended = day(10) ?? listed
    suspended = day(11)
    restored = day(12)
    reason = row.text(13)
    licence = row.optionalText(14).map { number in
      Licence(
        number: number, scope: row.text(15), since: Day(number: row.int(16)),
        until: Day(number: row.int(17)))
    }
    plainCode = Entry.plain(code)
    plainItem = Plain.plain(item)
    plainEnterprise = Plain.plain(enterprise)
    standards = (try? JSON(parsing: row.utf8(18)))?.array?.compactMap(\.string) ?? []
  }

  /// And since when it has been so.
  func state(on today: Day) -> (state: State, since: Day) {
    if outcome == "revoked" { return (.revoked, ended) }
    if outcome == "expired" || until < today { return (.expired, until.advanced(by: 1)) }
    if let suspended { return (.suspended, suspended) }
    return (.valid, restored ?? listed)
  }
}

enum Entries {
  static func all(in database: borrowing Connection) throws -> [Entry] {
    try of(0...Int.max, in: database)
  }

  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> Entry? {
    try of(application.number...application.number, in: database).first
  }

  private static func of(
    _ applications: ClosedRange<Int>, in database: borrowing Connection
  ) throws -> [Entry] {
    try database.all(
      """
      SELECT e.code, a.number, e.listing, e.item, e.kind, e.enterprise, e.unit, e.listed, e.until,
        a.outcome, a.since,
        (SELECT max(opened) FROM matter WHERE application = a.id AND kind = 'suspension'
          AND closed IS NULL),
        (SELECT max(closed) FROM matter WHERE application = a.id AND kind = 'suspension'
          AND outcome = 'restored'),
        coalesce((SELECT d.text FROM decision d JOIN matter m ON m.id = d.matter
          WHERE m.application = a.id AND m.outcome = d.word AND d.word IN ('suspend', 'revoke')
          ORDER BY m.closed DESC LIMIT 1), ''),
        l.number, l.scope, l.since, l.until,
        (SELECT json_group_array(name) FROM entry_standard WHERE entry = e.code)
      FROM entry e JOIN application a ON a.id = e.application
      JOIN listing g ON g.id = e.listing
      LEFT JOIN mark_licence l ON l.entry = e.code
      WHERE e.application BETWEEN ? AND ?
      ORDER BY g.at DESC, e.listing, e.position
      """, applications.lowerBound, applications.upperBound, read: Entry.init)
  }

  static func code(
    of application: ApplicationID, in database: borrowing Connection
  ) throws -> String? {
    try database.first("SELECT code FROM entry WHERE application = ?", application.number) {
      $0.text(0)
    }
  }

  /// `SHBP-2026-0001`: of its year, and the next in it; never given twice.
  static func nextCode(on day: Day, in database: borrowing Connection) throws -> String {
    let start = "SHBP-\(day.year)-"
    let last = try database.first(
      "SELECT max(CAST(substr(code, 11) AS INTEGER)) FROM entry WHERE substr(code, 1, 10) = ?",
      start
    ) { $0.optionalInt(0) }
    let digits = String(((last ?? nil) ?? 0) + 1)
    return start + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}

extension Day {
  /// The last day of so many years that begin today: the day before the same date.
  func end(ofYears years: Int) -> Day {
    let same = Day(year + years, month, date) ?? Day(year + years, month, date - 1) ?? self
    return same.advanced(by: -1)
  }
}
