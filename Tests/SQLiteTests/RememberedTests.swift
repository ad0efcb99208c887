import Linux
import SQLite
import Testing

@Suite("记住的回答：所读的表没有人写过，才从记忆里答")
struct RememberedTests {
  private static let tables = Migration(
    "tables",
    """
    CREATE TABLE firm (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE seat (firm INTEGER NOT NULL REFERENCES firm ON DELETE CASCADE, name TEXT NOT NULL,
      PRIMARY KEY (firm, name)) STRICT, WITHOUT ROWID;
    CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
    CREATE VIEW seated AS SELECT s.name AS seat, f.name AS firm FROM seat s JOIN firm f ON f.id = s.firm;
    CREATE TRIGGER noted AFTER INSERT ON note WHEN new.text = '甲' BEGIN
      INSERT INTO seat (firm, name) VALUES (1, new.text || new.id);
    END;
    INSERT INTO firm (id, name) VALUES (1, '一'), (2, '二');
    INSERT INTO seat (firm, name) VALUES (1, 'a'), (2, 'b');
    """)

  private static func withStore(_ test: (Store) throws -> Void) throws {
    let folder = try Files.makeTemporaryFolder("remembered")
    defer { Files.removeFolder(folder) }
    let store = try Store(folder + "/test.db", migrations: [tables])
    try test(store)
    store.close()
  }

  /// What a reader hears, and how many statements it took besides the three around it.
  private func ask(_ store: Store) throws -> (seated: [String], work: Int) {
    let before = store.readWork.statements
    let seated = try store.read { database in
      try database.remembered("SELECT seat || firm FROM seated ORDER BY 1") { $0.text(0) }
    }
    return (seated, store.readWork.statements - before - 3)
  }

  private func count(_ store: Store) throws -> [Int] {
    try store.read { try $0.remembered("SELECT count(*) FROM seat") { $0.int(0) } }
  }

  @Test("同一个问题第二次不问数据库；写了别的表也不问；写了它的表，连同经视图、触发器、外键写的，重新问")
  func forgotten() throws {
    try Self.withStore { store in
      #expect(try ask(store) == (["a一", "b二"], 1))
      #expect(try ask(store) == (["a一", "b二"], 0))
      #expect(try count(store) == [2])
      try store.writeAndWait { try $0.run("INSERT INTO note (text) VALUES (?)", "乙") }
      // The trigger may write seats: what the statement could have done counts, not what it did.
      #expect(try ask(store) == (["a一", "b二"], 1))
      try store.writeAndWait { try $0.run("UPDATE note SET text = text || ?", "丙") }
      #expect(try ask(store) == (["a一", "b二"], 0))
      try store.writeAndWait { try $0.run("UPDATE firm SET name = ? WHERE id = 2", "三") }
      #expect(try ask(store) == (["a一", "b三"], 1))
      try store.writeAndWait { try $0.run("INSERT INTO note (id, text) VALUES (9, ?)", "甲") }
      #expect(try ask(store) == (["a一", "b三", "甲9一"], 1))
      #expect(try count(store) == [3])
      try store.writeAndWait { try $0.run("DELETE FROM firm WHERE id = 1") }
      #expect(try ask(store) == (["b三"], 1))
      #expect(try count(store) == [1])
      try store.writeAndWait { try $0.run("DELETE FROM seat") }
      #expect(try ask(store) == ([], 1))
      #expect(try count(store) == [0])
      try store.writeAndWait { try $0.batch("INSERT INTO seat (firm, name) VALUES (2, 'c')") }
      #expect(try ask(store) == (["c三"], 1))
      #expect(try count(store) == [1])
    }
  }

  struct Undone: Error {}

