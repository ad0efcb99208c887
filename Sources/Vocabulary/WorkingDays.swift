import Synchronization

/// The State Council's working days, year by year. What lies beyond the years it knows is counted
/// by weekday and fixed holiday and marked provisional, never passed off as settled.
package struct WorkingDays: Sendable {
  package struct Year: Sendable, Equatable {
    package let year: Int
    /// The notice it comes from, for people to check.
    package let source: String
    package let holidays: [Holiday]
    let off: Set<Day>
    let makeUp: Set<Day>
  }

  package struct Holiday: Sendable, Equatable {
    package let name: String
    package let start: Day
    package let end: Day
    package let makeUp: [Day]
  }

  package struct Answer: Sendable, Equatable {
    package let day: Day
    package let isProvisional: Bool
  }

  package struct Period: Sendable, Equatable {
    package let start: Day
    package let end: Day
    package let isProvisional: Bool
  }

  /// Shared by every copy: the year that is brought in later is known everywhere at once.
  private final class Known: Sendable {
    let byYear: Mutex<[Int: Year]>
    init(_ years: [Int: Year]) { byYear = Mutex(years) }
  }

  private let known: Known
  /// `01-01` and the like: holidays on the same day every year.
  private let fixed: Set<String>

  package init(years: [Year], fixedHolidays: [String]) {
    self.init(
      Dictionary(uniqueKeysWithValues: years.map { ($0.year, $0) }), Set(fixedHolidays))
  }

  private init(_ years: [Int: Year], _ fixed: Set<String>) {
    known = Known(years)
    self.fixed = fixed
  }

  private var byYear: [Int: Year] { known.byYear.withLock { $0 } }

  package var years: [Year] { byYear.values.sorted { $0.year < $1.year } }

  /// Another calendar that knows this year too; this one stays as it is.
  package func with(_ year: Year) -> WorkingDays {
    WorkingDays(byYear.merging([year.year: year]) { $1 }, fixed)
  }

  /// From now on, in every copy of this one.
  package func adopt(_ year: Year) {
    known.byYear.withLock { $0[year.year] = year }
  }

  /// Counting cannot start before the first calendar: the past is not provisional, it is unknown.
  package var firstDay: Day { Day(years.first?.year ?? 2024, 1, 1) ?? Day(number: 0) }

  package func isSettled(_ day: Day) -> Bool { byYear[day.year] != nil }

  package func isWorking(_ day: Day) -> Bool { isWorking(day, by: byYear) }

  private func isWorking(_ day: Day, by years: [Int: Year]) -> Bool {
    if let year = years[day.year] {
      return year.makeUp.contains(day) || !day.isWeekend && !year.off.contains(day)
    }
    return !day.isWeekend && !fixed.contains(String(day.description.suffix(5)))
  }

  package func holiday(on day: Day) -> Holiday? {
    byYear[day.year]?.holidays.first { $0.start...$0.end ~= day }
  }

  /// The last day of a deadline: the day of the event does not count, day one is the next working
  /// day (民法典 第201条).
  package func deadline(after event: Day, days: Int) -> Answer {
    let years = byYear
    var day = event
    var isProvisional = false
    var left = days
    while left > 0 {
      day = day.advanced(by: 1)
      if years[day.year] == nil { isProvisional = true }
      if isWorking(day, by: years) { left -= 1 }
    }
    return Answer(day: day, isProvisional: isProvisional)
  }

  /// A public notice: its first day counts, and is moved to the next working day if it is none.
  package func noticePeriod(from wanted: Day, days: Int) -> Period {
    var start = wanted
    var isProvisional = !isSettled(start)
    while !isWorking(start) {
      start = start.advanced(by: 1)
      if !isSettled(start) { isProvisional = true }
    }
    let end = deadline(after: start, days: days - 1)
    return Period(
      start: start, end: end.day, isProvisional: isProvisional || end.isProvisional)
  }

  /// Working days after one day, up to and with another.
  package func count(after first: Day, through last: Day) -> Int {
    guard first < last else { return 0 }
    let years = byYear
    return (first.advanced(by: 1)...last).count { isWorking($0, by: years) }
  }
}
