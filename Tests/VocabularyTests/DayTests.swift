import Testing
import Vocabulary

@Suite("日期与时刻")
struct DayTests {
  @Test(
    "合格的日期",
    arguments: [
      ("1970-01-01", 0, "1970年1月1日 星期四"), ("2000-02-29", 11016, "2000年2月29日 星期二"),
      ("2026-09-30", 20726, "2026年9月30日 星期三"), ("1969-12-31", -1, "1969年12月31日 星期三"),
      ("0001-01-01", -719_162, "1年1月1日 星期一"), ("9999-12-31", 2_932_896, "9999年12月31日 星期五"),
    ])
  func days(_ text: String, _ number: Int, _ chinese: String) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.description == text)
    #expect(day.chinese == chinese)
    #expect(Day(day.year, day.month, day.date) == day)
  }

  @Test(
    "不是日期",
    arguments: [
      "", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1",
      "2026/01/01",
      "0000-01-01", "２０２６-01-01", "2026-01-01 ", "-026-01-01", "2026-01-0a",
    ])
  func notDays(_ text: String) { #expect(Day(text) == nil) }

  @Test("每一天都能往返，星期连续")
  func everyDay() {
    for number in stride(from: -719_162, through: 2_932_896, by: 97) {
      let day = Day(number: number)
      #expect(Day(day.description)?.number == number)
      #expect(day.advanced(by: 1).weekday == (day.weekday + 1) % 7)
    }
  }

  @Test("时刻按上海时间显示，日界在零点")
  func instants() throws {
    let evening = try #require(Instant("2026-09-30T23:59:59"))
    #expect(evening.description == "2026-09-30T23:59:59+08:00")
    #expect(evening.day.description == "2026-09-30")
    #expect(
      Instant(milliseconds: evening.milliseconds + 1000).description == "2026-10-01T00:00:00+08:00")
    #expect(Instant(milliseconds: 0).description == "1970-01-01T08:00:00+08:00")
    #expect(Instant(milliseconds: -28_800_001).day.description == "1969-12-31")
    for text in ["2026-02-30", "2026-09-30T24:00", "2026-09-30T1:00", "2026-09-30T", "x"] {
      #expect(Instant(text) == nil)
    }
  }

  @Test("时钟从指定的一刻走起")
  func clock() throws {
    let start = try #require(Instant("2026-11-20T17:50"))
    let clock = CivilClock(wall: { 1_000_000 }, startingAt: start)
    #expect(clock.now == start)
    #expect(clock.today.description == "2026-11-20")
    #expect(CivilClock(wall: { 0 }).now.milliseconds == 0)
  }
}
