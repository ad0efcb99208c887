import Accounts
import Applications
import Desk
import JSON
import Messages
import Review
import Routing
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Review

@Suite("评审的页面、工作台和接口的样子")
struct ReviewPageTests {
  /// The answer at `target`, held to the schema that its route publishes.
  private func fit(_ guest: Guest, _ target: String, _ pattern: String) async throws -> JSON {
    let answer = try await guest.get(target)
    try #require(answer.status == .ok, "\(target): \(answer.text)")
    let route = try #require(
      guest.house.routes.first { $0.method == .get && "\($0.pattern)" == pattern })
    #expect(route.operation.schema?.admits(answer.json) == true, "\(target): \(answer.text)")
    return answer.json
  }

  private func page(_ guest: Guest, _ target: String, says words: String...) async throws {
    let answer = try await guest.page(target)
    #expect(answer.status == .ok, "\(target): \(answer.text)")
    for word in words { #expect(answer.text.contains(word), "\(target): \(word)") }
  }

  private func tasks(_ guest: Guest) async throws -> [String] {
    (try await guest.json("/desk")["items"]?.array ?? []).map {
      "\($0["title"]?.string ?? "")|\($0["stage"]?.string ?? "")"
    }
  }

  @Test("每一步轮到谁，谁的工作台上就有；页面打得开，接口合自己的样子")
  func desks() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    let secretary = try await house.enter("zp-qin")
    let approver = try await house.enter("sj-shi")
    let supervisor = try await house.enter("jd-hua")
    #expect(try await tasks(secretary) == ["有 1 件等评审组|待分组"])
    #expect(
      try await secretary.json("/desk")["acts"]?.array?.contains { $0["name"] == "panel.form" }
        == true)
    let waiting = try await fit(secretary, "/panels", "/panels")
    #expect(waiting["waiting"]?.array?.map { $0["number"] } == [.string(number)])
    #expect(waiting["acts"]?.array?.map { $0["name"] } == ["panel.form"])
    try await page(secretary, "/panels/new", says: "固定候选名单", "case.\(number)")
    let formed = try await house.form([number], size: 5)
    let panel = try #require(formed.json["id"]?.string, "\(formed.text)")
    #expect(try await tasks(secretary) == [])
    #expect(try await tasks(approver) == ["提交抽取的承诺|等市局和监督员提交承诺"])
    try await page(approver, "/draws/\(panel)/commitment", says: "提交承诺", "id=\"nonce\"")
    _ = try await house.commit(panel, "sj-shi")
    #expect(try await tasks(approver) == [])
    _ = try await house.commit(panel, "jd-hua")
    #expect(try await tasks(supervisor) == ["揭示抽取的随机数|等市局和监督员揭示"])
    try await page(supervisor, "/draws/\(panel)/reveal", says: "揭示")
    for login in ["sj-shi", "jd-hua"] { _ = try await house.reveal(panel, login) }
    _ = try await fit(supervisor, "/draws/\(panel)", "/draws/:panel")
    let id = try #require(PanelID(panel))
    let members = try house.store.read { database in
      try database.all(
        "SELECT person FROM panel_seat WHERE panel = ? AND place <= 5 ORDER BY place", id.number
      ) { PersonID($0.int(0)) }
    }
    let first = try house.enter(members[0])
    #expect(try await tasks(first) == ["同意参加评审|已抽取"])
    try await page(first, "/panels/\(panel)", says: "同意参加评审")
    try await page(first, "/panels/\(panel)/refusal", says: "退出")
    try await first.post("/panels/\(panel)/acceptance")
    #expect(try await tasks(first) == ["禾欣有机米饼（上海禾欣食品有限公司）|等承诺"])
    let sheet = try house.review(number, members[0])
    try await page(first, "/reviews/\(sheet)/pledge", says: "上海禾欣食品有限公司", "保密")
    try await first.post("/reviews/\(sheet)/pledge", ["conflict": "none", "agreed": true])
    try await page(first, "/reviews/\(sheet)", says: "data-autosave", "name=\"score.1a1\"")
    try await page(first, "/applications/\(number)", says: "专家评审")
    _ = try await fit(first, "/reviews/\(sheet)", "/reviews/:review")
    _ = try await fit(first, "/panels/\(panel)", "/panels/:panel")
    // 填错了，填的都在。
    let key = try #require(
      FormKeys.value(of: "form", in: try await first.page("/reviews/\(sheet)").text))
    let browser = ["Cookie: session=\(first.token)", "Origin: http://here"]
    let wrong = try await house.answer(
      "POST", "/reviews/\(sheet)/sheet",
      fields: browser + ["Content-Type: application/x-www-form-urlencoded"],
      body: Array("form=\(key)&once=a1&edition=0&score.1a1=9&comment=gut".utf8))
    #expect(wrong.status == .unprocessable)
    #expect(wrong.text.contains("value=\"9\"") && wrong.text.contains("gut"))
    // 页面自动保存用的就是接口，带着浏览器的会话。
    let saved = try await house.answer(
      "POST", "/api/v1/reviews/\(sheet)/sheet",
      fields: browser + ["Content-Type: application/json"],
      body: Array(#"{"edition":0,"scores":{"1a1":4},"answers":{"comment":"好"}}"#.utf8))
    #expect(saved.json["edition"] == 1 && saved.json["projects"]?["1a"] == 4, "\(saved.text)")
    for person in members.dropFirst() {
      try await house.score(number, person, panel: panel)
    }
    try await first.post("/reviews/\(sheet)/sheet", Scored.sheet(1))
    try await first.post("/reviews/\(sheet)/lock", ["edition": 2, "agreed": true])
    #expect(try await tasks(secretary) == ["起草评审组意见|已抽取"])
    try await page(secretary, "/panels/\(panel)/report", says: "95 分")
    try await page(secretary, "/reviews/\(sheet)", says: "标准水平高")
    let drafted = try await secretary.post(
      "/panels/\(panel)/report",
      ["edition": 0, "opinion": "意见一致。", "cases": .object([.init(number, "建议列入。")])])
    #expect(drafted.status == .ok, "\(drafted.text)")
    #expect(try await tasks(secretary) == [])
    #expect(try await tasks(first) == ["签署评审组意见|已抽取"])
    let view = try await fit(first, "/panels/\(panel)", "/panels/:panel")
    #expect(view["acts"]?.array?.first?["sha256"] == drafted.json["sha256"])
    #expect(view["report"]?["unsigned"]?.array?.count == 5)
    try await page(first, "/panels/\(panel)", says: "签署评审组意见", "建议列入。")
    _ = try await fit(secretary, "/applications/\(number)", "/applications/:number")
    _ = try await fit(secretary, "/experts", "/experts")
    #expect(house.faults == [])
  }

  @Test("超过评审期限没有锁定的，提醒本人")
  func chased() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    let (_, members) = try await house.drawn([number])
    let late = try house.store.read { database in
      try ReviewRoom(house.rooms.applications.desk).trays.flatMap {
        try $0.due(until: try #require(Day(2026, 12, 4)), in: database)
      }
    }
    #expect(late.count == 7)
    #expect(Set(late.flatMap { $0.recipients.compactMap(\.person) }) == Set(members.prefix(7)))
    let early = try house.store.read { database in
      try ReviewRoom(house.rooms.applications.desk).trays.flatMap {
        try $0.due(until: try #require(Day(2026, 12, 3)), in: database)
      }
    }
    #expect(early.isEmpty)
  }
}
