import Dispatch
import Synchronization

/// Has asynchronous work done to its end, and waits for it; never on a loop's thread.
package func finish(_ work: @escaping @Sendable () async throws -> Void) throws {
  let done = DispatchSemaphore(value: 0)
  let outcome = Mutex<Result<Void, any Error>>(.success(()))
  Task {
    do { try await work() } catch { outcome.withLock { $0 = .failure(error) } }
    done.signal()
  }
  done.wait()
  try outcome.withLock { try $0.get() }
}
