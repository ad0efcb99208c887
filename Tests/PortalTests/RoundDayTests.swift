import JSON
import Testing

@testable import Applications
@testable import HTTP
@testable import Portal
@testable import SQLite

@Suite("批次的日期就是期限")
struct RoundDayTests {
  /// Until when, in the list and in its own answer, of one case by who reads it.
  private func turn(
    _ number: String, _ house: House, by login: String = "lihua"
  ) async throws -> [JSON?] {
    let reader = try await house.enter(login)
    let file = try await reader.json("/applications/\(number)")
    let listed = try await reader.json("/applications")["items"]?.array?
      .first { $0["number"]?.string == number }
    #expect(listed?["turn"] == file["turn"])
    return [file["stage"], file["turn"]?["clock"], file["turn"]?["until"]]
  }

  @Test("没有自己期限的环节，到批次写明的那一天，企业也看得到")
  func stages() async throws {
    let house = try House()
    let number = try await house.recommended()
    #expect(
      try await turn(number, house) == ["recommended", "recommendation", "2027-01-01"])
    let sent = try await house.enter("xh-zhouwei", surely: true)
      .post("/batches/new", house.batch())
    try #require(sent.status == .ok, "\(sent.text)")
    try await house.act(number, "plan", ["measure": "工作站辅导"], by: "xh-sunli")
    #expect(try await turn(number, house) == ["cultivating", "screening", "2027-01-15"])
    // 下一步是整批委托：经办人从这里就能去。
    let next = "href=\"/commissions/new?round=2026-1\""
    #expect(try await house.enter("sj-lv").page("/applications/\(number)").text.contains(next))
    #expect(try await !house.enter("sj-shi").page("/applications/\(number)").text.contains(next))
    try house.place(number, at: "screening")
    try #require(try await house.screen(number, "pass").status == .ok)
    try await house.act(number, "screening/pass", by: "zp-zhu")
    #expect(try await turn(number, house) == ["reviewing", "scoring", "2027-02-12"])
    #expect(
      try await turn(number, house, by: "zp-qin") == ["reviewing", "scoring", "2027-02-12"])
    #expect(house.faults == [])
  }

  @Test("更正批次的日期，按它走的跟着变，自己有期限的不变，取消的日期不再有")
  func amended() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let (waiting, drawn) = (try await house.atReview(), try await house.atReview("禾欣杂粮粥"))
    let away = try await house.atReview("禾欣燕麦片")
    _ = try await house.drawn([drawn])
    let submitted = try await house.draft(by: house.enter("lihua"), "禾欣藕粉")
    try await house.fill(submitted, by: house.enter("lihua"))
    try await house.submit(submitted)
    try await house.act(
      away, "withdrawal", ["number": .string(away), "reason": "再想想"], by: "wangjianguo")
    func days() async throws -> [JSON?] {
      var days: [JSON?] = []
      for number in [waiting, drawn, submitted] {
        days.append(try await turn(number, house)[2])
      }
      return days
    }
    #expect(try await days() == ["2027-02-12", "2026-12-04", "2026-11-27"])
    let title = try await house.json("/api/v1/rounds/2026-1")["title"]
    func amend(_ day: JSON) async throws {
      let officer = try await house.enter("sj-zhang", surely: true)
      let edition = try await officer.json("/rounds/2026-1")["edition"]
      let answer = try await officer.post(
        "/rounds/2026-1/amendment",
        ["title": title ?? "", "reviewBy": day, "edition": edition ?? 0, "reason": "顺延"])
      try #require(answer.status == .ok, "\(answer.text)")
    }
    try await amend("2027-02-19")
    #expect(try await days() == ["2027-02-19", "2026-12-04", "2026-11-27"])
    // 撤回的时候还是原来的日期，撤销撤回以后是现在的。
    try await house.act(away, "undo", by: "wangjianguo")
    #expect(try await turn(away, house)[2] == "2027-02-19")
    try await amend(.null)
    #expect(try await days() == [nil, "2026-12-04", "2026-11-27"])
    #expect(try await turn(away, house)[2] == nil)
    try await amend("2027-02-11")
    #expect(try await days() == ["2027-02-11", "2026-12-04", "2026-11-27"])
    let flaw = try house.store.read { try CaseInvariants.flaw(in: $0) }
    #expect(flaw?.contains("期限") != true, "\(flaw ?? "")")
    #expect(house.faults == [])
  }

  @Test("升级以前已经在这些环节的，也到批次写明的那一天")
  func upgraded() async throws {
    let house = try await House.withRound()
    let stages = ["recommended", "cultivating", "screening", "reviewing", "reviewed"]
    var numbers: [String] = []
    for stage in stages {
      let number = try await house.atScreening("禾欣米饼 \(stage)")
      try house.place(number, at: stage)
      numbers.append(number)
    }
    let untouched = try await house.atScreening("禾欣藕粉")
    try house.store.writeAndWait { database in
      try database.run("UPDATE application SET due = 20800 WHERE number = ?", untouched)
      try database.batch(Applications.roundDays.sql)
    }
    let rows = try house.store.read { database in
      try database.all(
        """
        SELECT a.number, d.figure || ' ' || date(d.due * 86400, 'unixepoch') || ' ' ||
          (d.due = a.due)
        FROM application a JOIN deadline d ON d.application = a.id AND d.closed IS NULL
        """
      ) { ($0.text(0), $0.text(1)) }
    }
    let days = Dictionary(rows, uniquingKeysWith: { one, _ in one })
    #expect(
      numbers.map { days[$0] } == [
        "recommend 2027-01-01 1", "screen 2027-01-15 1", "screen 2027-01-15 1",
        "review 2027-02-12 1", "publish 2027-02-26 1",
      ])
    #expect(days[untouched] == nil)
  }
}
