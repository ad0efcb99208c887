import JSON
import TestSupport
import Testing

@testable import Vocabulary

@Suite("工作日：国务院办公厅的放假安排")
struct WorkingDaysTests {
  static let calendar = try! WorkingDays(
    years: [2024, 2025, 2026].map { try Project.json("Seeds/calendars/\($0).json") },
    fixed: Project.json("Seeds/calendars/fixed.json"))

  private static let vectors = try! Project.json("Tests/Vectors/working-days.json")

  private static func rows<each Value>(
    _ path: [String], _ read: (JSON) -> (repeat each Value)
  ) -> [(repeat each Value)] {
    path.reduce(vectors) { $0[$1] ?? nil }.array!.map(read)
  }

  private static func day(_ json: JSON, _ name: String) -> Day { Day(json[name]!.string!)! }

  static let deadlines = rows(["golden", "addWorkingDays"]) {
    (day($0, "eventDate"), $0["workingDays"]!.integer!, day($0, "lastDay"))
  }

  @Test("期限：当日不计入", arguments: deadlines)
  func deadline(_ event: Day, _ days: Int, _ last: Day) {
    #expect(
      Self.calendar.deadline(after: event, days: days) == .init(day: last, isProvisional: false))
  }

  static let workdays = rows(["golden", "isWorkday"]) {
    (day($0, "date"), $0["isWorkday"]!.bool!)
  }

  @Test("是不是工作日", arguments: workdays)
  func workday(_ date: Day, _ isWorking: Bool) {
    #expect(Self.calendar.isWorking(date) == isWorking)
    #expect(Self.calendar.isSettled(date))
  }

  static let spans = rows(["golden", "workingDaysBetween"]) {
    (day($0, "after"), day($0, "through"), $0["count"]!.integer!)
  }

  @Test("两天之间有几个工作日", arguments: spans)
  func between(_ after: Day, _ through: Day, _ count: Int) {
    #expect(Self.calendar.count(after: after, through: through) == count)
  }

  static let periods = rows(["golden", "publicityPeriods", "vectors"]) {
    (day($0, "requestedStart"), $0["workingDays"]!.integer!, day($0, "startOn"), day($0, "endOn"))
  }

  @Test("公示期：首日计入", arguments: periods)
  func period(_ wanted: Day, _ days: Int, _ start: Day, _ end: Day) {
    #expect(
      Self.calendar.noticePeriod(from: wanted, days: days)
        == .init(start: start, end: end, isProvisional: false))
  }

  @Test("按年汇总的数，和一天一天数的一样：同一年、跨年、跨到没有公布的年份")
  func counted() {
    for (from, through) in [
      ("2026-01-01", "2026-12-31"), ("2025-12-31", "2026-01-05"), ("2024-02-29", "2029-11-29"),
      ("2026-11-20", "2026-11-20"), ("2030-06-01", "2041-03-09"), ("9998-12-30", "9999-12-31"),
    ] {
      let (from, through) = (Day(from)!, Day(through)!)
      let slow = (from.number + 1..<through.number + 1).count {
        Self.calendar.isWorking(Day(number: $0))
      }
      #expect(Self.calendar.count(after: from, through: through) == slow, "\(from) \(through)")
    }
    // 期限数过写得出的最后一年，也不出错。
    #expect(Self.calendar.deadline(after: Day("9999-12-30")!, days: 20).isProvisional)
  }

  @Test("后来采用的一年，汇总的数跟着变")
  func adopted() throws {
    let year = try #require(Self.calendar.years.first { $0.year == 2026 })
    let calendar = WorkingDays(
      years: Self.calendar.years.filter { $0.year < 2026 }, fixedHolidays: ["01-01"])
    let (from, through) = (Day("2026-09-01")!, Day("2026-10-31")!)
    #expect(calendar.count(after: from, through: through) == 43)
    calendar.adopt(year)
    #expect(
      calendar.count(after: from, through: through)
        == Self.calendar.count(after: from, through: through))
    #expect(calendar.isWorking(Day("2026-10-01")!) == false)
  }

  @Test("一月一日，每一年都对得上")
  func newYears() {
    for year in 1...9999 { #expect(Day.newYear(year) == Day(year, 1, 1)) }
    #expect(Day.newYear(10_000).number == Day(9999, 12, 31)!.number + 1)
    #expect(Day.newYear(0).number == Day(1, 1, 1)!.number - 366)
    #expect(Day.newYear(-400).number == Day.newYear(0).number - 146_097)
  }

  @Test("每年、每月的工作日数", arguments: [2024, 2025, 2026])
  func totals(_ year: Int) throws {
    let days = (Day(year, 1, 1)!.number...Day(year, 12, 31)!.number).map { Day(number: $0) }
    let working = days.filter(Self.calendar.isWorking)
    #expect(working.count == Self.vectors["workingDays"]?["\(year)"]?.integer)
    let months = (1...12).map { month in working.count { $0.month == month } }
    #expect(months == Self.vectors["workingDaysPerMonth"]?["\(year)"]?.array?.compactMap(\.integer))
  }

  @Test(
    "超出已知年份的推算标为暂定，并避开固定节日",
    arguments: [
      ("2026-12-30", 1, "2026-12-31", false), ("2026-12-31", 1, "2027-01-04", true),
      ("2026-12-31", 5, "2027-01-08", true), ("2027-04-30", 1, "2027-05-03", true),
      ("2028-09-29", 1, "2028-10-04", true), ("2026-12-25", 10, "2027-01-11", true),
    ])
  func provisional(_ event: String, _ days: Int, _ last: String, _ isProvisional: Bool) {
    #expect(
      Self.calendar.deadline(after: Day(event)!, days: days)
        == .init(day: Day(last)!, isProvisional: isProvisional))
  }

  @Test("公示期跨出已知年份也标为暂定")
  func provisionalPeriod() {
    #expect(
      Self.calendar.noticePeriod(from: Day("2026-12-28")!, days: 5)
        == .init(start: Day("2026-12-28")!, end: Day("2027-01-04")!, isProvisional: true))
    #expect(
      Self.calendar.noticePeriod(from: Day("2027-01-01")!, days: 1)
        == .init(start: Day("2027-01-04")!, end: Day("2027-01-04")!, isProvisional: true))
    #expect(
      Self.calendar.noticePeriod(from: Day("2026-12-25")!, days: 5)
        == .init(start: Day("2026-12-25")!, end: Day("2026-12-31")!, isProvisional: false))
  }

  static let broken: [(JSON, String)] = [
    ([:], "要有 year、source 和 holidays"),
    (
      [
        "year": 2030, "source": "x",
        "holidays": [["name": "元旦", "start": "2030-01-02", "end": "2030-01-01"]],
      ],
      "2030 年的一个假期缺少 name，或 start、end 不是该年的日期"
    ),
    (
      [
        "year": 2030, "source": "x",
        "holidays": [
          ["name": "元旦", "start": "2030-01-01", "end": "2030-01-01", "makeUp": ["2030-01-07"]]
        ],
      ], "调休上班日 2030-01-07 应当是假期以外的周末"
    ),
  ]

  @Test("日历文件的错处说得清楚", arguments: broken)
  func mistakes(_ json: JSON, _ sentence: String) {
    let mistake = #expect(throws: CalendarMistake.self) { try WorkingDays.Year(json) }
    #expect(mistake?.description == sentence)
  }
}
