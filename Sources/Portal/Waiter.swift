import Dispatch

/// Lets a plain thread wait for a task. Never used on a loop.
final class Waiter: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  func finish() { semaphore.signal() }
  func wait() { _ = semaphore.wait(timeout: .now() + 10) }
}
