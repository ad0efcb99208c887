internal import CSQLite

/// One open database. Text of SQL is a `StaticString`: a value cannot get into it.
///
/// Noncopyable and not Sendable: whoever opens it holds it alone, sends it once into a lock, and from
/// there it is only lent (Reader, Writer). The compiler sees all of it, nothing is vouched for.
@usableFromInline
@safe package struct Connection: ~Copyable {
  package enum Mode: Sendable {
    case writer, reader
    /// In memory or on the way to somewhere: no WAL asked for.
    case scratch
  }

  let handle: OpaquePointer
  /// Only reads, and between its begin and its end always the same.
  package let isSnapshot: Bool
  private let cache = StatementCache()
  /// Of one connection of a store; others have nobody to tell them what is written.
  let recollection: Recollection?

  private init(_ handle: OpaquePointer, _ mode: Mode, _ marks: WriteMarks?) {
    unsafe self.handle = handle
    isSnapshot = mode == .reader
    recollection = marks.map { Recollection($0) }
    if marks != nil { unsafe cache.footprint.watch(handle) }
  }

  /// Once in a process, before the first connection.
  private static let library: Void = { _ = csqlite_stop_counting_memory() }()

  package static func open(_ path: String, _ mode: Mode) throws(DatabaseError) -> Connection {
    try open(path, mode, nil)
  }

  /// - Parameter marks: of the store it belongs to.
  static func open(
    _ path: String, _ mode: Mode, _ marks: WriteMarks?
  ) throws(DatabaseError) -> Connection {
    library
    var opened: OpaquePointer?
    // NOMUTEX: a connection is only ever lent to one thread at a time (see Store).
    let flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
      | (mode == .reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
    guard let opened = unsafe opened else { throw DatabaseError(code: code, message: "no memory") }
    let connection = unsafe Connection(opened, mode, marks)
    guard code == SQLITE_OK else { throw connection.error(code) }
    let hardened = unsafe csqlite_harden(opened)
    guard hardened == SQLITE_OK else { throw connection.error(hardened) }
    try connection.configure(mode)
    return connection
  }

  deinit {
    cache.clear()
    unsafe sqlite3_close_v2(handle)
  }

  /// The recipe of reliability §0: WAL with FULL, and only the writer ever checkpoints.
  private borrowing func configure(_ mode: Mode) throws(DatabaseError) {
    unsafe sqlite3_busy_timeout(handle, 5000)
    try batch(
      """
      PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;
      PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=0;
      PRAGMA cache_size=-16384;
      """)
    switch mode {
    case .writer:
      try batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
      try batch("PRAGMA journal_size_limit=67108864; PRAGMA secure_delete=ON;")
      let journal = try first("PRAGMA journal_mode") { $0.text(0) }
      let synchronous = try first("PRAGMA synchronous") { $0.int(0) }
      guard journal == "wal", synchronous == 2 else {
        throw DatabaseError(code: SQLITE_MISUSE, message: "WAL with synchronous=FULL not granted")
      }
    case .reader: try batch("PRAGMA query_only=ON;")
    case .scratch: break
    }
  }

  /// Commits no longer wait for the disk.
  borrowing func hasten() throws(DatabaseError) { try batch("PRAGMA synchronous=OFF;") }

  // MARK: - Statements

  /// Runs one statement that answers no rows.
  package borrowing func run(_ sql: StaticString, _ values: any Bindable...) throws(DatabaseError) {
    let statement = try prepare(sql, values)
    defer { statement.release() }
    while try statement.step() {}
  }

  /// The first row, if there is one.
  // Inlined where it is used, as `all`: to find out at run time what a row becomes costs as much as a small
  // statement.
  @inlinable
  package borrowing func first<Answer>(
    _ sql: StaticString, _ values: any Bindable..., read: (borrowing Row) -> Answer
  ) throws(DatabaseError) -> Answer? {
    let statement = try prepare(sql, values)
    defer { statement.release() }
    return try statement.step() ? read(statement.row) : nil
  }

  @inlinable
  package borrowing func all<Answer>(
    _ sql: StaticString, _ values: any Bindable..., read: (borrowing Row) -> Answer
  ) throws(DatabaseError) -> [Answer] {
    let statement = try prepare(sql, values)
    defer { statement.release() }
    var answers: [Answer] = []
    while try statement.step() { answers.append(read(statement.row)) }
    return answers
  }

  /// Visits row after row without keeping them; `false` from the visitor ends the visit.
  package borrowing func each(
    _ sql: StaticString, _ values: any Bindable..., visit: (borrowing Row) throws -> Bool
  ) throws {
    let statement = try prepare(sql, values)
    defer { statement.release() }
    while try statement.step(), try visit(statement.row) {}
  }

  /// Several statements at once, for schema and settings.
  package borrowing func batch(_ sql: StaticString) throws(DatabaseError) {
    cache.footprint.begin()
    defer { recollection?.note(cache.footprint.writes) }
    let code = unsafe sqlite3_exec(
      handle, UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self), nil, nil, nil)
    if code != SQLITE_OK { throw error(code) }
  }

  /// A transaction has read something, and so is on its snapshot.
  var standsOnSnapshot: Bool { unsafe sqlite3_txn_state(handle, "main") != SQLITE_TXN_NONE }

  /// Closing moves nothing from the -wal into the file and leaves it where it is.
  func keepWAL() { _ = unsafe csqlite_keep_wal(handle) }

  /// Nil for one in memory.
  var path: String? {
    guard let name = unsafe sqlite3_db_filename(handle, "main") else { return nil }
    let path = unsafe String(cString: name)
    return path.isEmpty ? nil : path
  }

  /// What its statements have done so far.
  var work: Store.Work { cache.work }

  package var lastInsertedID: Int { Int(unsafe sqlite3_last_insert_rowid(handle)) }
  package var changes: Int { Int(unsafe sqlite3_changes64(handle)) }

  /// False once SQLite itself has undone the transaction, as it does when the disk is full.
  var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  @usableFromInline
  borrowing func prepare(
    _ sql: StaticString, _ values: [any Bindable]
  ) throws(DatabaseError) -> CachedStatement {
    let statement = try unsafe cache.statement(for: sql, on: handle)
    precondition(statement.parameterCount == values.count, "as many values as question marks")
    recollection?.note(statement)
    do {
      for (index, value) in values.enumerated() { try statement.bind(value.bound, at: index + 1) }
    } catch {
      statement.release()
      throw error
    }
    return statement
  }

  borrowing func error(_ code: Int32) -> DatabaseError {
    unsafe DatabaseError(code: code, message: String(cString: sqlite3_errmsg(handle)))
  }
}
