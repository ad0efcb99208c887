/// One step of the schema, named, append-only: once landed it never changes.
package struct Migration: Sendable {
  package let name: String
  /// As which step it landed, where the list it stands in does not say it.
  package let landed: Int?
  let sql: StaticString

  package init(_ name: String, landed: Int? = nil, _ sql: StaticString) {
    self.name = name
    self.landed = landed
    self.sql = sql
  }

  /// A schema: the steps of a list in its order, then those that say their number.
  package static func inOrder(_ listed: [Migration], _ numbered: [Migration]) -> [Migration] {
    let later = numbered.sorted { ($0.landed ?? 0) < ($1.landed ?? 0) }
    for (index, step) in later.enumerated() {
      precondition(
        step.landed == listed.count + 1 + index,
        "“\(step.name)” would be step \(listed.count + 1 + index) of the schema")
    }
    return listed + later
  }
}

/// Why a database file cannot be used by this program.
package enum SchemaError: Error, CustomStringConvertible, Sendable {
  case newer(than: Int, found: Int)
  case different(at: Int, expected: String, found: String)
  case brokenReferences(after: String)
  case altered(String)

  package var description: String {
    switch self {
    case .newer(let known, let found):
      "数据库的结构（第 \(found) 版）比本程序认识的（第 \(known) 版）新，请换用新的程序"
    case .different(let index, let expected, let found):
      "数据库结构的第 \(index) 步是“\(found)”，本程序要求的是“\(expected)”：这不是本程序的数据库"
    case .altered(let what): "数据库的结构被改动过：\(what)"
    case .brokenReferences(let name): "升级步骤“\(name)”之后外键不完整，已全部撤销"
    }
  }
}

extension Connection {
  /// Brings the file to the newest schema in one transaction, or leaves it as it was.
  package borrowing func migrate(_ migrations: [Migration]) throws {
    try batch("BEGIN IMMEDIATE")
    do {
      try batch(
        "CREATE TABLE IF NOT EXISTS migration (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
      let done = try migrationsDone(of: migrations)
      for (index, migration) in migrations.enumerated().dropFirst(done) {
        try batch(migration.sql)
        try run("INSERT INTO migration (id, name) VALUES (?, ?)", index + 1, migration.name)
        if try first("PRAGMA foreign_key_check", read: { _ in true }) != nil {
          throw SchemaError.brokenReferences(after: migration.name)
        }
      }
      try batch("COMMIT")
    } catch {
      if isInTransaction { try? batch("ROLLBACK") }
      throw error
    }
  }

  /// How many of the known steps the file has taken; throws if it has taken any other.
  package borrowing func migrationsDone(of migrations: [Migration]) throws -> Int {
    let names = try all("SELECT name FROM migration ORDER BY id") { $0.text(0) }
    for (index, (found, known)) in zip(names, migrations).enumerated() where found != known.name {
      throw SchemaError.different(at: index + 1, expected: known.name, found: found)
    }
    guard names.count <= migrations.count else {
      throw SchemaError.newer(than: migrations.count, found: names.count)
    }
    return names.count
  }

  /// Nothing has been made in this file yet.
  package borrowing func isBlank() throws(DatabaseError) -> Bool {
    try first("SELECT 1 FROM sqlite_schema LIMIT 1") { _ in true } == nil
  }

  /// Every table, index and trigger, as SQLite wrote them down.
  package borrowing func schema() throws(DatabaseError) -> [String] {
    try all(
      "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1"
    ) { $0.text(0) }
  }
}
