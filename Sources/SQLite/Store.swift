import Dispatch
import Linux
import Synchronization

/// Why a change was not made, when the reason is not the change itself.
package enum StoreError: Error, Sendable, Equatable {
  /// Too many wait already: try again in a moment.
  case busy
  /// No room on the disk: nothing was changed, reading goes on.
  case full
  /// A rule of the schema that is checked only at the end.
  case brokenRule
  /// The disk failed during the commit: nobody can know. Repeat with the same key.
  case outcomeUnknown
  /// Something is wrong with the data: nothing is written until the operator has decided.
  case held
  /// The server is going down.
  case closed
}

/// The one database: many snapshot readers, one writer that commits in groups.
package final class Store: Sendable {
  package struct Options: Sendable {
    package var readers = 2
    package var waitingChanges = 2048
    package var changesPerCommit = 512
    /// A read that takes longer is interrupted.
    package var readSeconds = 10.0
    /// Reads only, from the start; the file is not even brought to the newest schema.
    package var isHeld = false
    /// Does not wait for the disk until it is closed: for what is gone with the process anyway.
    package var isHasty = false
    package init() {}
  }

  package let path: String
  private let readers: [Reader]
  private let writer: Writer

  /// - Parameters:
  ///   - afterCheckpoint: runs on the writer each time the database file has caught up.
  ///   - onFailure: runs once, after everyone has been answered, when the disk failed a commit.
  package init(
    _ path: String, migrations: [Migration], options: Options = Options(),
    afterCheckpoint: @escaping @Sendable (borrowing Connection) -> Void = { _ in },
    onFailure: @escaping @Sendable () -> Void = {}
  ) throws {
    self.path = path
    let marks = WriteMarks()
    let connection = try Connection.open(path, .writer, marks)
    if options.isHasty { try connection.hasten() }
    if !options.isHeld { try connection.migrate(migrations) }
    writer = Writer(
      connection, waiting: options.waitingChanges, perCommit: options.changesPerCommit,
      afterCheckpoint: afterCheckpoint, onFailure: onFailure)
    readers = try (0..<options.readers).map { _ in
      try Reader(path, seconds: options.readSeconds, marks)
    }
    if options.isHeld { writer.hold() }
    writer.start()
  }

  /// From now on nothing is written, not even from the WAL into the file; reading goes on.
  package func hold() { writer.hold() }

  /// Reads one consistent snapshot. `lane` spreads callers over the readers: each event loop passes
  /// its own number and then never waits for another.
  package func read<Answer: Sendable>(
    lane: Int = 0, _ query: @Sendable (borrowing Connection) throws -> Answer
  ) throws -> Answer {
    do {
      return try readers[lane % readers.count].read(query)
    } catch let error as DatabaseError where error.isInterrupt {
      throw StoreError.busy
    }
  }

  /// What a page costs, however fast the machine is: statements, and steps of SQLite's own machine,
  /// which tell how many rows were passed on the way. And how often a statement that is known was
  /// compiled again: SQLite does so at every new value that might make an index of a part usable.
  package struct Work: Sendable, Equatable {
    package let statements, steps, recompiled: Int

    package init(statements: Int = 0, steps: Int = 0, recompiled: Int = 0) {
      self.statements = statements
      self.steps = steps
      self.recompiled = recompiled
    }

    static func + (a: Work, b: Work) -> Work {
      Work(
        statements: a.statements + b.statements, steps: a.steps + b.steps,
        recompiled: a.recompiled + b.recompiled)
    }

    package static func - (a: Work, b: Work) -> Work {
      Work(
        statements: a.statements - b.statements, steps: a.steps - b.steps,
        recompiled: a.recompiled - b.recompiled)
    }
  }

  /// What all reads have taken so far.
  package var readWork: Work { readers.reduce(Work()) { $0 + $1.work } }

  /// Makes one change. It answers only after the change is on disk; what it throws undoes it alone.
  package func write<Answer: Sendable>(
    _ change: @escaping @Sendable (borrowing Connection) throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { waiting in
      enqueue(change) { waiting.resume(with: $0) }
    }
  }

  /// The same for a thread that may stand still: at start and stop, never on a loop. It needs no
  /// task, and so none of the descriptors that the first task in a process takes.
  package func writeAndWait<Answer: Sendable>(
    _ change: @escaping @Sendable (borrowing Connection) throws -> Answer
  ) throws -> Answer {
    let outcome = Outcome<Answer>()
    enqueue(change) { outcome.settle($0) }
    return try outcome.wait().get()
  }

  private func enqueue<Answer: Sendable>(
    _ change: @escaping @Sendable (borrowing Connection) throws -> Answer,
    _ settle: @escaping @Sendable (Result<Answer, any Error>) -> Void
  ) {
    let queued = Writer.Change { database in
      do {
        let answer = try change(database)
        return .made { settle($0.map { .failure($0) } ?? .success(answer)) }
      } catch {
        return .refused(error) { settle(.failure($0 ?? Store.meaning(of: error))) }
      }
    } abandon: {
      settle(.failure($0))
    }
    if let refusal = writer.enqueue(queued) { settle(.failure(refusal)) }
  }

  /// Finishes what waits, moves the WAL into the file and lets go of it.
  /// - Returns: false when the disk failed at the last.
  @discardableResult
  package func close() -> Bool { writer.close() }

  package var figures: Figures { writer.figures }

  /// The WAL is so long that a read over everything must end now and come again at a quieter time.
  package var needsItsSnapshotsBack: Bool { writer.figures.walPages > 32_000 }

  private static func meaning(of error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    if error.isFull { return StoreError.full }
    return error.isBusy || error.isInterrupt ? StoreError.busy : error
  }

  package struct Figures: Sendable {
    package let waiting: Int, commits: Int, changes: Int, refused: Int, walPages: Int
    package let isWriting: Bool
    /// Changes that found no room on the disk, and whether there is still none.
    package let withoutRoom: Int, isFull: Bool
    package let isHeld: Bool
  }
}

/// What a waiting thread waits for.
private final class Outcome<Answer: Sendable>: Sendable {
  private let result = Mutex<Result<Answer, any Error>?>(nil)
  private let bell = DispatchSemaphore(value: 0)

  func settle(_ result: Result<Answer, any Error>) {
    self.result.withLock { $0 = result }
    bell.signal()
  }

  func wait() -> Result<Answer, any Error> {
    bell.wait()
    return result.withLock { $0 } ?? .failure(StoreError.closed)
  }
}
