internal import CSQLite
import Linux

extension Connection {
  /// Copies the whole database as it stands at this moment into a plain file. Writing goes on
  /// meanwhile; the file appears under its name only when it is complete, checked and on disk.
  package borrowing func backUp(to path: String) throws {
    let draft = path + ".tmp"
    for leftover in [draft, draft + "-journal", draft + "-wal", draft + "-shm"] {
      Files.remove(leftover)
    }
    do {
      try copy(to: draft)
      let check = try Connection.open(draft, .reader)
      try check.requireIntegrity()
    } catch {
      Files.remove(draft)
      throw error
    }
    try Files.synchronise(draft)
    try Files.move(draft, to: path)
  }

  private borrowing func copy(to path: String) throws(DatabaseError) {
    var target: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let opened = unsafe sqlite3_open_v2(path, &target, flags, nil)
    defer { unsafe sqlite3_close_v2(target) }
    guard opened == SQLITE_OK else { throw DatabaseError(code: opened, message: "open \(path)") }
    guard let backup = unsafe sqlite3_backup_init(target, "main", handle, "main") else {
      throw unsafe DatabaseError(
        code: sqlite3_errcode(target), message: String(cString: sqlite3_errmsg(target)))
    }
    let stepped = unsafe sqlite3_backup_step(backup, -1)
    let finished = unsafe sqlite3_backup_finish(backup)
    guard stepped == SQLITE_DONE, finished == SQLITE_OK else {
      throw DatabaseError(code: finished == SQLITE_OK ? stepped : finished, message: "backup")
    }
    // A file that stands alone: no -wal beside it to lose.
    let plain = unsafe sqlite3_exec(target, "PRAGMA journal_mode=DELETE", nil, nil, nil)
    guard plain == SQLITE_OK else { throw DatabaseError(code: plain, message: "journal_mode") }
  }

  /// SQLite's own full check and every foreign key.
  package borrowing func requireIntegrity() throws(DatabaseError) {
    let verdict = try first("PRAGMA integrity_check(1)") { $0.text(0) }
    guard verdict == "ok" else {
      throw DatabaseError(code: SQLITE_CORRUPT, message: verdict ?? "no verdict")
    }
    let orphan = try first("PRAGMA foreign_key_check") { "\($0.text(0)) \($0.int(1))" }
    if let orphan {
      throw DatabaseError(code: SQLITE_CORRUPT, message: "broken reference in \(orphan)")
    }
  }
}