  @Test("撤回的写不算数；别的值、别的地方是另一个问题；写者自己总是现问")
  func apart() throws {
    try Self.withStore { store in
      #expect(try ask(store).seated == ["a一", "b二"])
      #expect(throws: Undone.self) {
        try store.writeAndWait { database in
          try database.run("DELETE FROM seat")
          throw Undone()
        }
      }
      #expect(try ask(store).seated == ["a一", "b二"])
      let names = try store.read { database in
        try [1, 2, 1].flatMap { firm in
          try database.remembered("SELECT name FROM seat WHERE firm = ?", firm) { $0.text(0) }
        }
      }
      #expect(names == ["a", "b", "a"])
      let (texts, numbers) = try store.read { database in
        (
          try database.remembered("SELECT id, name FROM firm ORDER BY id") { $0.text(1) },
          try database.remembered("SELECT id, name FROM firm ORDER BY id") { $0.int(0) }
        )
      }
      #expect(texts == ["一", "二"] && numbers == [1, 2])
      // Alike to Swift, and two texts to SQLite.
      let lengths = try store.read { database in
        try ["\u{e9}", "e\u{301}", "\u{e9}"].flatMap { text in
          try database.remembered(
            "SELECT length(CAST(? AS BLOB)) FROM firm WHERE id = 1", text
          ) { $0.int(0) }
        }
      }
      #expect(lengths == [2, 3, 2])
      let own = try store.writeAndWait { database in
        try database.run("INSERT INTO seat (firm, name) VALUES (2, 'd')")
        return try database.remembered("SELECT name FROM seat WHERE firm = 2 ORDER BY 1") {
          $0.text(0)
        }
      }
      #expect(own == ["b", "d"])
    }
  }

  @Test("表名怎样写都一样")
  func spelled() throws {
    try Self.withStore { store in
      func asked() throws -> [Int] {
        try store.read { try $0.remembered("SELECT count(*) FROM SEAT") { $0.int(0) } }
      }
      #expect(try asked() == [2])
      try store.writeAndWait { try $0.run("INSERT INTO Seat (firm, name) VALUES (2, 'e')") }
      #expect(try asked() == [3])
    }
  }

  @Test("从记忆里答过以后，这次读就定在那次提交上：中间写进来的，后面现问也看不到")
  func standing() throws {
    @Sendable func seats(_ database: borrowing Connection) throws -> [Int] {
      try database.remembered("SELECT count(*) FROM seat") { $0.int(0) }
    }
    try Self.withStore { store in
      for turn in 2...4 {
        #expect(try store.read(seats) == [turn])
        let (remembered, asked) = try store.read { database in
          // Its tables are named and not one is looked at: it takes no snapshot.
          _ = try database.all("SELECT 1 WHERE 0 AND EXISTS (SELECT 1 FROM note)") { $0.int(0) }
          let remembered = try seats(database)
          try store.writeAndWait {
            try $0.run("INSERT INTO seat (firm, name) VALUES (2, ?)", "n\(turn)")
          }
          return (remembered, try database.all("SELECT count(*) FROM seat") { $0.int(0) })
        }
        #expect(remembered == [turn] && asked == [turn])
      }
      #expect(try store.read(seats) == [5])
    }
  }

  @Test("一边不停地写，一边读：一次读里记住的和现问的出自同一次提交，读到的不比承诺过的旧")
  func together() async throws {
    let folder = try Files.makeTemporaryFolder("remembered")
    defer { Files.removeFolder(folder) }
    let store = try Store(folder + "/test.db", migrations: [Self.tables])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for turn in 1...2000 {
          try await store.write { database in
            try database.run("UPDATE firm SET name = ? WHERE id = 1", "\(turn)")
            try database.run("UPDATE note SET text = ?", "\(turn)")
            try database.run("INSERT OR REPLACE INTO note (id, text) VALUES (1, ?)", "\(turn)")
          }
          // Promised is promised.
          for lane in 0..<2 {
            let read = try store.read(lane: lane) { database in
              try database.remembered("SELECT name FROM firm WHERE id = 1") { $0.text(0) }
            }
            #expect(read == ["\(turn)"])
          }
        }
      }
      for lane in 0..<2 {
        group.addTask {
          var last = 0
          while last < 2000 {
            // On one lane what is asked comes first, on the other what is remembered.
            let (first, remembered, asked, other) = try store.read(lane: lane) { database in
              (
                lane == 0
                  ? nil : try database.first("SELECT text FROM note WHERE id = 1") { $0.text(0) },
                try database.remembered("SELECT name FROM firm WHERE id = 1") { $0.text(0) },
                try database.all("SELECT text FROM note WHERE id = 1") { $0.text(0) },
                try database.remembered("SELECT text FROM note WHERE id = 1") { $0.text(0) }
              )
            }
            if asked.isEmpty { continue }
            #expect(remembered == asked && other == asked && (first ?? asked[0]) == asked[0])
            let now = Int(asked[0]) ?? 0
            #expect(now >= last)
            last = now
            await Task.yield()
          }
        }
      }
      try await group.waitForAll()
    }
    store.close()
  }
}
