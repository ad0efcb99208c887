import Linux
import SQLite
import Testing

@Suite("升级步骤：有名、有序、只增不改")
struct MigrationTests {
  private static let first = Migration("first", "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT")
  private static let second = Migration(
    "second", "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES a (id)) STRICT"
  )
  private static let broken = Migration(
    "broken", "CREATE TABLE c (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE a (id INTEGER)")
  private static let orphan = Migration(
    "orphan", "PRAGMA defer_foreign_keys=ON; INSERT INTO b VALUES (1, 99)")

  private static func tables(_ database: borrowing Connection) throws -> [String] {
    try database.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
      $0.text(0)
    }
  }

  private static func schema(_ database: borrowing Connection) throws -> [String] {
    try database.all("SELECT sql FROM sqlite_schema ORDER BY name") { $0.text(0) }
  }

  @Test("分两次升级与一次升级得到同样的结构")
  func stepwise() throws {
    let gradual = try Connection.open(":memory:", .scratch)
    try gradual.migrate([Self.first])
    try gradual.migrate([Self.first, Self.second])
    try gradual.migrate([Self.first, Self.second])
    let fresh = try Connection.open(":memory:", .scratch)
    try fresh.migrate([Self.first, Self.second])
    #expect(try Self.schema(gradual) == Self.schema(fresh))
    #expect(try Self.tables(fresh) == ["a", "b", "migration"])
  }

  @Test("中途失败则整个升级撤销")
  func allOrNothing() throws {
    let database = try Connection.open(":memory:", .scratch)
    try database.migrate([Self.first])
    #expect(throws: DatabaseError.self) {
      try database.migrate([Self.first, Self.second, Self.broken])
    }
    #expect(try Self.tables(database) == ["a", "migration"])
  }

  @Test("升级后外键不完整则撤销")
  func brokenReferences() throws {
    let database = try Connection.open(":memory:", .scratch)
    let error = #expect(throws: SchemaError.self) {
      try database.migrate([Self.first, Self.second, Self.orphan])
    }
    #expect(error?.description == "升级步骤“orphan”之后外键不完整，已全部撤销")
    #expect(try Self.tables(database) == [])
  }

  @Test("比程序新的数据库拒绝打开")
  func newer() throws {
    let database = try Connection.open(":memory:", .scratch)
    try database.migrate([Self.first, Self.second])
    let error = #expect(throws: SchemaError.self) { try database.migrate([Self.first]) }
    #expect(error?.description == "数据库的结构（第 2 版）比本程序认识的（第 1 版）新，请换用新的程序")
  }

  @Test("步骤名字对不上的数据库拒绝打开")
  func different() throws {
    let database = try Connection.open(":memory:", .scratch)
    try database.migrate([Self.first])
    let error = #expect(throws: SchemaError.self) { try database.migrate([Self.second]) }
    #expect(error?.description == "数据库结构的第 1 步是“first”，本程序要求的是“second”：这不是本程序的数据库")
  }
}
