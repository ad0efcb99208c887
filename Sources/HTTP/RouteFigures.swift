import Synchronization

/// Counts and durations of one route and status, since the start.
package struct RouteFigures: Sendable {
  /// Told apart by the address of the route's name: nothing is built per request.
  package struct Key: Sendable, Hashable {
    private let name: StaticString
    package let status: Int

    init(route: StaticString, status: Int) {
      name = route
      self.status = status
    }

    package var route: String { "\(name)" }

    package static func == (a: Key, b: Key) -> Bool {
      unsafe a.name.utf8Start == b.name.utf8Start && a.status == b.status
    }

    package func hash(into hasher: inout Hasher) {
      unsafe hasher.combine(name.utf8Start)
      hasher.combine(status)
    }
  }

  /// Upper ends of the buckets, in seconds.
  package static let bounds = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]

  package private(set) var requests = 0
  package private(set) var bytes = 0
  package private(set) var seconds = 0.0
  package private(set) var buckets = [Int](repeating: 0, count: bounds.count)

  mutating func add(_ nanoseconds: Int64, bytes: Int) {
    let time = Double(nanoseconds) / 1e9
    requests += 1
    self.bytes += bytes
    seconds += time
    if let bucket = Self.bounds.firstIndex(where: { time <= $0 }) { buckets[bucket] += 1 }
  }

  mutating func add(_ other: RouteFigures) {
    requests += other.requests
    bytes += other.bytes
    seconds += other.seconds
    for index in buckets.indices { buckets[index] += other.buckets[index] }
  }
}

final class FigureBook: Sendable {
  private let sums = Mutex<[RouteFigures.Key: RouteFigures]>([:])

  func add(_ figures: [RouteFigures.Key: RouteFigures]) {
    sums.withLock { sums in
      for (key, value) in figures { sums[key, default: RouteFigures()].add(value) }
    }
  }

  var all: [RouteFigures.Key: RouteFigures] { sums.withLock { $0 } }
}
