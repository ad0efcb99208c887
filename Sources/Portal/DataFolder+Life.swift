import Journal
import Linux
import SQLite

/// How a folder is known to have been left: the marks in it, and the order in which they go.
extension DataFolder {
  // A file that exists only while a server runs: found at start, it tells of a crash.
  private var runningMark: String { path + "/running" }
  package var endedBadly: Bool { Files.exists(runningMark) }
  package func markRunning() throws { try Files.replace(runningMark, with: []) }

  // Left by a restore: the rows may be older than files that are brought back by hand, so no file
  // without a row is moved until the operator takes the mark away.
  package static func wasRestored(_ path: String) -> Bool { Files.exists(path + "/restored") }
  package func markRestored() throws { try Files.replace(path + "/restored", with: []) }

  // A demo that is being played and is not whole yet: nothing waits for the disk meanwhile, so what
  // is cut off is not gone on with.
  private var rehearsingMark: String { path + "/rehearsing" }
  func markRehearsing() throws { try Files.replace(rehearsingMark, with: []) }
  func markPlayed() { Files.remove(rehearsingMark) }
  func requireWhole() throws {
    if Files.exists(rehearsingMark) { throw Trouble.halfPlayed(path) }
  }

  /// Ends the work on the database so that the folder says so: the end of the record stands beside
  /// it and the mark is gone, durably, before the last connection takes -wal away. Where the mark
  /// still is, a missing -wal is a loss.
  /// - Returns: false when the disk failed at the last; the next start recovers.
  package func close(_ store: Store) -> Bool {
    let headFile = headFile
    do {
      try store.writeAndWait { try headFile.write(try Journal.head(of: $0)) }
    } catch {
      Output.note("journal.head: \(error)")
    }
    guard store.close() else { return false }
    Files.remove(runningMark)
    do {
      try Files.synchronise(folder: path)
    } catch {
      Output.note("\(path): \(error)")
    }
    return true
  }

  /// Work on the database while no portal runs on it; never on data that are in doubt.
  package func withStore<Answer>(_ work: (Store) throws -> Answer) throws -> Answer {
    _ = try Opening.look(self, migrations, patiently: true)
    if let note = doubts.note { throw Maintenance.Trouble.file(note) }
    let store = try Store(database, migrations: migrations)
    defer { _ = close(store) }
    return try work(store)
  }
}
