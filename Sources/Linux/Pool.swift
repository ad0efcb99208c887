import Dispatch
import Synchronization

/// A few threads for slow work, with a short line in front: what does not fit is refused at once,
/// so that nobody waits for what others have piled up. A thread starts when work finds none at
/// leisure, and goes when its pool is gone and the line is empty.
package final class Pool: Sendable {
  package struct Full: Error {}

  private let name: String
  private let threads: Int
  private let most: Int
  private let line = Line()

  package init(_ name: String, threads: Int, waiting most: Int) {
    self.name = name
    self.threads = threads
    self.most = most
  }

  deinit { line.close() }

  package func run<Answer: Sendable>(
    _ work: @escaping @Sendable () throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { asking in
      let job: Line.Job = { asking.resume(with: Result { try work() }) }
      switch line.add(job, most: most, threads: threads) {
      case .refused: asking.resume(throwing: Full())
      case .taken: break
      case .takenForOneMore: Thread.start(name) { [line] in line.serve() }
      }
    }
  }
}

/// The part of a pool that its threads hold, so that they do not hold the pool.
private final class Line: Sendable {
  typealias Job = @Sendable () -> Void
  enum Place { case refused, taken, takenForOneMore }

  private struct State {
    var waiting: [Job] = []
    var running = 0
    var threads = 0
  }

  private let state = Mutex(State())
  /// Rings once for each job, and at the end once for each thread.
  private let bell = DispatchSemaphore(value: 0)

  func add(_ job: @escaping Job, most: Int, threads: Int) -> Place {
    let place = state.withLock { state -> Place in
      if state.waiting.count >= most { return .refused }
      state.waiting.append(job)
      let isServed = state.waiting.count + state.running <= state.threads
      if isServed || state.threads == threads { return .taken }
      state.threads += 1
      return .takenForOneMore
    }
    if place != .refused { bell.signal() }
    return place
  }

  func serve() {
    while let job = next() {
      job()
      state.withLock { $0.running -= 1 }
    }
  }

  private func next() -> Job? {
    bell.wait()
    return state.withLock { state in
      if state.waiting.isEmpty { return nil }
      state.running += 1
      return state.waiting.removeFirst()
    }
  }

  func close() {
    for _ in 0..<state.withLock(\.threads) { bell.signal() }
  }
}
