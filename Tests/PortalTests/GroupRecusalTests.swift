import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("成组办的事里的回避：抽取、分组、委托")
struct GroupRecusalTests {
  private func declare(_ number: String, by login: String, in house: House) async throws {
    let done = try await house.enter(login).post(
      "/applications/\(number)/recusals", ["reason": "配偶在该企业任职"])
    try #require(done.status == .ok, "\(done.text)")
  }

  private func blocked(_ view: JSON) -> [String?] {
    view["blocked"]?.array?.map { $0["name"]?.string } ?? []
  }

  @Test("回避的人不承诺、不揭示抽取，按钮没有、理由写明；承诺以后才回避的，由另一位审核人员作废重来")
  func draw() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    let panel = try #require(try await house.form([number]).json["id"]?.string)
    let (path, commitment) = ("/panels/\(panel)", "href=\"/draws/\(panel)/commitment\"")
    let supervisor = try await house.enter("jd-hua")
    let task = "提交抽取的承诺"
    func tasks(_ guest: Guest) async throws -> [String?] {
      try await guest.json("/desk")["items"]?.array?.map { $0["title"]?.string } ?? []
    }
    #expect(try await supervisor.acts(path) == ["draw.commit"])
    #expect(try await tasks(supervisor).contains(task))
    try house.hire(
      "jd-hua", as: "enterpriseViewer", in: "hexin", 74,
      until: Int(Instant(Day(2024, 3, 1)!).milliseconds))
    let barred = try await supervisor.json(path)
    #expect(barred["acts"] == [] && blocked(barred) == ["draw.commit"], "\(barred.text)")
    let reason = "本组的“禾欣有机米饼”（\(number)）：您是或者近 3 年曾经是这家企业的人员"
    #expect(barred["blocked"]?.array?.first?["reason"]?.string?.hasPrefix(reason) == true)
    #expect(barred["blocked"]?.array?.first?["clause"] == "001 三（四）第一句")
    let page = try await supervisor.page(path).text
    #expect(page.contains(reason) && !page.contains(commitment))
    #expect(try await !tasks(supervisor).contains(task))
    #expect(try await house.commit(panel, "jd-hua").code == "recused")
    try house.store.writeAndWait { try $0.run("DELETE FROM membership WHERE id = 74") }
    for login in ["sj-shi", "jd-hua"] {
      try #require(try await house.commit(panel, login).json["id"] != nil)
    }
    try await declare(number, by: "sj-shi", in: house)
    let approver = try await house.enter("sj-shi")
    let gone = try await approver.json(path)
    #expect(gone["acts"] == [] && blocked(gone) == ["draw.reveal", "draw.annul"], "\(gone.text)")
    #expect(try await house.reveal(panel, "sj-shi").code == "recused")
    #expect(try await house.reveal(panel, "jd-hua").json["state"] == "revealing")
    try house.hire("sj-gu", as: "municipalApprover", in: "shanghai", 75)
    let other = try await house.enter("sj-gu", surely: true)
    #expect(try await other.acts(path) == ["draw.annul"])
    #expect(try await tasks(other).contains("作废评审组的抽取"))
    #expect(
      try await other.page(path).text.contains("提交承诺的人已经回避，不能再揭示。请作废这次抽取"))
    let annulled = try await other.post(
      "/draws/\(panel)/annulment", ["reason": "提交承诺的人回避", "number": "2026-1"])
    #expect(annulled.json["state"] == "annulled", "\(annulled.text)")
    #expect(house.faults == [])
  }

  @Test("秘书回避了等分组的每一件，分组的按钮没有、理由写明；还有别的，照样能分组")
  func forming() async throws {
    let house = try await House.withRound()
    let number = try await house.atReview()
    let secretary = try await house.enter("zp-qin")
    #expect(try await secretary.acts("/desk").contains("panel.form"))
    try await declare(number, by: "zp-qin", in: house)
    let view = try await secretary.json("/panels")
    #expect(view["acts"] == [] && blocked(view) == ["panel.form"], "\(view.text)")
    #expect(try await !secretary.acts("/desk").contains("panel.form"))
    #expect(try await secretary.json("/desk")["items"] == [])
    let page = try await secretary.page("/panels").text
    #expect(page.contains("您已经对这份申请申报回避") && !page.contains("/panels/new"))
    _ = try await house.atReview("禾欣谷物棒")
    #expect(try await secretary.acts("/panels") == ["panel.form"])
    #expect(house.faults == [])
  }

  @Test("决定委托的人回避的那一件留下，别的照样委托；全都回避的，没有决定的按钮，由别人决定")
  func commission() async throws {
    let house = try await House.withRound()
    let (first, second) = (
      try await house.atScreening(), try await house.atScreening("禾欣谷物棒")
    )
    for number in [first, second] { try house.place(number, at: "cultivating", by: "plan.takeUp") }
    try await declare(first, by: "sj-shi", in: house)
    let handler = try await house.enter("sj-lv")
    let body = try #require(
      try await handler.json("/commissions")["bodies"]?.array?.first?["body"])
    func propose() async throws -> String {
      let asked = try await handler.post(
        "/commissions/new", ["round": "2026-1", "body": body, "note": "初筛和评审"])
      return try #require(asked.json["id"]?.string, "\(asked.text)")
    }
    let approver = try await house.enter("sj-shi", surely: true)
    let done = try await approver.post("/commissions/\(propose())/decision", ["number": "2026-1"])
    #expect(done.json["cases"] == 1, "\(done.text)")
    #expect(done.json["held"]?.array?.map { $0["number"]?.string } == [first])
    #expect(
      done.json["held"]?.array?.first?["reason"]?.string?.hasPrefix("您已经对这份申请申报回避") == true)
    #expect(try await handler.json("/applications/\(first)")["stage"] == "cultivating")
    #expect(try await handler.json("/applications/\(second)")["stage"] == "screening")
    // 留下的可以再提出；回避的人没有可以决定的。
    let left = try await propose()
    let offered = try await approver.json("/commissions")["items"]?.array ?? []
    let names = offered.map { $0["acts"]?.array?.compactMap { $0["name"]?.string } ?? [] }
    #expect(names.sorted { $0.count < $1.count } == [[], ["commission.refuse"]], "\(offered)")
    #expect(
      try await approver.post("/commissions/\(left)/decision", ["number": "2026-1"]).code
        == "recused")
    // The desk says what the page says.
    func waits(_ guest: Guest) async throws -> Bool {
      (try await guest.json("/desk")["items"]?.array ?? []).contains {
        $0["href"] == "/commissions"
      }
    }
    #expect(try await !waits(approver))
    try house.hire("sj-gu", as: "municipalApprover", in: "shanghai", 75)
    let other = try await house.enter("sj-gu", surely: true)
    #expect(try await waits(other))
    #expect(
      try await other.post("/commissions/\(left)/decision", ["number": "2026-1"]).json["cases"] == 1
    )
    #expect(house.faults == [])
  }
}
