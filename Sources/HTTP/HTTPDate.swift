/// The Date field (RFC 9110 §5.6.7) and the log's time, made once a second.
struct HTTPDate {
  private(set) var bytes: [UInt8] = []
  /// `2026-11-20T15:37:59Z`
  private(set) var stamp: [UInt8] = []
  private var second: Int64 = -1

  mutating func update(milliseconds: Int64) {
    let now = milliseconds / 1000
    guard now != second else { return }
    second = now
    bytes = Array(Self.text(now).utf8)
    stamp = Array(Self.stamp(now).utf8)
  }

  static func stamp(_ second: Int64) -> String {
    let (year, month, date) = civil(second / 86_400)
    return "\(year)-\(two(Int64(month)))-\(two(Int64(date)))T\(clock(second))Z"
  }

  static func text(_ second: Int64) -> String {
    let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let day = second / 86_400
    let (year, month, date) = civil(day)
    let name = names[Int(day % 7)]
    return "\(name), \(two(Int64(date))) \(months[month - 1]) \(year) \(clock(second)) GMT"
  }

  private static func clock(_ second: Int64) -> String {
    let time = second % 86_400
    return [time / 3600, time / 60 % 60, time % 60].map(two).joined(separator: ":")
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Days since 1970 to year, month and day of the Gregorian calendar.
  private static func civil(_ days: Int64) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    return (Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, day)
  }
}
