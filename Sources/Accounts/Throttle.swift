import Synchronization
import Vocabulary

/// Slows down guessing without locking out whoever is guessed at (reliability R31). Three counts:
/// of a name from an address, of an address, and of a name from addresses it has never come in by.
package final class Throttle: Sendable {
  private struct Count {
    var failures = 0
    var until: Int64 = 0
    var last: Int64 = 0
  }

  private enum Key: Hashable {
    case pair(String, String)
    case address(String)
    case strangers(String)
    case open(String)
  }

  private let counts = Mutex<[Key: Count]>([:])
  private let most = 100_000

  package init() {}

  /// Seconds to wait, or nil: go ahead.
  func wait(for login: String, from address: String, isKnown: Bool, at now: Instant) -> Int? {
    let keys = keys(login, address, isKnown)
    let until = counts.withLock { counts in keys.map { counts[$0]?.until ?? 0 }.max() ?? 0 }
    return until > now.milliseconds ? Int((until - now.milliseconds + 999) / 1000) : nil
  }

  func failed(_ login: String, from address: String, isKnown: Bool, at now: Instant) {
    counts.withLock { counts in
      if counts.count >= most { forget(&counts, at: now) }
      for key in keys(login, address, isKnown) {
        var count = counts[key] ?? Count()
        if now.milliseconds - count.last > 3_600_000 { count = Count() }
        count.failures += 1
        count.last = now.milliseconds
        let over = count.failures - allowed(key)
        if over >= 0 { count.until = now.milliseconds + pause(over) }
        counts[key] = count
      }
    }
  }

  func succeeded(_ login: String, from address: String) {
    counts.withLock { $0[.pair(login, address)] = nil }
  }

  /// How often something open to everyone may be done from one address in an hour.
  func mayOpen(_ what: String, from address: String, most: Int, at now: Instant) -> Bool {
    counts.withLock { counts in
      if counts.count >= self.most { forget(&counts, at: now) }
      let key = Key.open("\(what) \(address)")
      var count = counts[key] ?? Count()
      if now.milliseconds - count.last > 3_600_000 { count = Count(last: now.milliseconds) }
      count.failures += 1
      counts[key] = count
      return count.failures <= most
    }
  }

  private func keys(_ login: String, _ address: String, _ isKnown: Bool) -> [Key] {
    isKnown
      ? [.pair(login, address)]
      : [.pair(login, address), .address(address), .strangers(login)]
  }

  /// Mistakes that cost nothing: people mistype; a whole office shares an address.
  private func allowed(_ key: Key) -> Int {
    switch key {
    case .pair: 5
    case .address, .open: 30
    case .strangers: 50
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
