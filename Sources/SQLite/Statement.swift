internal import CSQLite

/// A prepared statement, finalised exactly once. It never leaves the connection that made it.
@safe struct Statement: ~Copyable {
  private let handle: OpaquePointer

  init(_ sql: UnsafePointer<CChar>, length: Int, on database: OpaquePointer) throws(DatabaseError) {
    var handle: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      database, sql, Int32(length), UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle = unsafe handle else {
      throw unsafe DatabaseError(code: code, message: String(cString: sqlite3_errmsg(database)))
    }
    unsafe self.handle = handle
  }

  deinit { unsafe sqlite3_finalize(handle) }

  func bind(_ value: Value, at index: Int) throws(DatabaseError) {
    let at = Int32(index)
    let code: Int32 =
      switch value {
      case .null: unsafe sqlite3_bind_null(handle, at)
      case .integer(let number): unsafe sqlite3_bind_int64(handle, at, Int64(number))
      case .real(let number): unsafe sqlite3_bind_double(handle, at, number)
      case .text(var text):
        text.withUTF8 { bytes in
          unsafe csqlite_bind_text(handle, at, bytes.baseAddress, Int32(bytes.count))
        }
      case .utf8(let bytes):
        unsafe bytes.withUnsafeBytes {
          unsafe csqlite_bind_text(handle, at, $0.baseAddress, Int32($0.count))
        }
      case .blob(let bytes):
        unsafe bytes.withUnsafeBytes {
          unsafe csqlite_bind_blob(handle, at, $0.baseAddress, Int32($0.count))
        }
      }
    if code != SQLITE_OK { throw error(code) }
  }

  /// True while there is a row to read.
  func step() throws(DatabaseError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw error(code)
    }
  }

  func reset() {
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }

  /// As SQLite itself counts it, over the statement's life.
  var work: Store.Work {
    unsafe Store.Work(
      statements: Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_RUN, 0)),
      steps: Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_VM_STEP, 0)),
      recompiled: Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)))
  }

  var parameterCount: Int { Int(unsafe sqlite3_bind_parameter_count(handle)) }

  var row: Row { unsafe Row(handle) }

  private func error(_ code: Int32) -> DatabaseError {
    let database = unsafe sqlite3_db_handle(handle)
    let extended = unsafe sqlite3_extended_errcode(database)
    return unsafe DatabaseError(
      code: extended == SQLITE_OK ? code : extended,
      message: String(cString: sqlite3_errmsg(database)))
  }
}
