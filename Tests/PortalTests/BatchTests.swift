import JSON
import Registry
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("推荐汇总表和统计：报送有回执，导出有记录，GB18030 读得回来，数字对得上")
struct BatchTests {
  let house: House

  init() throws { house = try House() }

  private func sent() async throws -> String {
    _ = try await house.recommended()
    let answer = try await house.enter("xh-zhouwei", surely: true).post(
      "/batches/new", ["round": "2026-1"])
    return try #require(answer.json["id"]?.string, "\(answer.text)")
  }

  @Test("回执写明何时、几份、指纹；导出三种格式，每一次都记在日志里，浦东的导不出")
  func exported() async throws {
    let batch = try await sent()
    let seen = try await house.enter("xh-sunli").json("/batches/\(batch)")
    let hash = try #require(seen["hash"]?.string)
    #expect(
      seen["receipt"]?.string?.hasPrefix(
        "上海市市场监督管理局于 2026年11月20日 17:50 收到徐汇区市场监管局报送的推荐汇总表第 1 批，共 1 份") == true,
      "\(seen["receipt"]?.string ?? "")")
    #expect(seen["receipt"]?.string?.contains(hash) == true)
    let handler = try await house.enter("xh-sunli")
    #expect(
      try await handler.page("/batches/\(batch)").text.contains(
        "我单位推荐 1 项产品和服务参加培育，其中重点推荐 1 项，推荐汇总表附后（第 1 批）。"))
    let lines = try await handler.post("/batches/\(batch)/export", ["format": "xlsx"]).json
    #expect(lines["lines"]?.array?[1].array?[2] == "91310104MA1FR00186", "\(lines.text)")
    func file(_ format: String) async throws -> Response {
      try await handler.press(
        "/batches/\(batch)/export", "format=\(format)", on: "/batches/\(batch)")
    }
    let plain = try await file("csv")
    #expect(plain.status == .ok, "\(plain.text)")
    #expect(Array(plain.body.prefix(3)) == [0xEF, 0xBB, 0xBF])
    #expect(plain.text.contains("13800138000,") || plain.text.contains("13800138000\r\n"))
    let old = try await file("gb18030")
    #expect(old.field("Content-Type") == "text/csv; charset=gb18030")
    // “序号” in GB18030.
    #expect(Array(old.body.prefix(4)) == [0xD0, 0xF2, 0xBA, 0xC5])
    #expect(
      try await house.enter("pd-wuqiang").post("/batches/\(batch)/export", ["format": "csv"])
        .status == .notFound)
    let entries = try house.store.read { database in
      try database.all("SELECT summary FROM journal WHERE act = 'batch.export'") { $0.text(0) }
    }
    #expect(
      entries == Array(repeating: "导出推荐汇总表：徐汇区市场监管局推荐汇总表（第 1 批）", count: 3))
    #expect(house.faults == [])
  }

  @Test("统计：到过哪些环节、等了几天、称号和行业；区里只数自己的，少于三个区不显示全市中位数")
  func figures() async throws {
    _ = try await house.recommended()
    let writer = try await house.enter("lihua")
    let other = try await house.draft(by: writer, "禾欣点心")
    try await house.fill(other, by: writer)
    try await house.submit(other)
    house.pass(seconds: 12 * 86_400)
    let seen = try await house.enter("xh-zhouwei").json("/figures?round=2026-1")
    #expect(seen["scope"] == "徐汇区市场监管局")
    #expect(
      seen["funnel"]?.array?.prefix(4).map { $0["count"] } == [2, 1, 1, 0], "\(seen.text)")
    #expect(
      seen["waiting"]?.array?.first == [
        "stage": "submitted", "limit": 5, "count": 1, "late": 1, "median": "8",
      ], "\(seen.text)")
    #expect(
      seen["paces"]?.array?.first == ["name": "受理", "limit": 5, "count": 1, "median": "0"])
    #expect(seen["honours"] == [["name": "上海市市长质量奖", "count": 1]])
    #expect(seen["industries"]?.array?.map { $0["count"] } == [2])
    #expect(seen["units"] == [])
    let none = try await house.enter("pd-wuqiang").json("/figures?round=2026-1")
    #expect(none["funnel"]?.array?.allSatisfy { $0["count"] == 0 } == true)
    let city = try await house.enter("sj-lv").json("/figures?round=2026-1")
    #expect(
      city["units"] == [
        ["name": "徐汇区市场监管局", "received": 2, "accepted": 1, "recommended": 1, "late": 1]
      ], "\(city.text)")
    let page = try await house.enter("sj-lv").page("/figures").text
    #expect(page.contains("看数据表") && page.contains("class=\"bars\""))
    #expect(house.faults == [])
  }
}
