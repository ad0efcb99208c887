import Dispatch
import Synchronization

/// A few threads for slow work, with a short line in front: what does not fit is refused at once,
/// so that nobody waits for what others have piled up.
package final class Pool: Sendable {
  package struct Full: Error {}

  private let waiting = Mutex<[@Sendable () -> Void]>([])
  private let bell = DispatchSemaphore(value: 0)
  private let most: Int

  package init(_ name: String, threads: Int, waiting most: Int) {
    self.most = most
    for _ in 0..<threads {
      Thread.start(name) { [self] in
        while true {
          bell.wait()
          let job = waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
          job?()
        }
      }
    }
  }

  package func run<Answer: Sendable>(
    _ work: @escaping @Sendable () throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { asking in
      let isTaken = waiting.withLock { waiting in
        if waiting.count >= most { return false }
        waiting.append { asking.resume(with: Result { try work() }) }
        return true
      }
      if isTaken { bell.signal() } else { asking.resume(throwing: Full()) }
    }
  }
}
