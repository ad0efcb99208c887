internal import CSQLite

/// Which tables a statement reads and writes, as SQLite itself says while it compiles it: through views,
/// triggers and what hangs on a foreign key as well. Of a join by `USING` or `NATURAL` it may say nothing:
/// what is remembered names its columns.
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
        // It may be told as it is written in the statement.
        let name = unsafe String(cString: table).lowercased()
        switch action {
        case SQLITE_READ: footprint.reads.insert(name)
        case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: footprint.writes.insert(name)
        default: break
        }
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Of what is compiled next.
  func begin() { (reads, writes) = ([], []) }
}
