/// A civil day of Asia/Shanghai, without a time.
package struct Day: Sendable, Hashable, Comparable, Strideable, CustomStringConvertible {
  /// Days since 1970-01-01.
  package let number: Int

  package init(number: Int) { self.number = number }

  /// Nil when there is no such day, as on 2025-02-29.
  package init?(_ year: Int, _ month: Int, _ date: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, 1...31 ~= date else { return nil }
    let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * m + 2) / 5 + date - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
    guard parts == (year, month, date) else { return nil }
  }

  /// The first of January of any year, of those too that no date is written of.
  static func newYear(_ year: Int) -> Day {
    let before = year - 1
    let era = (before >= 0 ? before : before - 399) / 400
    let yearOfEra = before - era * 400
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + 306
    return Day(number: era * 146_097 + dayOfEra - 719_468)
  }

  /// `2026-09-30`, exactly so.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    var numbers: [Int] = []
    for field in [bytes[0..<4], bytes[5..<7], bytes[8..<10]] {
      guard field.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
      numbers.append(field.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }
    self.init(numbers[0], numbers[1], numbers[2])
  }

  private var parts: (year: Int, month: Int, date: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
  }

  package var year: Int { parts.year }
  package var month: Int { parts.month }
  package var date: Int { parts.date }

  /// 0 is Sunday.
  package var weekday: Int { ((number + 4) % 7 + 7) % 7 }
  package var isWeekend: Bool { weekday == 0 || weekday == 6 }

  package var description: String { String(decoding: written, as: UTF8.self) }

  /// `2026-09-30`
  var written: [UInt8] {
    let (year, month, date) = parts
    var text: [UInt8] = []
    text.reserveCapacity(32)
    text.write(year, width: 4)
    text += "-"
    text.write(month, width: 2)
    text += "-"
    text.write(date, width: 2)
    return text
  }

  /// `2026年9月30日 星期三`
  package var chinese: String {
    var text = spelled
    text += " 星期"
    text += Self.weekdays[weekday]
    return String(decoding: text, as: UTF8.self)
  }

  private static let weekdays: [StaticString] = ["日", "一", "二", "三", "四", "五", "六"]

  /// Where the year goes without saying.
  package var short: String {
    let (_, month, date) = parts
    return "\(month)月\(date)日"
  }

  /// Without the day of the week.
  package var plain: String { String(decoding: spelled, as: UTF8.self) }

  /// `2026年9月30日`
  var spelled: [UInt8] {
    let (year, month, date) = parts
    var text: [UInt8] = []
    text.reserveCapacity(32)
    text.write(year)
    text += "年"
    text.write(month)
    text += "月"
    text.write(date)
    text += "日"
    return text
  }

  package static func < (a: Day, b: Day) -> Bool { a.number < b.number }
  package func distance(to other: Day) -> Int { other.number - number }
  package func advanced(by days: Int) -> Day { Day(number: number + days) }
}

package func pad(_ number: Int, _ width: Int) -> String {
  var digits = String(number)
  for _ in 0..<max(0, width - digits.utf8.count) { digits = "0" + digits }
  return digits
}
