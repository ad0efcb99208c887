internal import CSQLite
import Synchronization

/// Watches how long the WAL has grown and says when to move it into the database file.
final class WALGauge: Sendable {
  /// About 8 MB: move what can be moved, waiting for nobody. Less often would write the pages of busy
  /// indexes home less often still, but make those who wait behind it wait longer.
  private static let worthMoving = 2000
  /// About 64 MB: start the file over as soon as no old snapshot needs it.
  private static let tooLong = 16_000

  private let now = Atomic(0)
  private let atLastCheckpoint = Atomic(0)

  /// Pages in the WAL after the last commit.
  var pages: Int { now.load(ordering: .relaxed) }

  /// The gauge must live as long as the connection.
  func watch(_ database: OpaquePointer) {
    unsafe sqlite3_wal_hook(
      database,
      { gauge, _, _, pages in
        unsafe Unmanaged<WALGauge>.fromOpaque(gauge!).takeUnretainedValue()
          .now.store(Int(pages), ordering: .relaxed)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  func due(idle: Bool) -> Connection.Checkpoint? {
    let pages = pages
    // A commit after a full checkpoint starts the WAL over: the count falls.
    if pages < atLastCheckpoint.load(ordering: .relaxed) {
      atLastCheckpoint.store(0, ordering: .relaxed)
    }
    if pages == 0 { return nil }
    if idle { return .truncate }
    // Tried again only after as much has grown again: an old snapshot must not slow every commit.
    let grown = pages - atLastCheckpoint.load(ordering: .relaxed)
    guard grown >= Self.worthMoving else { return nil }
    return pages >= Self.tooLong ? .truncate : .passive
  }

  func checked(_ wal: Connection.WAL, _ kind: Connection.Checkpoint) {
    if kind == .truncate, wal.isComplete { now.store(0, ordering: .relaxed) }
    atLastCheckpoint.store(pages, ordering: .relaxed)
  }
}
