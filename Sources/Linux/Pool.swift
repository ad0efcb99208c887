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
      let job = Line.Job(
        run: {
          let answer = Result { try work() }
          return { asking.resume(with: answer) }
        },
        refuse: { asking.resume(throwing: Full()) })
      switch line.add(job, most: most, threads: threads) {
      case .refused: job.refuse()
      case .taken: break
      case .takenForOneMore:
        if !Thread.startIfPossible(name, { [line] in line.serve() }) { line.doWithoutOneMore() }
      }
    }
  }
}

/// The part of a pool that its threads hold, so that they do not hold the pool.
private final class Line: Sendable {
  struct Job: Sendable {
    /// Does the work; what it gives back hands over the answer.
    let run: @Sendable () -> @Sendable () -> Void
    let refuse: @Sendable () -> Void
  }

  enum Place { case refused, taken, takenForOneMore }

  private struct State {
    var waiting: [Job] = []
    var running = 0
    var threads = 0
    var isOpen = true
  }

  private let state = Mutex(State())
  /// Rings for each job, and at the end for each thread.
  private let bell = DispatchSemaphore(value: 0)

  func add(_ job: Job, most: Int, threads: Int) -> Place {
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

  /// The thread could not be had: the others serve whoever waits, and without any, nobody will.
  func doWithoutOneMore() {
    let unserved = state.withLock { state -> [Job] in
      state.threads -= 1
      guard state.threads == 0 else { return [] }
      defer { state.waiting = [] }
      return state.waiting
    }
    for job in unserved { job.refuse() }
  }

  func serve() {
    while let job = next() {
      let answer = job.run()
      // Whoever has the answer and asks again finds this thread at leisure.
      state.withLock { $0.running -= 1 }
      answer()
    }
  }

  /// A ring without a job is one that was refused after all.
  private func next() -> Job? {
    while true {
      bell.wait()
      let (job, isOpen) = state.withLock { state -> (Job?, Bool) in
        if state.waiting.isEmpty { return (nil, state.isOpen) }
        state.running += 1
        return (state.waiting.removeFirst(), true)
      }
      if job != nil || !isOpen { return job }
    }
  }

  func close() {
    let threads = state.withLock { state in
      state.isOpen = false
      return state.threads
    }
    for _ in 0..<threads { bell.signal() }
  }
}
