import JSON

/// Reads a year's calendar as it lies in `Seeds/calendars/`, and says exactly what is wrong with it.
package struct CalendarMistake: Error, CustomStringConvertible, Sendable {
  package let description: String
  package init(_ description: String) { self.description = description }
}

extension WorkingDays.Year {
  /// 全国年节及纪念日放假办法 第二条: in every year's notice.
  private static let yearly = ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]

  package init(_ json: JSON) throws(CalendarMistake) {
    guard let year = json["year"]?.integer, let source = json["source"]?.string,
      let ranges = json["holidays"]?.array
    else { throw CalendarMistake("要有 year、source 和 holidays") }
    var holidays: [WorkingDays.Holiday] = []
    for range in ranges { holidays.append(try Self.holiday(range, in: year)) }
    self.year = year
    self.source = source
    self.holidays = holidays
    off = Set(holidays.flatMap { $0.start...$0.end })
    makeUp = Set(holidays.flatMap(\.makeUp))
    let names = holidays.map(\.name).joined(separator: "、")
    missing = Self.yearly.filter { !names.contains($0) }
    for day in makeUp where !day.isWeekend || off.contains(day) {
      throw CalendarMistake("调休上班日 \(day) 应当是假期以外的周末")
    }
  }

  private static func holiday(
    _ json: JSON, in year: Int
  ) throws(CalendarMistake) -> WorkingDays.Holiday {
    guard let name = json["name"]?.string, let start = day(json["start"]),
      let end = day(json["end"]), start <= end, start.year == year, end.year == year
    else { throw CalendarMistake("\(year) 年的一个假期缺少 name，或 start、end 不是该年的日期") }
    var makeUp: [Day] = []
    for item in json["makeUp"]?.array ?? [] {
      guard let day = day(item), day.year == year else {
        throw CalendarMistake("“\(name)”的调休上班日不是该年的日期")
      }
      makeUp.append(day)
    }
    return .init(name: name, start: start, end: end, makeUp: makeUp)
  }

  private static func day(_ json: JSON?) -> Day? { json?.string.flatMap { Day($0) } }
}

extension WorkingDays {
  /// One file a year, and the fixed holidays for the years whose notice is not out yet.
  package init(years files: [JSON], fixed: JSON) throws(CalendarMistake) {
    var years: [Year] = []
    for file in files { years.append(try Year(file)) }
    guard Set(years.map(\.year)).count == years.count, !years.isEmpty else {
      throw CalendarMistake("每年要有且只有一个文件")
    }
    guard let days = fixed["days"]?.array?.compactMap(\.string) else {
      throw CalendarMistake("固定节日文件要有 days")
    }
    self.init(years: years, fixedHolidays: days)
  }
}
