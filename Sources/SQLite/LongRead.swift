internal import CSQLite

/// A read over everything. Its snapshot keeps the WAL from being moved along, so while changes pour
/// in it must give way before the WAL has grown out of bounds (reliability F11).
extension Connection {
  /// Runs `read`, and breaks it off once `mustGiveWay`; then it throws `StoreError.busy`.
  package borrowing func longRead<Answer>(
    mustGiveWay: @escaping @Sendable () -> Bool, _ read: (borrowing Connection) throws -> Answer
  ) throws -> Answer {
    let watch = Watch(mustGiveWay)
    unsafe sqlite3_progress_handler(
      handle, 100_000,
      { watch in
        unsafe Unmanaged<Watch>.fromOpaque(watch!).takeUnretainedValue().mustGiveWay() ? 1 : 0
      }, Unmanaged.passUnretained(watch).toOpaque())
    defer {
      unsafe sqlite3_progress_handler(handle, 0, nil, nil)
      withExtendedLifetime(watch) {}
    }
    do {
      return try read(self)
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
  let mustGiveWay: @Sendable () -> Bool
  init(_ mustGiveWay: @escaping @Sendable () -> Bool) { self.mustGiveWay = mustGiveWay }
}
