import Glibc
import Linux
import SQLite
import Synchronization
import Testing

private let notes = Migration(
  "notes",
  "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE CHECK (length(text) < 100)) STRICT"
)

/// A store in a folder of its own, closed and removed after the test.
private func withStore(
  options: Store.Options = .init(), _ test: (Store, String) async throws -> Void
) async throws {
  let folder = try Files.makeTemporaryFolder("store")
  defer { Files.removeFolder(folder) }
  let store = try Store(folder + "/test.db", migrations: [notes], options: options)
  try await test(store, folder)
  store.close()
}

private func count(_ store: Store) throws -> Int {
  try store.read { try $0.first("SELECT count(*) FROM note") { $0.int(0) } } ?? -1
}

@Suite("存储：一个写者成组提交，许多读者看快照")
struct StoreTests {
  struct Changed: Error {}

  @Test("写入返回后别的连接就能读到")
  func readsWhatWasWritten() async throws {
    try await withStore { store, _ in
      let id = try await store.write { database in
        try database.run("INSERT INTO note (text) VALUES (?)", "一")
        return database.lastInsertedID
      }
      let text = try store.read { database in
        try database.first("SELECT text FROM note WHERE id = ?", id) { $0.text(0) }
      }
      #expect(text == "一")
    }
  }

