import Applications
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("现场核查有照片，称号失效带走重点推荐，都在记录里")
struct VisitTests {
  let house: House

  init() throws { house = try House() }

  @Test("现场核查：日期、人、情况和照片，各单位看得到，企业看不到；没去过的日子不能记")
  func visit() async throws {
    let number = try await house.accepted()
    let path = "/applications/\(number)"
    let handler = try await house.enter("xh-sunli")
    let future = try await handler.post(
      "\(path)/visits", ["on": "2026-11-21", "people": "孙丽", "findings": "试"])
    #expect(future.json["errors"]?.array?.first?["code"] == "future")
    let early = try await handler.post(
      "\(path)/visits", ["on": "2026-11-19", "people": "孙丽", "findings": "试"])
    #expect(early.json["errors"]?.array?.first?["code"] == "tooEarly", "\(early.text)")
    try await house.act(
      number, "visits",
      ["on": "2026-11-20", "people": "孙丽、冯涛", "findings": "生产线在用。"], by: "xh-sunli")
    let seen = try #require(try await handler.json(path)["visits"]?.array?.first)
    #expect(seen["on"] == "2026-11-20" && seen["findings"] == "生产线在用。")
    let address = try #require(seen["href"]?.string).dropFirst(7)
    let sent = try await handler.upload(String(address), [], [("photo", Houses.pdf)])
    #expect(sent.json["photos"] == 1, "\(sent.text)")
    let more = try await handler.upload(String(address), [], [("photo", Houses.pdf)])
    #expect(more.json["photos"] == 2, "\(more.text)")
    let photos = try await house.enter("sj-lv").json(path)["visits"]?.array?.first?["photos"]?.array
    #expect(photos?.count == 2)
    let photo = String(try #require(photos?.first?.string).dropFirst(7))
    #expect(try await house.enter("sj-lv").get(photo).status == .ok)
    for login in ["lihua", "pd-wuqiang"] {
      #expect(try await house.enter(login).get(photo).status == .notFound, "\(login)")
    }
    #expect(try await house.enter("lihua").json(path)["visits"] == nil)
    #expect(
      try await house.enter("pd-wuqiang").upload(String(address), [], [("photo", Houses.pdf)])
        .status == .notFound)
    #expect(house.faults == [])
  }

  @Test("写错的可以作废，写明理由；记录还在，不再带进审核意见，也不能再传照片；不能作废两次")
  func struck() async throws {
    let number = try await house.accepted()
    let path = "/applications/\(number)"
    try await house.act(
      number, "visits", ["on": "2026-11-20", "people": "孙丽", "findings": "写错的。"], by: "xh-sunli")
    let handler = try await house.enter("xh-sunli")
    let visit = try #require(try await handler.json(path)["visits"]?.array?.first)
    #expect(visit["acts"]?.array?.map { $0["name"] } == ["visit.photo", "visit.strike"])
    let id = visit["visit"]?.string ?? ""
    #expect(try await handler.post("/visits/\(id)/strike").status == .unprocessable)
    let done = try await handler.post("/visits/\(id)/strike", ["reason": "日期写错"])
    #expect(done.json == ["visit": .string(id), "struck": "日期写错"], "\(done.text)")
    let after = try #require(try await handler.json(path)["visits"]?.array?.first)
    #expect(after["struck"] == "日期写错" && after["acts"] == [] && after["findings"] == "写错的。")
    #expect(!(try await handler.page("\(path)/review").text.contains("写错的。</textarea>")))
    #expect(
      try await handler.post("/visits/\(id)/strike", ["reason": "再来"]).code == "struckAlready")
    #expect(
      try await handler.upload("/visits/\(id)/photos", [], [("photo", Houses.pdf)]).code
        == "struckAlready")
    #expect(try await handler.page("/visits/\(id)/strike").text.contains("这次核查的记录已经作废。"))
    #expect(try await house.enter("sj-lv").page(path).text.contains("已作废"))
    #expect(house.faults == [])
  }

  @Test("核查写得再长，审核意见里也先填上，写明全文在记录里")
  func long() async throws {
    let number = try await house.accepted()
    try await house.act(
      number, "visits",
      [
        "on": "2026-11-20", "people": "孙丽",
        "findings": .string(String(repeating: "生产线在用。", count: 300)),
      ], by: "xh-sunli")
    let page = try await house.enter("xh-sunli").page("/applications/\(number)/review").text
    #expect(page.contains("生产线在用。") && page.contains("……（全文见现场核查记录）</textarea>"))
    #expect(house.faults == [])
  }

  @Test("称号被撤销：重点推荐随之取消，依据在记录里；同一项不能撤两次")
  func revoked() async throws {
    let number = try await house.recommended()
    let path = "/applications/\(number)"
    let handler = try await house.enter("xh-sunli")
    let before = try await handler.json(path)
    #expect(before["priority"] == "上海市市长质量奖")
    let honour = try #require(
      before["honours"]?.array?.first { $0["verdict"] == "verified" }?["honour"])
    let body: JSON = ["honour": honour, "kind": "revoked", "reason": "沪府发〔2026〕9号"]
    try await house.act(number, "honours/end", body, by: "xh-sunli")
    let after = try await house.enter("sj-lv").json(path)
    #expect(after["priority"] == nil && after["stage"] == "recommended")
    #expect(
      after["history"]?.array?.first?["text"] == "上海市市长质量奖被撤销：沪府发〔2026〕9号")
    #expect(after["honours"]?.array?.first?["ended"] == "revoked")
    // 没有还有效的了，也就没有可以记录的。
    #expect(after["acts"]?.array?.contains { $0["name"] == "honour.end" } == false)
    #expect(try await handler.post("\(path)/honours/end", body).code == "honourMissing")
    // 报送的汇总表照那一天的实际写。
    let sent = try await house.enter("xh-zhouwei", surely: true).post(
      "/batches/new", house.batch())
    let table = try await house.enter("sj-lv").json("/batches/\(sent.json["id"]?.string ?? "")")
    #expect(table["items"]?.array?.first?["priority"] == "否")
    #expect(house.faults == [])
  }

  @Test("有有效期的称号：过了最后一年，系统取消重点推荐，记在经过里，只记一次")
  func lapsed() async throws {
    let number = try await house.recommended()
    try house.store.writeAndWait { database in
      // As if its package had said that it holds for two years: 2024 to 2026.
      try database.batch("DROP TRIGGER honour_check_stands")
      try database.run("UPDATE honour_check SET last_year = 2026")
    }
    func turn() async throws -> JSON {
      try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
      return try await house.enter("sj-lv").json("/applications/\(number)")
    }
    #expect(try await turn()["priority"] == "上海市市长质量奖")
    house.pass(seconds: 60 * 86_400)
    let after = try await turn()
    #expect(after["history"]?.array?.first?["act"] == "honour.lapse")
    let again = try await turn()
    #expect(again["history"]?.array?.count { $0["act"] == "honour.lapse" } == 1)
    #expect(again["honours"]?.array?.first?["ended"] == "lapsed")
  }
}
