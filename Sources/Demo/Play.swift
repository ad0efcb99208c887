import Accounts
import JSON
import Vocabulary

/// The demo, played through the portal's own acts: a finished round, two that run, one that has closed
/// and one that is open, with cases at every stage. Days are told from the demo's own day.
package struct Play {
  let stage: Theatre
  let script: Script
  let end: Day
  let calendar: WorkingDays
  /// Case numbers by round and enterprise.
  var cases: [Key: String] = [:]
  private(set) var rounds: [Int: String] = [:]
  private var perYear: [Int: Int] = [:]

  struct Key: Hashable {
    let round: Int
    let enterprise: String
  }

  /// So many days before the demo's day.
  package static let days = 190

  package init(
    _ stage: Theatre, _ script: Script, until end: Day, _ calendar: WorkingDays
  ) {
    self.calendar = calendar
    self.stage = stage
    self.script = script
    self.end = end
  }

  package mutating func run() async throws {
    try await first()
    try await second()
    try await third()
    try await fourth()
    try await fifth()
  }

  // MARK: - Days

  /// On to a day so many before the end; officials do not come on Saturdays and Sundays.
  func go(_ before: Int, isOffice: Bool = true) throws {
    var day = end.advanced(by: -before)
    if isOffice, day.weekday == 0 { day = day.advanced(by: -2) }
    if isOffice, day.weekday == 6 { day = day.advanced(by: -1) }
    // Enterprises do write on Sundays; whoever answers does so on the Monday after.
    if isOffice, day <= stage.today, [0, 6].contains(stage.today.weekday) {
      let monday = stage.today.advanced(by: stage.today.weekday == 0 ? 1 : 2)
      if monday < end { day = monday }
    }
    if day > stage.today { try stage.turn(to: Instant(day, hour: 9, minute: 30)) }
  }

  func day(_ before: Int) -> Day { end.advanced(by: -before) }

  /// This day, or the next on which offices are open.
  private func workday(_ day: Day) -> Day {
    var day = day
    while !calendar.isWorking(day) { day = day.advanced(by: 1) }
    return day
  }

  // MARK: - Rounds

  /// Opens the round that takes applications between these days; now.
  mutating func open(_ index: Int, from: Int, until: Int) async throws {
    let year = day(from).year
    perYear[year, default: 0] += 1
    let number = "\(year)-\(perYear[year] ?? 1)"
    let closes = day(until)
    try await stage.post(
      "sj-zhang", "/rounds/new",
      [
        "number": .string(number),
        "title": .string("\(year) 年第\(["一", "二", "三", "四", "五"][(perYear[year] ?? 1) - 1])批（演示）"),
        "package": .string(script.package), "opensOn": .string("\(day(from))"),
        "closesOn": .string("\(closes)"), "closesHour": 17,
        "recommendBy": .string("\(workday(closes.advanced(by: 56)))"),
        "screenBy": .string("\(workday(closes.advanced(by: 70)))"),
        "reviewBy": .string("\(workday(closes.advanced(by: 98)))"),
        "publishBy": .string("\(workday(closes.advanced(by: 112)))"),
      ])
    rounds[index] = number
  }

  func number(_ round: Int, _ enterprise: String) -> String {
    cases[Key(round: round, enterprise: enterprise)] ?? ""
  }

  func numbers(_ round: Int, _ enterprises: [String]) -> [String] {
    enterprises.map { number(round, $0) }
  }
}
