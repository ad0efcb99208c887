internal import CSQLite
import Dispatch
import Linux
import Synchronization

/// One thread with the only writing connection. It takes all changes that wait, gives each its own
/// savepoint in one transaction, commits once, and only then answers them all.
final class Writer: Sendable {
  struct Change: Sendable {
    let run: @Sendable (borrowing Connection) -> Outcome
    /// Tells whoever waits that the change was never reached.
    let abandon: @Sendable (StoreError) -> Void
  }

  enum Outcome: Sendable {
    case made(settle: @Sendable (StoreError?) -> Void)
    case refused(any Error, settle: @Sendable (StoreError?) -> Void)
  }

  private struct Line {
    var waiting: [Change] = []
    var isOpen = true
    var isHeld = false
    var failure: StoreError?
  }

  private let line = Mutex(Line())
  private let bell = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let connection: Mutex<Connection>
  private let gauge = WALGauge()
  private let capacity: Int
  private let perCommit: Int
  private let afterCheckpoint: @Sendable (borrowing Connection) -> Void
  private let onFailure: @Sendable () -> Void
  private let commits = Atomic(0)
  private let changes = Atomic(0)
  private let refused = Atomic(0)
  private let withoutRoom = Atomic(0)
  private let isFull = Atomic(false)
  private let lastTry = Atomic(Int64(0))

  init(
    _ connection: consuming sending Connection, waiting: Int, perCommit: Int,
    afterCheckpoint: @escaping @Sendable (borrowing Connection) -> Void,
    onFailure: @escaping @Sendable () -> Void
  ) {
    unsafe gauge.watch(connection.handle)
    self.connection = Mutex(connection)
    self.capacity = waiting
    self.perCommit = perCommit
    self.afterCheckpoint = afterCheckpoint
    self.onFailure = onFailure
  }

  func start() {
    Thread.start("writer") { [self] in
      connection.withLock { connection in run(on: connection) }
      ended.signal()
    }
  }

  /// Answers why not, or nothing when the change has its place in the line.
  func enqueue(_ change: Change) -> StoreError? {
    let (refusal, wasEmpty) = line.withLock { line -> (StoreError?, Bool) in
      if let failure = line.failure { return (failure, false) }
      guard line.isOpen else { return (.closed, false) }
      guard !line.isHeld else { return (.held, false) }
      guard line.waiting.count < capacity else { return (.busy, false) }
      line.waiting.append(change)
      return (nil, line.waiting.count == 1)
    }
    if wasEmpty { bell.signal() }
    return refusal
  }

  /// What already waits is still made; nothing more is taken.
  func hold() { line.withLock { $0.isHeld = true } }

  private var isHeld: Bool { line.withLock { $0.isHeld } }

  /// True when everything was kept and the WAL is in the file.
  func close() -> Bool {
    line.withLock { $0.isOpen = false }
    bell.signal()
    ended.wait()
    ended.signal()
    return line.withLock { $0.failure == nil }
  }

  var figures: Store.Figures {
    let (waiting, isWriting) = line.withLock { ($0.waiting.count, $0.isOpen && $0.failure == nil) }
    return .init(
      waiting: waiting, commits: commits.load(ordering: .relaxed),
      changes: changes.load(ordering: .relaxed), refused: refused.load(ordering: .relaxed),
      walPages: gauge.pages, isWriting: isWriting,
      withoutRoom: withoutRoom.load(ordering: .relaxed), isFull: isFull.load(ordering: .relaxed),
      isHeld: isHeld)
  }

  // MARK: - The writer's own thread

  private func run(on connection: borrowing Connection) {
    var batch: [Change] = []
    while true {
      let isOpen = take(&batch)
      var failure: StoreError?
      if !batch.isEmpty {
        failure = commit(batch, on: connection) ?? tend(connection, idle: false)
        batch.removeAll(keepingCapacity: true)
        tryForRoom(besides: connection)
      } else if !isOpen {
        failure = tend(connection, idle: true)
        if isHeld { connection.keepWAL() }
        if failure == nil { return }
      } else if bell.wait(timeout: .now() + 1) == .timedOut {
        failure = tend(connection, idle: true)
        tryForRoom(besides: connection)
      }
      if failure == .outcomeUnknown { return giveUp() }
    }
  }

