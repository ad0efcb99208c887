internal import CSQLite

/// Moves the WAL into the database file. Only the writer calls this, and only between its own
/// transactions: that is what keeps clear of the WAL-reset bug in every SQLite before 3.51.3.
extension Connection {
  struct WAL {
    let frames: Int, moved: Int
    /// SQLite gives -1 when it could not even look.
    var isComplete: Bool { frames >= 0 && frames == moved }
  }

  enum Checkpoint {
    /// Moves what no reader still needs; waits for nobody.
    case passive
    /// Also starts the WAL file over, once no old snapshot needs it.
    case truncate
  }

  /// - Parameter patience: milliseconds to wait for old snapshots; while others write, none.
  borrowing func checkpoint(_ kind: Checkpoint, patience: Int32) throws(DatabaseError) -> WAL {
    var frames: Int32 = 0
    var moved: Int32 = 0
    let mode = kind == .passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE
    unsafe sqlite3_busy_timeout(handle, patience)
    defer { unsafe sqlite3_busy_timeout(handle, 5000) }
    let code = unsafe sqlite3_wal_checkpoint_v2(handle, nil, mode, &frames, &moved)
    guard code == SQLITE_OK || code & 0xFF == SQLITE_BUSY else { throw error(code) }
    return WAL(frames: Int(frames), moved: Int(moved))
  }
}