  @Test("各种值原样往返")
  func values() async throws {
    try await withStore { store, _ in
      let row = try store.read { database in
        try database.first(
          "SELECT ?, ?, ?, ?, ?, ?", Int.min, 0.5, "带\0零", [UInt8]([0, 255]), nil as Int?, ""
        ) { row in
          [
            "\(row.int(0))", "\(row.real(1))", "\(Array(row.text(2).utf8))", "\(row.blob(3))",
            "\(row.isNull(4))", "\(row.isNull(5))",
          ]
        }
      }
      #expect(
        row == [
          "\(Int.min)", "0.5", "\(Array("带\0零".utf8))", "[0, 255]", "true", "false",
        ])
    }
  }

  @Test("同一批里出错的只撤销它自己")
  func refusalUndoesItselfAlone() async throws {
    try await withStore { store, _ in
      let made = await withTaskGroup(of: Bool.self) { group in
        for index in 0..<200 {
          group.addTask {
            do {
              try await store.write { database in
                try database.run("INSERT INTO note (text) VALUES (?)", "n\(index)")
                if index % 3 == 0 { throw Changed() }
              }
              return true
            } catch { return false }
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(made == 133)
      let rows = try count(store)
      #expect(rows == 133)
      let figures = store.figures
      #expect(figures.changes == 133)
      #expect(figures.refused == 67)
      #expect(figures.commits < 200)
    }
  }

  @Test("违反约束的写入得到约束错误，后面的照常")
  func constraint() async throws {
    try await withStore { store, _ in
      try await store.write { try $0.run("INSERT INTO note (text) VALUES (?)", "一") }
      let error = await #expect(throws: DatabaseError.self) {
        try await store.write { try $0.run("INSERT INTO note (text) VALUES (?)", "一") }
      }
      #expect(error?.isConstraint == true)
      try await store.write { try $0.run("INSERT INTO note (text) VALUES (?)", "二") }
      #expect(try count(store) == 2)
    }
  }

  @Test("读者是只读的")
  func readersCannotWrite() async throws {
    try await withStore { store, _ in
      #expect(throws: DatabaseError.self) {
        try store.read { try $0.run("INSERT INTO note (text) VALUES (?)", "偷写") }
      }
      let rows = try count(store)
      #expect(rows == 0)
    }
  }

  @Test("读者在一次读取里看到的前后一致")
  func snapshot() async throws {
    try await withStore { store, _ in
      let (isReading, written, isOver) = (Flag(), Flag(), Flag())
      let seen = Seen()
      // On a thread of its own: waiting must not hold one of the pool's few.
      Thread.start("reader") {
        try? store.read { database in
          seen.add(try database.first("SELECT count(*) FROM note") { $0.int(0) } ?? -1)
          isReading.raise()
          while !written.isRaised { usleep(1000) }
          seen.add(try database.first("SELECT count(*) FROM note") { $0.int(0) } ?? -1)
        }
        isOver.raise()
      }
      await isReading.wait()
      try await store.write { try $0.run("INSERT INTO note (text) VALUES (?)", "后来的") }
      written.raise()
      await isOver.wait()
      let counts = seen.all
      #expect(counts == [0, 0])
      #expect(try count(store) == 1)
    }
  }

  @Test("等候的写入有上限，超出的立即得到“忙”")
  func boundedQueue() async throws {
    var options = Store.Options()
    options.waitingChanges = 4
    try await withStore(options: options) { store, _ in
      let isBlocked = Flag()
      let isReleased = Flag()
      async let first: Void = store.write { _ in
        isBlocked.raise()
        while !isReleased.isRaised { usleep(1000) }
      }
      await isBlocked.wait()
      let results = await withTaskGroup(of: StoreError?.self) { group in
        for index in 0..<10 {
          group.addTask {
            do {
              try await store.write {
                try $0.run("INSERT INTO note (text) VALUES (?)", "w\(index)")
              }
              return nil
            } catch { return error as? StoreError }
          }
        }
        // The six that found no place answer at once; then the writer may go on.
        var errors: [StoreError?] = []
        for await error in group {
          errors.append(error)
          if errors.count == 6 { isReleased.raise() }
        }
        return errors
      }
      try await first
      #expect(results.count { $0 == .busy } == 6)
      #expect(try count(store) == 4)
    }
  }

  @Test("写满了：这次得到“满”，读照常，腾出地方后又能写")
  func full() async throws {
    try await withStore { store, _ in
      try await store.write { try $0.run("INSERT INTO note (text) VALUES (?)", "一") }
      // SQLite's own page limit stands for a full disk: the same code, the same rollback.
      try await store.write { try $0.batch("PRAGMA max_page_count=8") }
      let results = await withTaskGroup(of: StoreError?.self) { group in
        for index in 0..<50 {
          group.addTask {
            do {
              try await store.write { database in
                for part in 0..<20 {
                  try database.run(
                    "INSERT INTO note (text) VALUES (?)",
                    "\(index)-\(part)-" + String(repeating: "字", count: 80))
                }
              }
              return nil
            } catch { return error as? StoreError }
          }
        }
        return await group.reduce(into: [StoreError?]()) { $0.append($1) }
      }
      let made = results.count { $0 == nil }
      #expect(results.allSatisfy { $0 == nil || $0 == .full })
      #expect(made < 50)
      let rows = try count(store)
      #expect(rows == 1 + made * 20)
      try await store.write { try $0.batch("PRAGMA max_page_count=100000") }
      try await store.write { try $0.run("INSERT INTO note (text) VALUES (?)", "二") }
      let later = try count(store)
      #expect(later == rows + 1)
    }
  }

  @Test("关闭后不再接受写入")
  func closed() async throws {
    let folder = try Files.makeTemporaryFolder("store")
    defer { Files.removeFolder(folder) }
    let store = try Store(folder + "/test.db", migrations: [notes])
    store.close()
    await #expect(throws: StoreError.closed) { try await store.write { _ in } }
  }

  @Test("关闭时 WAL 已并入数据库文件，检查点回调看到提交")
  func checkpointAtClose() async throws {
    let folder = try Files.makeTemporaryFolder("store")
    defer { Files.removeFolder(folder) }
    let seen = Mutex(0)
    let store = try Store(
      folder + "/test.db", migrations: [notes],
      afterCheckpoint: { database in
        let count = try? database.first("SELECT count(*) FROM note") { $0.int(0) }
        seen.withLock { $0 = count ?? -1 }
      })
    try await store.write { try $0.run("INSERT INTO note (text) VALUES (?)", "一") }
    store.close()
    #expect(seen.withLock { $0 } == 1)
    #expect(Files.size(folder + "/test.db-wal") ?? 0 == 0)
  }

  @Test("写入再多，WAL 也不会无限增长，即使一直有人在读")
  func walStaysBounded() async throws {
    try await withStore { store, folder in
      let isDone = Flag()
      let isOver = Flag()
      Thread.start("reader") {
        while !isDone.isRaised {
          _ = try? count(store)
          usleep(1000)
        }
        isOver.raise()
      }
      try await store.write {
        try $0.batch("CREATE TABLE page (text TEXT NOT NULL) STRICT")
      }
      let megabyte = String(repeating: "x", count: 1 << 20)
      for _ in 0..<64 {
        try await store.write { try $0.run("INSERT INTO page (text) VALUES (?)", megabyte) }
      }
      isDone.raise()
      await isOver.wait()
      #expect(try store.read { try $0.first("SELECT count(*) FROM page") { $0.int(0) } } == 64)
      // It starts over when a checkpoint of 8 MB finds nobody reading: once in eight is enough.
      #expect((Files.size(folder + "/test.db-wal") ?? 0) < 56 << 20)
    }
  }

  @Test("看遍全库的读取该让路就让路，不该就看完")
  func longReadGivesWay() async throws {
    try await withStore { store, _ in
      try await store.write { database in
        try database.run("CREATE TABLE page (text TEXT NOT NULL) STRICT")
        // Long texts: most of the look is a walk through pages, where SQLite runs no steps.
        for index in 0..<400 {
          try database.run(
            "INSERT INTO page (text) VALUES (?)", String(repeating: "\(index % 10)", count: 50_000))
        }
      }
      let database = try Connection.open(store.path, .reader)
      #expect(try database.longRead(mustGiveWay: { false }) { try $0.quickCheck() } == nil)
      #expect(throws: StoreError.busy) {
        try database.longRead(mustGiveWay: { true }) { database in
          for _ in 0..<2000 { _ = try database.quickCheck() }
        }
      }
      // Given way, it can read again.
      #expect(try database.first("SELECT count(*) FROM page") { $0.int(0) } == 400)
    }
  }

  @Test("写入不停时备份，备份完整可用")
  func backupWhileWriting() async throws {
    try await withStore { store, folder in
      let isDone = Flag()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for index in 0..<2000 where !isDone.isRaised {
            try await store.write { try $0.run("INSERT INTO note (text) VALUES (?)", "b\(index)") }
          }
        }
        while try count(store) < 20 { await Task.yield() }
        try Connection.open(store.path, .reader).backUp(to: folder + "/copy.db")
        isDone.raise()
        try await group.waitForAll()
      }
      let copy = try Connection.open(folder + "/copy.db", .reader)
      try copy.requireIntegrity()
      let rows = try copy.first("SELECT count(*) FROM note") { $0.int(0) } ?? 0
      #expect(rows >= 20)
      #expect(rows <= (try count(store)))
      #expect(try Files.list(folder).filter { $0.hasPrefix("copy") } == ["copy.db"])
    }
  }
}

/// A signal between the threads of a test.
private final class Flag: Sendable {
  private let state = Atomic(false)
  var isRaised: Bool { state.load(ordering: .acquiring) }
  func raise() { state.store(true, ordering: .releasing) }

  func wait() async {
    while !isRaised { try? await Task.sleep(for: .milliseconds(1)) }
  }
}

private final class Seen: Sendable {
  private let numbers = Mutex<[Int]>([])
  var all: [Int] { numbers.withLock { $0 } }
  func add(_ number: Int) { numbers.withLock { $0.append(number) } }
}
