internal import CSQLite
import Dispatch
import Linux
import Synchronization

/// A read over everything. Its snapshot keeps the WAL from being moved along, so while changes pour
/// in it must give way before the WAL has grown out of bounds (reliability F11).
extension Connection {
  /// Runs `read`, and breaks it off once `mustGiveWay`; then it throws `StoreError.busy`. Another
  /// thread watches: SQLite asks nobody while it walks through pages.
  package borrowing func longRead<Answer>(
    mustGiveWay: @escaping @Sendable () -> Bool, _ read: (borrowing Connection) throws -> Answer
  ) throws -> Answer {
    let watch = Watch()
    let address = unsafe UInt(bitPattern: handle)
    guard Thread.startIfPossible("watch", { watch.run(over: address, mustGiveWay) }) else {
      throw StoreError.busy
    }
    // The thread is gone before the connection can be.
    defer { watch.end() }
    do {
      let answer = try read(self)
      if watch.hasInterrupted { throw StoreError.busy }
      return answer
    } catch let error as DatabaseError where error.isInterrupt {
      throw StoreError.busy
    }
  }

  /// SQLite's quick look at every page; nil when all is well.
  package borrowing func quickCheck() throws(DatabaseError) -> String? {
    let verdict = try first("PRAGMA quick_check(1)") { $0.text(0) } ?? "no verdict"
    return verdict == "ok" ? nil : verdict
  }
}

private final class Watch: Sendable {
  private let isOver = DispatchSemaphore(value: 0)
  private let isGone = DispatchSemaphore(value: 0)
  private let interrupted = Atomic(false)

  var hasInterrupted: Bool { interrupted.load(ordering: .acquiring) }

  func run(over connection: UInt, _ mustGiveWay: @Sendable () -> Bool) {
    repeat {
      if mustGiveWay() {
        interrupted.store(true, ordering: .releasing)
        unsafe sqlite3_interrupt(OpaquePointer(bitPattern: connection))
      }
    } while isOver.wait(timeout: .now() + 0.1) == .timedOut
    isGone.signal()
  }

  func end() {
    isOver.signal()
    isGone.wait()
  }
}
