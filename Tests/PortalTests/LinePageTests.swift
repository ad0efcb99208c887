import Foundation
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("一件申请一路走来的页面：谁打开都在同一个框架里，给人看的都说《通知》")
struct LinePageTests {
  /// Each page has its one title, stands in the frame of whoever reads it, and names no document by
  /// our own numbers.
  private func look(
    _ guest: Guest, _ name: String, _ pages: String..., says: String = ""
  ) async throws {
    for page in pages {
      let answer = try await guest.page(page)
      let text = answer.text
      #expect(answer.status == .ok, "\(name) \(page): \(answer.status)")
      #expect(text.components(separatedBy: "<h1").count == 2, "\(name) \(page)")
      let header = text.components(separatedBy: "</header>").first ?? ""
      #expect(header.contains("退出登录") && header.contains(name), "\(name) \(page)")
      #expect(!header.contains(">登录</a>"), "\(name) \(page)")
      let shown = text.replacing(#/<pre.*?</pre>/#.dotMatchesNewlines(), with: "")
        .replacing(#/<[^>]*>/#, with: "")
      let found = shown.firstMatch(of: #/(^|[^0-9A-Za-z.\-])00[0-4][ ）].{0,20}/#)
      #expect(found.map { String($0.0) } == nil, "\(name) \(page)")
      if !says.isEmpty { #expect(text.contains(says), "\(name) \(page): \(says)") }
    }
  }

  @Test("从填报到推荐：企业、区里和市里的每一页")
  func district() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    try await look(writer, "李华", "/applications/new", "/desk")
    let number = try await house.draft(by: writer)
    let file = "/applications/\(number)"
    func main(_ noun: String, _ title: String) -> String {
      "<a class=\"button\" href=\"\(file)/\(noun)\">\(title)</a>"
    }
    for section in 1...6 {
      try await look(writer, "李华", "\(file)/sections/\(section)")
    }
    try await look(writer, "李华", "\(file)/sections/2", says: ">《通知》")
    try await look(writer, "李华", file, "/applications")
    try await house.fill(number, by: writer, honours: true)
    let signatory = try await house.enter("wangjianguo", surely: true)
    try await look(signatory, "王建国", "\(file)/submission", "\(file)/sections/5")
    try await house.submit(number)
    try await look(writer, "李华", file, "\(file)/submissions/1", "/desk", "/")
    let letter = try #require(
      (try await writer.json(file))["letters"]?.array?.first?["href"]?.string)
    try await look(writer, "李华", String(letter.dropFirst("/api/v1".count)))
    let handler = try await house.enter("xh-sunli")
    try await look(handler, "孙丽", file, "\(file)/return", "\(file)/refusal", "/desk", "/")
    try await house.act(number, "acceptance", by: "xh-sunli")
    try await look(handler, "孙丽", "\(file)/review", says: ">《通知》三（一）1")
    try await look(handler, "孙丽", "\(file)/honours", "\(file)/proposal")
    try await look(handler, "孙丽", file, says: main("honours", "核实称号"))
    try await house.act(
      number, "review", ["edition": 0, "answers": DistrictTests.review], by: "xh-sunli")
    let honour = try #require(
      (try await handler.json(file))["honours"]?.array?.first?["honour"]?.string)
    try await house.act(
      number, "honours",
      [
        "honour": .string(honour), "verdict": "verified", "variant": "mayorQualityAward",
        "basis": "announcement", "evidence": "沪府发〔2024〕3号",
      ], by: "xh-sunli")
    try await look(handler, "孙丽", "\(file)/proposal")
    // What comes next is what leads on, never what gives back.
    try await look(handler, "孙丽", file, says: main("proposal", "提出推荐意见"))
    try await look(handler, "孙丽", "/applications", says: ">提出推荐意见</a>")
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件，予以推荐。"], by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    try await look(approver, "周伟", file, "\(file)/proposal/return")
    try await house.act(number, "recommendation", by: "xh-zhouwei")
    try await look(approver, "周伟", "/batches/new")
    let sent = try await approver.post("/batches/new", house.batch())
    let batch = try #require(sent.json["id"]?.string, "\(sent.text)")
    try await look(approver, "周伟", "/batches/\(batch)")
    try await look(handler, "孙丽", "\(file)/plan")
    try await house.act(number, "plan", ["measure": "工作站辅导建立品牌管理制度"], by: "xh-sunli")
    try await look(
      try await house.enter("sj-lv"), "吕", "/commissions", "/commissions/new", file, "/desk",
      "/applications", "/experts")
    #expect(house.faults == [])
  }

  @Test("从初筛到评审报告：专业机构、专家和市局的每一页")
  func review() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let number = try await house.atScreening()
    let file = "/applications/\(number)"
    try await look(
      try await house.enter("zp-yang"), "杨", file, "\(file)/screening", "/desk", "/applications")
    try #require(try await house.screen(number, "pass").status == .ok)
    let checker = try await house.enter("zp-zhu")
    try await look(checker, "朱珠", file, "\(file)/screening/return", "\(file)/screening/failure")
    _ = try await checker.post("\(file)/screening/pass")
    let secretary = try await house.enter("zp-qin")
    try await look(secretary, "秦", "/panels", "/panels/new", "/desk", "/experts")
    let (panel, members) = try await house.drawn([number])
    try await look(secretary, "秦", "/panels/\(panel)", "/draws/\(panel)", "/panels", file)
    let expert = try house.enter(members[0])
    let name = try #require(
      try house.store.read {
        try $0.first("SELECT name FROM person WHERE id = ?", members[0].number) { $0.text(0) }
      })
    try await look(expert, name, "/panels/\(panel)", "/panels/\(panel)/refusal", "/desk")
    try await expert.post("/panels/\(panel)/acceptance")
    let sheet = "/reviews/\(try house.review(number, members[0]))"
    try await look(expert, name, sheet, "\(sheet)/pledge", "/experts/ties", "/experts/application")
    try await expert.post("\(sheet)/pledge", ["conflict": "none", "agreed": true])
    try await look(expert, name, sheet, file)
    for person in members.prefix(7).dropFirst() {
      try await house.score(number, person, panel: panel)
    }
    try await expert.post("\(sheet)/sheet", Scored.sheet(0))
    try await look(expert, name, sheet)
    try await expert.post("\(sheet)/lock", ["edition": 1, "agreed": true])
    try await look(expert, name, sheet)
    try await look(secretary, "秦", "/panels/\(panel)", "/panels/\(panel)/report", sheet)
    _ = try await secretary.post(
      "/panels/\(panel)/report",
      ["edition": 0, "opinion": "意见一致。", "cases": .object([.init(number, "建议列入。")])])
    try await look(expert, name, "/panels/\(panel)")
    try await look(try await house.enter("lihua"), "李华", "/experts/application", "/")
    #expect(house.faults == [])
  }
}
