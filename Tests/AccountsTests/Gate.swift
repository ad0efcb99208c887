import Foundation
import Synchronization

/// Holds a thread until it is opened.
final class Gate: Sendable {
  private let reached = Atomic(false)
  private let bell = DispatchSemaphore(value: 0)

  var isReached: Bool { reached.load(ordering: .acquiring) }

  func wait() {
    reached.store(true, ordering: .releasing)
    bell.wait()
  }

  func open() { bell.signal() }
}
