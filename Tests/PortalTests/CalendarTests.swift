import HTTP
import JSON
import Journal
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("放假安排：来了新的一年，暂定的期限重算，每一件都在日志里")
struct CalendarTests {
  @Test("年末提交的证明，期限先暂定，安排公布以后改到真正的那一天")
  func recount() async throws {
    let house = try House()
    // From 20 November to 29 December: the claim of the cast is filed anew there.
    house.pass(seconds: 39 * 86_400)
    let guest = try await house.enter("xinren")
    let opened = try await guest.post(
      "/enterprises",
      [
        "creditCode": .string(try Houses.creditCode("91310104MA1FR00C")), "name": "上海某某有限公司",
        "district": "xuhui", "role": "signatory",
      ])
    let claim = try #require(opened.json["claim"]?.string)
    let filed = try await guest.upload(
      "/claims/\(claim)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
    // Five working days after Tuesday the 29th, by weekdays: 30, 31, 4, 5, 6.
    #expect(filed.json["due"] == "2027-01-06")
    let newYear: JSON = [
      "name": "元旦", "start": "2027-01-01", "end": "2027-01-05", "makeUp": ["2027-01-09"],
    ]
    let rest = ["春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"].enumerated().map {
      index, name -> JSON in
      let day = JSON.string("2027-0\(index + 3)-10")
      return ["name": .string(name), "start": day, "end": day]
    }
    let year: JSON = [
      "year": 2027, "source": "测试用的安排", "holidays": .array([newYear] + rest),
    ]
    let answer = try house.rooms.calendarImport.run(year.bytes, at: house.clock.now)
    #expect(
      answer["moved"] == [
        ["subject": .string("claim/\(claim)"), "old": "2027-01-06", "new": "2027-01-08"]
      ])
    #expect(try await guest.json("/claims/\(claim)")["due"] == "2027-01-08")
    let entries = try house.store.read { database in
      try Journal.links(
        actor: nil, subject: "claim/\(claim)", act: "deadline.recount", before: .max, most: 9,
        in: database)
    }
    #expect(
      entries.map(\.summary) == [
        "期限由2027年1月6日 星期三改为2027年1月8日 星期五：2027 年放假安排已公布"
      ])
    // The tools count by it at once.
    let deadline = try await house.json("/api/v1/tools/deadline?from=2026-12-29&days=5")
    #expect(deadline == ["last": "2027-01-08", "provisional": false])
  }

  @Test("只写了元旦的日历：期限仍是暂定，没写到的节日不当成工作日；补齐以后才算数")
  func unfinished() async throws {
    let house = try House()
    let year: JSON = [
      "year": 2027, "source": "还没有写完",
      "holidays": [["name": "元旦", "start": "2027-01-01", "end": "2027-01-03"]],
    ]
    let answer = try house.rooms.calendarImport.run(year.bytes, at: house.clock.now)
    #expect(
      answer["missing"] == ["春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"])
    let deadline = try await house.json("/api/v1/tools/deadline?from=2027-09-30&days=1")
    #expect(deadline == ["last": "2027-10-04", "provisional": true])
    let notice = try await house.json("/api/v1/tools/notice-period?start=2027-01-04&days=1")
    #expect(notice["provisional"] == true)
    #expect(try await house.json("/api/v1/tools/workday?on=2027-10-01")["working"] == false)
  }
}
