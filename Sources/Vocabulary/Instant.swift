/// A moment, to the millisecond; shown as Shanghai's clock shows it (UTC+8, no summer time since 1991).
package struct Instant: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package init(_ day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let seconds = day.number * 86_400 + (hour - 8) * 3600 + minute * 60 + second
    milliseconds = Int64(seconds) * 1000
  }

  /// `2026-09-30` or `2026-09-30T17:50:00`, Shanghai time.
  package init?(_ text: String) {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    guard let first = parts.first, let day = Day(first) else { return nil }
    guard parts.count == 2 else {
      self.init(day)
      return
    }
    let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    let numbers = clock.compactMap { $0.utf8.count == 2 ? Int($0) : nil }
    guard clock.count == 2 || clock.count == 3, numbers.count == clock.count,
      0...23 ~= numbers[0], 0...59 ~= numbers[1], 0...59 ~= (numbers.dropFirst(2).first ?? 0)
    else { return nil }
    self.init(
      day, hour: numbers[0], minute: numbers[1], second: numbers.dropFirst(2).first ?? 0)
  }

  private var local: Int64 { milliseconds + 8 * 3_600_000 }

  package var day: Day {
    Day(number: Int((Double(local) / 86_400_000).rounded(.down)))
  }

  /// `2026-09-30T17:50:00+08:00`
  package var description: String {
    let day = day
    let time = Int(local - Int64(day.number) * 86_400_000) / 1000
    var text = day.written
    text += "T"
    text.write(time / 3600, width: 2)
    text += ":"
    text.write(time / 60 % 60, width: 2)
    text += ":"
    text.write(time % 60, width: 2)
    text += "+08:00"
    return String(decoding: text, as: UTF8.self)
  }

  /// Of Shanghai's clock.
  package var hour: Int { Int(local - Int64(day.number) * 86_400_000) / 3_600_000 }

  /// `2026年9月30日 17:50`
  package var chinese: String {
    let day = day
    let minutes = Int(local - Int64(day.number) * 86_400_000) / 60_000
    var text = day.spelled
    text += " "
    text.write(minutes / 60, width: 2)
    text += ":"
    text.write(minutes % 60, width: 2)
    return String(decoding: text, as: UTF8.self)
  }

  package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
}
