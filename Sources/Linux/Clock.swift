import Glibc

/// Readings of the kernel's clocks. Civil days and the `--today` clock live in Vocabulary.
package enum Clock {
  /// Nanoseconds that never run backwards; for deadlines and durations.
  package static var monotonic: Int64 { read(CLOCK_MONOTONIC) }

  /// Milliseconds since 1970, UTC.
  package static var wall: Int64 { read(CLOCK_REALTIME) / 1_000_000 }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