  /// The disk has failed a write: nothing more is promised on this connection (reliability,
  /// finding 2). Whoever waits is told so, and the process is to start again.
  private func giveUp() {
    line.withLock { $0.failure = .outcomeUnknown }
    var rest: [Change] = []
    repeat {
      rest = []
      _ = take(&rest)
      for change in rest { change.abandon(.outcomeUnknown) }
    } while !rest.isEmpty
    onFailure()
  }

  /// `batch` comes in empty; its room is used for those that come next.
  private func take(_ batch: inout [Change]) -> Bool {
    line.withLock { line in
      if line.waiting.count <= perCommit {
        swap(&line.waiting, &batch)
      } else {
        batch += line.waiting.prefix(perCommit)
        line.waiting.removeFirst(perCommit)
      }
      return line.isOpen
    }
  }

  /// Nil when the commit is on disk, else why nothing of the batch was kept.
  private func commit(_ batch: [Change], on connection: borrowing Connection) -> StoreError? {
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(batch.count)
    var failure: StoreError?
    do {
      try connection.run("BEGIN IMMEDIATE")
      for change in batch { outcomes.append(try make(change, on: connection)) }
      try connection.commit()
    } catch {
      failure = meaning(of: error)
      if connection.isInTransaction { try? connection.batch("ROLLBACK") }
    }
    // A rule checked only at the commit: whose change broke it shows when each stands alone.
    if failure == .brokenRule, batch.count > 1 {
      for (index, change) in batch.enumerated() {
        guard let failure = commit([change], on: connection), failure != .brokenRule else {
          continue
        }
        for change in batch[(index + 1)...] { change.abandon(failure) }
        return failure
      }
      return nil
    }
    count(outcomes, failure)
    for outcome in outcomes {
      switch outcome {
      case .made(let settle), .refused(_, let settle): settle(failure)
      }
    }
    if let failure {
      for change in batch.dropFirst(outcomes.count) { change.abandon(failure) }
    }
    return failure
  }

  private func make(_ change: Change, on connection: borrowing Connection) throws -> Outcome {
    try connection.run("SAVEPOINT change")
    let outcome = change.run(connection)
    if case .refused(let error, _) = outcome {
      if let error = error as? DatabaseError, error.leavesOutcomeUnknown { throw error }
      // SQLite itself undoes everything when the disk is full.
      guard connection.isInTransaction else { throw StoreError.full }
      try connection.run("ROLLBACK TO change")
    }
    try connection.run("RELEASE change")
    return outcome
  }

  private func count(_ outcomes: [Outcome], _ failure: StoreError?) {
    if failure == .full {
      withoutRoom.add(outcomes.count, ordering: .relaxed)
      isFull.store(true, ordering: .relaxed)
    }
    if failure == nil { commits.add(1, ordering: .relaxed) }
    for case .made in outcomes where failure == nil { changes.add(1, ordering: .relaxed) }
    for case .refused in outcomes { refused.add(1, ordering: .relaxed) }
  }

  private func meaning(of error: any Error) -> StoreError {
    if let error = error as? StoreError { return error }
    guard let error = error as? DatabaseError else { return .outcomeUnknown }
    if error.isFull { return .full }
    if error.isConstraint { return .brokenRule }
    return error.isBusy ? .busy : .outcomeUnknown
  }

  /// While the disk is known to be full, looks once a second whether it still is.
  private func tryForRoom(besides connection: borrowing Connection) {
    guard isFull.load(ordering: .relaxed), let path = connection.path,
      Clock.monotonic - lastTry.load(ordering: .relaxed) >= 1_000_000_000
    else { return }
    lastTry.store(Clock.monotonic, ordering: .relaxed)
    let probe = path + "-room"
    let hasRoom = (try? Files.replace(probe, with: [UInt8](repeating: 1, count: 256 << 10))) != nil
    for leftover in [probe, probe + ".tmp"] { Files.remove(leftover) }
    if hasRoom { isFull.store(false, ordering: .relaxed) }
  }

  /// Moves the WAL along when it is time. A full disk or an old snapshot only puts that off; any
  /// other failure of the disk is as bad here as in a commit.
  private func tend(_ connection: borrowing Connection, idle: Bool) -> StoreError? {
    guard !isHeld, let kind = gauge.due(idle: idle) else { return nil }
    do {
      let wal = try connection.checkpoint(kind, patience: idle ? 50 : 0)
      gauge.checked(wal, kind)
      if wal.isComplete { afterCheckpoint(connection) }
      return nil
    } catch {
      return error.isFull ? nil : .outcomeUnknown
    }
  }
}
