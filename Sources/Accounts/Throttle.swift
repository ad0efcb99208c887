import Synchronization
import Vocabulary

/// Slows down guessing without locking out whoever is guessed at (reliability R31). What it counts
/// depends on what was sent and from where, never on whether there is such a person: how an attempt is
/// put off tells nobody who lives here.
package final class Throttle: Sendable {
  private struct Count {
    var failures = 0
    var until: Int64 = 0
    var last: Int64 = 0
  }

  enum Key: Hashable {
    /// A name, tried from one place.
    case pair(String, String)
    /// Everything tried from one address.
    case address(String)
    /// A name, wherever it is tried from.
    case name(String)
    case open(String)

    /// Mistakes that cost nothing: people mistype; a whole office shares an address.
    fileprivate var allowed: Int {
      switch self {
      case .pair: 5
      case .address, .open: 30
      case .name: 50
      }
    }
  }

  private let counts = Mutex<[Key: Count]>([:])
  private let judging = Mutex<Set<String>>([])
  private let most = 100_000
  private static let hour: Int64 = 3_600_000

  package init() {}

  /// Seconds to wait, or nil: go ahead.
  func wait(_ keys: [Key], at now: Instant) -> Int? {
    let until = counts.withLock { counts in keys.map { counts[$0]?.until ?? 0 }.max() ?? 0 }
    return until > now.milliseconds ? Int((until - now.milliseconds + 999) / 1000) : nil
  }

  /// More has gone wrong within the hour than costs nothing.
  func isBeset(_ key: Key, at now: Instant) -> Bool {
    counts.withLock { counts in
      guard let count = counts[key], now.milliseconds - count.last <= Self.hour else {
        return false
      }
      return count.failures >= key.allowed
    }
  }

  func failed(_ keys: [Key], at now: Instant) {
    counts.withLock { counts in
      if counts.count >= most { forget(&counts, at: now) }
      for key in keys {
        var count = counts[key] ?? Count()
        if now.milliseconds - count.last > Self.hour { count = Count() }
        count.failures += 1
        count.last = now.milliseconds
        let over = count.failures - key.allowed
        if over >= 0 { count.until = now.milliseconds + pause(over) }
        counts[key] = count
      }
    }
  }

  func succeeded(_ keys: [Key]) {
    counts.withLock { counts in for key in keys { counts[key] = nil } }
  }

  /// One at a time from an address that is held back: whoever does not come first is not judged.
  func begin(_ address: String) -> Bool { judging.withLock { $0.insert(address).inserted } }
  func end(_ address: String) { judging.withLock { _ = $0.remove(address) } }

  /// How often something open to everyone may be done from one address in an hour.
  func mayOpen(_ what: String, from address: String, most: Int, at now: Instant) -> Bool {
    counts.withLock { counts in
      if counts.count >= self.most { forget(&counts, at: now) }
      let key = Key.open("\(what) \(address)")
      var count = counts[key] ?? Count()
      if now.milliseconds - count.last > Self.hour { count = Count(last: now.milliseconds) }
      count.failures += 1
      counts[key] = count
      return count.failures <= most
    }
  }

  /// Half a minute, then twice as long each time, to fifteen minutes.
  private func pause(_ over: Int) -> Int64 { min(900_000, 30_000 << Int64(min(over, 10))) }

  private func forget(_ counts: inout [Key: Count], at now: Instant) {
    counts = counts.filter { now.milliseconds - $0.value.last < 600_000 }
    guard counts.count >= most else { return }
    // The older half goes, and what is being held back stays.
    let middle = counts.values.map(\.last).sorted()[counts.count / 2]
    counts = counts.filter { $0.value.last > middle || $0.value.until > now.milliseconds }
  }
}
