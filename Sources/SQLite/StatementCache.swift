internal import CSQLite

/// A statement is parsed once per connection and place of use: the key is the address of its text.
final class StatementCache {
  private var statements: [UInt: CachedStatement] = [:]
  let footprint = Footprint()

  func statement(
    for sql: StaticString, on database: OpaquePointer
  ) throws(DatabaseError) -> CachedStatement {
    let key = unsafe UInt(bitPattern: sql.utf8Start)
    if let known = statements[key], !known.isLent {
      known.isLent = true
      return known
    }
    footprint.begin()
    let fresh = try unsafe CachedStatement(sql, on: database)
    (fresh.reads, fresh.writes) = (footprint.reads, footprint.writes)
    fresh.isLent = true
    // A statement used inside its own rows gets a second copy, which is not kept.
    if statements[key] == nil { statements[key] = fresh }
    return fresh
  }

  func clear() { statements = [:] }

  var work: Store.Work { statements.values.reduce(Store.Work()) { $0 + $1.work } }
}

@usableFromInline
final class CachedStatement {
  private let statement: Statement
  let parameterCount: Int
  /// Its tables, on a connection of a store.
  fileprivate(set) var reads: Set<String> = []
  fileprivate(set) var writes: Set<String> = []
  var notedAt = -1
  fileprivate(set) var isLent = false

  init(_ sql: StaticString, on database: OpaquePointer) throws(DatabaseError) {
    statement = try unsafe Statement(
      UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self),
      length: sql.utf8CodeUnitCount, on: database)
    parameterCount = statement.parameterCount
  }

  func bind(_ value: Value, at index: Int) throws(DatabaseError) {
    try statement.bind(value, at: index)
  }

  @usableFromInline
  func step() throws(DatabaseError) -> Bool { try statement.step() }

  @usableFromInline
  var row: Row { statement.row }

  var work: Store.Work { statement.work }

  @usableFromInline
  func release() {
    statement.reset()
    isLent = false
  }
}
