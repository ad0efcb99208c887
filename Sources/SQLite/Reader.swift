internal import CSQLite
import Linux
import Synchronization

/// A read-only connection, lent to one caller at a time, each in its own snapshot.
final class Reader: Sendable {
  private let connection: Mutex<Connection>
  private let limit: ReadLimit

  init(_ path: String, seconds: Double, _ marks: WriteMarks) throws(DatabaseError) {
    let connection = try Connection.open(path, .reader, marks)
    limit = ReadLimit(nanoseconds: Int64(seconds * 1e9))
    unsafe limit.watch(connection.handle)
    self.connection = Mutex(connection)
  }

  var work: Store.Work { connection.withLock { $0.work } }

  func read<Answer: Sendable>(
    _ query: @Sendable (borrowing Connection) throws -> Answer
  ) throws -> Answer {
    // One reader's rows must not be held while another lane waits: queries are short by design.
    let result: Result<Answer, any Error> = try connection.withLock { connection in
      limit.begin()
      connection.recollection?.begin()
      try connection.run("BEGIN")
      defer { try? connection.run("COMMIT") }
      do { return .success(try query(connection)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

/// Interrupts a read that has gone on too long, so that it cannot hold back checkpoints for ever.
private final class ReadLimit: Sendable {
  private let deadline = Atomic(Int64.max)
  private let nanoseconds: Int64

  init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  func begin() { deadline.store(Clock.monotonic + nanoseconds, ordering: .relaxed) }

  /// The limit must live as long as the connection.
  func watch(_ database: OpaquePointer) {
    unsafe sqlite3_progress_handler(
      database, 100_000,
      { limit in
        let limit = unsafe Unmanaged<ReadLimit>.fromOpaque(limit!).takeUnretainedValue()
        return Clock.monotonic > limit.deadline.load(ordering: .relaxed) ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
