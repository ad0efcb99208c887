import Routing
import Vocabulary

/// An hour and a minute of the day, as people write them: 14:30, 9:05, also with the wide colon.
struct ClockTime: Sendable, Equatable, CustomStringConvertible {
  let hour: Int
  let minute: Int

  init?(_ text: String) {
    let parts = Plain.folded(text).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, 1...2 ~= parts[0].utf8.count, parts[1].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), 0...23 ~= hour, 0...59 ~= minute
    else { return nil }
    self.hour = hour
    self.minute = minute
  }

  init(_ instant: Instant) {
    hour = instant.hour
    let start = Instant(instant.day, hour: instant.hour)
    minute = Int(instant.milliseconds - start.milliseconds) / 60_000
  }

  var description: String {
    "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  func on(_ day: Day) -> Instant { Instant(day, hour: hour, minute: minute) }

  static func field(_ name: String, _ label: String, example: String) -> Field<ClockTime> {
    Field<String>.text(
      name, label, most: 5, help: "24 小时制，写成 \(example) 这样。", example: example
    ).mapping { text in
      ClockTime(text).map { .success($0) }
        ?? .failure(.init(code: "notATime", "“\(label)”要写成 \(example) 这样的时间。"))
    }
  }
}
