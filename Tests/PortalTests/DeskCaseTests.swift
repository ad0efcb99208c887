import Desk
import JSON
import Testing
import Vocabulary

@testable import Applications
@testable import HTTP
@testable import Portal
@testable import SQLite

@Suite("工作台上的申请：有事可办的才在，轮到谁在谁那里")
struct DeskCaseTests {
  private func items(_ house: House, _ login: String) async throws -> [String] {
    (try await house.enter(login).json("/desk")["items"]?.array ?? [])
      .compactMap { $0["title"]?.string }.filter { $0.hasPrefix("禾欣有机米饼") }
  }

  @Test("区里：经办提出以前在经办那里，提出以后在审核人那里")
  func district() async throws {
    let house = try House()
    let number = try await house.submitted()
    let one = ["禾欣有机米饼（上海禾欣食品有限公司）"]
    #expect(try await items(house, "xh-sunli") == one)
    #expect(try await items(house, "xh-zhouwei") == [])
    try await house.act(number, "acceptance", by: "xh-sunli")
    try await house.review(number)
    #expect(try await items(house, "xh-sunli") == one)
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    #expect(try await items(house, "xh-sunli") == [])
    #expect(try await items(house, "xh-zhouwei") == one)
    // 企业看得到在等谁。
    #expect(try await items(house, "lihua") == one)
  }

  @Test("市局：拟办以前在经办那里，以后在审核人那里；公示着没有事；登记标志又在经办那里")
  func bureau() async throws {
    let house = try House()
    try house.openRound()
    let number = try await house.reviewed()
    let one = ["禾欣有机米饼（上海禾欣食品有限公司）"]
    #expect(try await items(house, "sj-lv") == one)
    #expect(try await items(house, "sj-shi") == [])
    try await house.act(
      number, "decision", ["decision": "list", "text": "建议列入。"], by: "sj-lv")
    #expect(try await items(house, "sj-lv") == [])
    #expect(try await items(house, "sj-shi") == one)
    try await house.act(number, "decision/approval", by: "sj-shi")
    let notice = try await house.enter("sj-shi", surely: true).post(
      "/rounds/2026-1/notice", ["channel": "质量发展处，电话 021-00000000", "number": "2026-1"])
    let id = try #require(notice.json["id"]?.string, "\(notice.text)")
    #expect(try await items(house, "sj-lv") == [])
    #expect(try await items(house, "sj-shi") == [])
    house.passNotice()
    let listed = try await house.enter("sj-shi", surely: true).post(
      "/notices/\(id)/list", ["documentNumber": "沪市监质发〔2026〕1号", "number": "2026-1"])
    #expect(listed.status == .ok, "\(listed.text)")
    _ = try await house.enter("wangjianguo").upload(
      "/applications/\(number)/mark",
      [
        ("places.body", "yes"), ("places.package", "yes"), ("scope", "yes"), ("notShangpin", "yes"),
        ("stop", "yes"),
      ], [("sampleFile", Houses.pdf)])
    #expect(try await items(house, "sj-lv") == one)
    #expect(try await items(house, "sj-shi") == [])
    try await house.act(
      number, "mark/opinion", ["decision": "license", "text": "符合。"], by: "sj-lv")
    #expect(try await items(house, "sj-lv") == [])
    #expect(try await items(house, "sj-shi") == one)
    try await house.act(number, "mark/licence", by: "sj-shi")
    #expect(try await items(house, "sj-lv") == [])
    #expect(try await items(house, "sj-shi") == [])
    #expect(house.faults == [])
  }

