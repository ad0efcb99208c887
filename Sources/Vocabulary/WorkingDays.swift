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

    /// What every year's notice has and this one does not name: somebody should look. Until it is all
    /// there, the year is known in part only.
    package let missing: [String]
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

    package init(day: Day, isProvisional: Bool) {
      self.day = day
      self.isProvisional = isProvisional
    }

    /// Counted by nobody.
    package init(named day: Day) { self.init(day: day, isProvisional: false) }

    /// Counted once and for all, whatever calendar comes out later.
    package var fixed: Answer { Answer(named: day) }
  }

  package struct Period: Sendable, Equatable {
    package let start: Day
    package let end: Day
    package let isProvisional: Bool
  }

  /// Shared by every copy: the year that is brought in later is known everywhere at once.
  private final class Known: Sendable {
    struct State {
      var byYear: [Int: Year]
      /// Counted once for every year that is asked of: a page tells of hundreds of due days.
      var tallies: [Int: Tally] = [:]
    }

    let state: Mutex<State>
    init(_ years: [Int: Year]) { state = Mutex(State(byYear: years)) }
  }

  /// How many working days a year has had before each of its days, and in all.
  private struct Tally: Sendable {
    let first: Int
    let before: [Int]

    /// In the whole year.
    var all: Int { before.last ?? 0 }

    /// Up to and with this day.
    func through(_ day: Day) -> Int { before[day.number - first + 1] }
    func isWorking(_ day: Day) -> Bool { through(day) > before[day.number - first] }
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

  private var byYear: [Int: Year] { known.state.withLock { $0.byYear } }

  package var lastYear: Int? { known.state.withLock { $0.byYear.keys.max() } }

  package var years: [Year] { byYear.values.sorted { $0.year < $1.year } }

  /// Another calendar that knows this year too; this one stays as it is.
  package func with(_ year: Year) -> WorkingDays {
    WorkingDays(byYear.merging([year.year: year]) { $1 }, fixed)
  }

  /// From now on, in every copy of this one.
  package func adopt(_ year: Year) {
    known.state.withLock { state in
      state.byYear[year.year] = year
      state.tallies[year.year] = nil
    }
  }

  /// Counting cannot start before the first calendar: the past is not provisional, it is unknown.
  package var firstDay: Day { Day(years.first?.year ?? 2024, 1, 1) ?? Day(number: 0) }

  package func isSettled(_ day: Day) -> Bool { Self.isSettled(byYear[day.year]) }

  private static func isSettled(_ year: Year?) -> Bool { year?.missing.isEmpty == true }

  package func isWorking(_ day: Day) -> Bool { tally(day.year).isWorking(day) }

  private func isWorking(_ day: Day, by year: Year?) -> Bool {
    let isFixed = fixed.contains(String(day.description.suffix(5)))
    guard let year else { return !day.isWeekend && !isFixed }
    if year.makeUp.contains(day) { return true }
    // What an unfinished calendar does not name is no working day for that.
    return !day.isWeekend && !year.off.contains(day) && (year.missing.isEmpty || !isFixed)
  }

  private func tally(_ number: Int) -> Tally {
    known.state.withLock { state in
      if let tally = state.tallies[number] { return tally }
      let year = state.byYear[number]
      let first = Day.newYear(number).number
      var before = [0]
      for day in first..<Day.newYear(number + 1).number {
        before.append((before.last ?? 0) + (isWorking(Day(number: day), by: year) ? 1 : 0))
      }
      let tally = Tally(first: first, before: before)
      // Nobody asks of many years, unless it is to fill the memory.
      if state.tallies.count >= 100 { state.tallies.removeAll() }
      state.tallies[number] = tally
      return tally
    }
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
      if !Self.isSettled(years[day.year]) { isProvisional = true }
      if isWorking(day) { left -= 1 }
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
    let (start, end) = (tally(first.year), tally(last.year))
    if first.year == last.year { return end.through(last) - start.through(first) }
    let between = (first.year + 1..<last.year).reduce(0) { $0 + tally($1).all }
    return start.all - start.through(first) + between + end.through(last)
  }
}
