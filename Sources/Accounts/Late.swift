import Synchronization
import Vocabulary

/// What came too late once stays void, whatever the clock says next: links, and notes that go out with a
/// page. Once a minute the clerk marks in the database what has expired, so that a restart brings nothing
/// back either; notes end with the process.
package enum Late {
  private static let most = 100_000
  private static let seen = Mutex<Set<[UInt8]>>([])

  /// - Parameter what: what this one has alone, its digest or its seal.
  package static func isOver(_ what: [UInt8], until: Int64, at wall: Instant) -> Bool {
    seen.withLock { seen in
      guard until <= wall.milliseconds else { return seen.contains(what) }
      if seen.count >= most { seen.removeAll() }
      seen.insert(what)
      return true
    }
  }
}