  @Test("初筛的期限在专业机构的工作台上，和申请上的一样；快到期、超期的提醒该办的人")
  func screeningDay() async throws {
    let house = try await House.withRound()
    let number = try await house.atScreening()
    try house.store.writeAndWait { try $0.batch(Applications.roundDays.sql) }
    func row(_ login: String) async throws -> JSON? {
      try await house.enter(login).json("/desk")["items"]?.array?.first
    }
    #expect(try await row("zp-yang")?["due"] == "2027-01-15")
    try #require(try await house.screen(number, "pass").status == .ok)
    #expect(try await row("zp-yang") == nil)
    #expect(try await row("zp-zhu")?["due"] == "2027-01-15")
    house.pass(seconds: 60 * 86_400)
    let noon = Instant(try #require(Day("2027-01-19")), hour: 12)
    try house.rooms.reminders.round(at: noon, wall: house.wallNow, in: house.store)
    let told = try await house.enter("zp-zhu").json("/inbox")["items"]?.array?.first
    #expect(told?["title"] == "有 1 件事已经超期", "\(told ?? "")")
    #expect(house.faults == [])
  }

  @Test("要成批办的也是待办：报送、委托、公示、发布名单，各在该办的人那里，写明自哪一天、到哪一天")
  func together() async throws {
    func task(_ house: House, _ login: String, _ subject: String) async throws -> JSON? {
      try await house.enter(login).json("/desk")["items"]?.array?
        .first { $0["subject"] == .string(subject) }
    }
    let house = try House()
    try house.openRound()
    let number = try await house.recommended()
    let batch = try #require(try await task(house, "xh-zhouwei", "batch/2026-1"))
    #expect(batch["mine"] == true && batch["stage"] == "已推荐" && batch["holder"] == "徐汇区市场监管局")
    // 批次写明的日子：区级推荐、初筛、公示。
    #expect(batch["due"] == "2027-01-01")
    #expect(try await task(house, "xh-sunli", "batch/2026-1") == nil)
    _ = try await house.enter("xh-zhouwei", surely: true)
      .post("/batches/new", house.batch())
    #expect(try await task(house, "xh-zhouwei", "batch/2026-1") == nil)
    try await house.act(number, "plan", ["measure": "上门辅导"], by: "xh-sunli")
    let commission = try #require(try await task(house, "sj-lv", "commission/2026-1"))
    #expect(commission["mine"] == true && commission["due"] == "2027-01-15")
    #expect(try await task(house, "sj-shi", "commission/2026-1") == nil)
    try house.place(number, at: "reviewed", by: "panel.conclude")
    #expect(try await task(house, "sj-lv", "commission/2026-1") == nil)
    #expect(try await task(house, "sj-shi", "notice/2026-1") == nil)
    try await house.act(number, "decision", ["decision": "list", "text": "建议列入。"], by: "sj-lv")
    try await house.act(number, "decision/approval", by: "sj-shi")
    let ready = try #require(try await task(house, "sj-shi", "notice/2026-1"))
    #expect(ready["since"]?.string?.hasPrefix("2026-11-20T17:50") == true, "\(ready)")
    #expect(ready["due"] == "2027-02-26")
    let published = try await house.enter("sj-shi", surely: true).post(
      "/rounds/2026-1/notice", ["channel": "质量发展处", "number": "2026-1"])
    let notice = try #require(published.json["id"]?.string, "\(published.text)")
    #expect(try await task(house, "sj-shi", "notice/2026-1") == nil)
    #expect(try await task(house, "sj-shi", "list/\(notice)") == nil)
    house.passNotice()
    let list = try #require(try await task(house, "sj-shi", "list/\(notice)"))
    #expect(
      list["since"]?.string?.hasPrefix("2026-11-27T00:00") == true && list["mine"] == true,
      "\(list)")
    #expect(house.faults == [])
  }

  @Test("几百项已经发布的，挤不走等着办的一件")
  func crowded() async throws {
    let house = try House()
    try house.openRound()
    let number = try await house.reviewed()
    try house.store.writeAndWait { database in
      for index in 1...250 {
        // 有效期到哪一天，也是期限；评审完成的没有期限，排在后面。
        try database.run(
          """
          INSERT INTO application (id, number, round, organisation, unit, kind, item, stage, edition,
            begun, since, submitted, due)
          SELECT ?1, ?2, round, organisation, unit, kind, '已经发布', 'listed', 1, begun, since,
            submitted, 21000 + ?1 FROM application WHERE number = ?3
          """, index, "2026-1-9\(100_000 + index)", number)
      }
    }
    #expect(try await items(house, "sj-lv") == ["禾欣有机米饼（上海禾欣食品有限公司）"])
  }
}
