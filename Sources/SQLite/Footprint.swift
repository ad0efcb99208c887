internal import CSQLite

/// Which tables a statement reads and writes, as SQLite itself says while it compiles it: through views,
/// triggers and what hangs on a foreign key as well.
final class Footprint {
  private(set) var reads: Set<String> = []
  private(set) var writes: Set<String> = []

  /// Must live as long as the connection.
  func watch(_ database: OpaquePointer) {
    unsafe sqlite3_set_authorizer(
      database,
      { footprint, action, table, _, _, _ in
        let footprint = unsafe Unmanaged<Footprint>.fromOpaque(footprint!).takeUnretainedValue()
        guard let table = unsafe table else { return SQLITE_OK }
        switch action {
        case SQLITE_READ: unsafe footprint.reads.insert(String(cString: table))
        case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
          unsafe footprint.writes.insert(String(cString: table))
        default: break
        }
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Of what is compiled next.
  func begin() { (reads, writes) = ([], []) }
}
