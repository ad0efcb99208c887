import JSON
import SQLite

/// The list of brands by any part of their name. Beside the table stands an index of every single
/// character and every pair of neighbours, and each brand as it is written in the list: finding is a
/// walk along one index, and an item is rendered once per change.
enum Brands {
  static let migration = Migration(
    "brand names",
    """
    CREATE TABLE brand_item (id INTEGER PRIMARY KEY, item TEXT NOT NULL) STRICT;
    CREATE TABLE brand_gram (
      gram TEXT NOT NULL, brand INTEGER NOT NULL, PRIMARY KEY (gram, brand)
    ) STRICT, WITHOUT ROWID;
    """)

  /// Once, before the store opens.
  static func prepare(_ path: String) throws {
    let database = try Connection.open(path, .writer)
    try database.migrate([migration])
    try database.batch("BEGIN")
    try index(in: database)
    try database.batch("COMMIT")
  }

  /// Whoever adds or renames a brand calls this in the same change; here, once for those there are.
  private static func index(in database: borrowing Connection) throws {
    let rows = try database.all(
      """
      SELECT id, name, org, category, region, year, score FROM brand
      WHERE id NOT IN (SELECT id FROM brand_item) ORDER BY id
      """, read: { row in (id: row.int(0), name: row.text(1), item: item(row).bytes) })
    for row in rows {
      try database.run(
        "INSERT INTO brand_item (id, item) VALUES (?, ?)", row.id, UTF8Text(row.item))
      for gram in grams(of: row.name) {
        try database.run("INSERT INTO brand_gram (gram, brand) VALUES (?, ?)", gram, row.id)
      }
    }
  }

  private static func item(_ row: borrowing Row) -> JSON {
    [
      "id": .integer(row.int(0)), "name": .string(row.text(1)), "org": .string(row.text(2)),
      "category": .string(row.text(3)), "region": .integer(row.int(4)),
      "year": .integer(row.int(5)), "score": .decimal(row.real(6)),
    ]
  }

  /// Folded as LIKE folds: ASCII letters only.
  private static func grams(of name: String) -> Set<String> {
    let folded = name.unicodeScalars.map { scalar in
      "A"..."Z" ~= scalar ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }
    var grams: Set<String> = []
    for index in folded.indices {
      grams.insert(String(String.UnicodeScalarView(folded[index..<(index + 1)])))
      if index + 1 < folded.count {
        grams.insert(String(String.UnicodeScalarView(folded[index...(index + 1)])))
      }
    }
    return grams
  }

  private struct Found {
    var total: Int?
    var items: [UInt8]?
  }

  /// The whole answer: one page of items, and how many there are in all if asked.
  static func answer(
    named query: String, page: Int, counts: Bool, in database: borrowing Connection
  ) throws -> [UInt8] {
    let found: Found
    switch query.unicodeScalars.prefix(3).count {
    case 0: found = try all(page, counts, database)
    case 1, 2: found = try holding(query, page, counts, database)
    default: found = try narrowed(query, page, counts, database)
    }
    var bytes = Array("{\"total\":".utf8)
    if let total = found.total { JSON.write(total, to: &bytes) } else { bytes += "null".utf8 }
    bytes += ",\"page\":".utf8
    JSON.write(page, to: &bytes)
    bytes += ",\"items\":[".utf8
    bytes += found.items ?? []
    bytes += "]}".utf8
    return bytes
  }

  private static func all(
    _ page: Int, _ counts: Bool, _ database: borrowing Connection
  ) throws -> Found {
    var found = Found()
    if counts {
      found.total = try database.first("SELECT count(*) FROM brand_item") { $0.int(0) }
    }
    found.items = try database.first(
      """
      SELECT group_concat(item, ',') FROM (
        SELECT item FROM brand_item ORDER BY id LIMIT 50 OFFSET ?)
      """, (page - 1) * 50, read: { $0.utf8(0) })
    return found
  }

  /// One or two characters are a gram of their own.
  private static func holding(
    _ gram: String, _ page: Int, _ counts: Bool, _ database: borrowing Connection
  ) throws -> Found {
    var found = Found()
    if counts {
      found.total = try database.first(
        "SELECT count(*) FROM brand_gram WHERE gram = lower(?)", gram, read: { $0.int(0) })
    }
    found.items = try database.first(
      """
      SELECT group_concat(item, ',') FROM (
        SELECT item FROM brand_gram JOIN brand_item ON id = brand
        WHERE gram = lower(?) ORDER BY brand LIMIT 50 OFFSET ?)
      """, gram, (page - 1) * 50, read: { $0.utf8(0) })
    return found
  }

  /// The first pair of a longer text narrows the search, the name itself decides.
  private static func narrowed(
    _ text: String, _ page: Int, _ counts: Bool, _ database: borrowing Connection
  ) throws -> Found {
    var found = Found()
    let like = "%" + escaped(text) + "%"
    if counts {
      found.total = try database.first(
        """
        SELECT count(*) FROM brand_gram JOIN brand ON id = brand
        WHERE gram = lower(substr(?, 1, 2)) AND name LIKE ? ESCAPE '\\'
        """, text, like, read: { $0.int(0) })
    }
    found.items = try database.first(
      """
      SELECT group_concat(item, ',') FROM (
        SELECT item FROM brand_gram JOIN brand b ON b.id = brand JOIN brand_item i ON i.id = brand
        WHERE gram = lower(substr(?, 1, 2)) AND name LIKE ? ESCAPE '\\'
        ORDER BY brand LIMIT 50 OFFSET ?)
      """, text, like, (page - 1) * 50, read: { $0.utf8(0) })
    return found
  }

  private static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      if "\\%_".utf8.contains(byte) { out.append(UInt8(ascii: "\\")) }
      out.append(byte)
    }
    return String(decoding: out, as: UTF8.self)
  }
}
