import HTML
import Routing
import SQLite
import Vocabulary

/// What can be found, by any one or two characters (house §5). Whoever may see an entry is part of
/// the index: what one may not see is never matched, so it is never counted.
package enum SearchIndex {
  package static let migration = Migration(
    "search",
    """
    CREATE TABLE search_entry (
      id INTEGER PRIMARY KEY,
      subject TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      detail TEXT NOT NULL,
      link TEXT NOT NULL,
      plain TEXT NOT NULL,
      tokens TEXT NOT NULL
    ) STRICT;
    CREATE VIRTUAL TABLE search USING fts5 (
      tokens, content = 'search_entry', content_rowid = 'id', detail = none, columnsize = 0,
      tokenize = 'unicode61 remove_diacritics 0');
    """)

  package struct Entry: Sendable {
    let subject: String
    let kind: String
    let title: String
    let detail: String
    let link: Address
    let readers: [Readers]

    package init(
      _ subject: String, kind: String, title: String, detail: String, link: Address,
      readers: [Readers]
    ) {
      self.subject = subject
      self.kind = kind
      self.title = title
      self.detail = detail
      self.link = link
      self.readers = readers
    }
  }

  /// Who may find an entry. As a word it is longer than any pair of characters.
  package enum Readers: Sendable, Equatable {
    case organisation(OrganisationID)
    case district(OrganisationID)
    /// The bureau's and the overseers'.
    case city
    /// Technical administration, which sees no enterprise and no case.
    case technical

    var token: String {
      switch self {
      case .organisation(let id): "organisation\(id)"
      case .district(let id): "district\(id)"
      case .city: "thewholecity"
      case .technical: "technical"
      }
    }

    /// What somebody in this seat is a reader of.
    init?(_ seat: Caller.Seat) {
      switch seat.kind {
      case .district: self = .district(seat.organisation)
      case .bureau: self = seat.roles.contains(.systemAdministrator) ? .technical : .city
      case .oversight: self = .city
      case .expertPool: return nil
      case .enterprise, .department, .workstation, .thirdParty:
        self = .organisation(seat.organisation)
      }
    }
  }

  /// Adds an entry or puts a new one in its place, in the transaction of what it tells of.
  package static func put(_ entry: Entry, in database: borrowing Connection) throws {
    let words = Plain.words("\(entry.title) \(entry.detail)")
    let tokens = Plain.grams(words).union(entry.readers.map(\.token))
    // Written here and not by triggers: schemas are not trusted to use virtual tables.
    let known = try database.first(
      "SELECT id, tokens FROM search_entry WHERE subject = ?", entry.subject
    ) { (id: $0.int(0), tokens: $0.text(1)) }
    if let known {
      try database.run(
        "INSERT INTO search (search, rowid, tokens) VALUES ('delete', ?, ?)", known.id,
        known.tokens)
      try database.run("DELETE FROM search_entry WHERE id = ?", known.id)
    }
    let line = tokens.sorted().joined(separator: " ")
    try database.run(
      """
      INSERT INTO search_entry (id, subject, kind, title, detail, link, plain, tokens)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, known?.id, entry.subject, entry.kind, entry.title, entry.detail, entry.link.text,
      words.joined(separator: " "), line)
    try database.run(
      "INSERT INTO search (rowid, tokens) VALUES (?, ?)", database.lastInsertedID, line)
  }

  /// Whether somebody in this seat finds it here.
  package static func holds(
    _ subject: String, for seat: Caller.Seat, in database: borrowing Connection
  ) throws -> Bool {
    guard let readers = Readers(seat) else { return false }
    let tokens = try database.first(
      "SELECT tokens FROM search_entry WHERE subject = ?", subject
    ) { $0.text(0) }
    return tokens?.split(separator: " ").contains(Substring(readers.token)) == true
  }

  struct Found: Sendable {
    let subject, kind, title, detail, link: String

    init(_ hit: SearchHit) {
      subject = hit.subject
      kind = hit.kind
      title = hit.title
      detail = hit.detail
      link = hit.link.text
    }

    init(_ row: borrowing Row) {
      subject = row.text(0)
      kind = row.text(1)
      title = row.text(2)
      detail = row.text(3)
      link = row.text(4)
    }
  }

  /// Newest first, after the entry named; and how many there are, up to a thousand and one.
  static func find(
    _ words: [String], for readers: Readers, after subject: String, most: Int,
    in database: borrowing Connection
  ) throws -> (items: [Found], total: Int) {
    // Words hold letters and digits alone, so nothing in them can be FTS5's own language.
    let terms = Plain.needed(words).sorted() + [readers.token]
    let match = terms.map { "\"\($0)\"" }.joined(separator: " AND ")
    // From one the reader may not find nothing begins, for its place would show in what follows.
    let last =
      try database.first(
        """
        SELECT e.id FROM search s JOIN search_entry e ON e.id = s.rowid
        WHERE search MATCH ? AND e.subject = ?
        """, "\"\(readers.token)\"", subject
      ) { $0.int(0) } ?? Int.max
    // Pairs can be there without standing in a row: longer words are looked at once more.
    let long = words.filter { $0.unicodeScalars.count > 2 }
    var items: [Found] = []
    var total = 0
    try database.each(
      """
      SELECT e.subject, e.kind, e.title, e.detail, e.link, e.id, e.plain
      FROM search s JOIN search_entry e ON e.id = s.rowid
      WHERE search MATCH ? ORDER BY s.rowid DESC
      """, match
    ) { row in
      let plain = long.isEmpty ? "" : row.text(6)
      guard long.allSatisfy({ contains(plain, $0) }) else { return true }
      total += 1
      if row.int(5) < last, items.count <= most { items.append(Found(row)) }
      return total <= 1000
    }
    return (items, total)
  }

  private static func contains(_ text: String, _ word: String) -> Bool {
    let (text, word) = (Array(text.utf8), Array(word.utf8))
    guard word.count <= text.count else { return false }
    return (0...(text.count - word.count)).contains { text[$0..<($0 + word.count)] == word[...] }
  }
}
