/// Which moment it is for the programme. A demo or a test may stand on any day and run on from
/// there; sessions and rate limits use the machine's own clock.
package struct CivilClock: Sendable {
  private let wall: @Sendable () -> Int64
  private let offset: Int64

  /// - Parameter wall: milliseconds since 1970, UTC.
  package init(wall: @escaping @Sendable () -> Int64, startingAt start: Instant? = nil) {
    self.wall = wall
    offset = start.map { $0.milliseconds - wall() } ?? 0
  }

  package var now: Instant { Instant(milliseconds: wall() + offset) }
  package var today: Day { now.day }
}
