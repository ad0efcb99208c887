import Synchronization
import TestSupport

/// A clock for a server's deadlines that stands still until a test turns it.
final class HandClock: Sendable {
  private let nanoseconds = Atomic<Int64>(1_000_000_000)

  var now: Int64 { nanoseconds.load(ordering: .acquiring) }

  func turn(seconds: Double) {
    nanoseconds.add(Int64(seconds * 1e9), ordering: .acquiringAndReleasing)
  }

  /// Lets time pass in small steps until `holds`; how many of its seconds that took, or nil where
  /// it never does.
  func seconds(until holds: () throws -> Bool) rethrows -> Double? {
    let start = now
    let held = try eventually {
      if try holds() { return true }
      turn(seconds: 0.1)
      return false
    }
    return held ? Double(now - start) / 1e9 : nil
  }
}
