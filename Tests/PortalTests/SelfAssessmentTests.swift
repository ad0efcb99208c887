import JSON
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("对照评分表逐项自评：分值、依据、附件，专家打分时在旁边")
struct SelfAssessmentTests {
  private let texts: [(String, JSON)] = [
    ("innovation", "自主研发。"), ("quality", "检验合格。"), ("management", "通过体系认证。"),
    ("brand", "创立于 2012 年。"), ("responsibility", "节能减排。"),
  ]

  private func row(_ item: String, _ score: Double, _ more: [JSON.Member] = []) -> JSON {
    .object(
      [
        .init("selfItem", .string(item)), .init("selfScore", .decimal(score)),
        .init("selfGrounds", "设有研发中心。"),
      ] + more)
  }

  static let wrong: [(rows: [(String, Double)], field: String, code: String)] = [
    ([("1a1", 4.5)], "self.1.selfScore", "outOfRange"),
    ([("1a1", 4), ("1d1", 3), ("1a1", 2)], "self.3.selfItem", "twice"),
    ([("9z9", 1)], "self.1.selfItem", "notAChoice"),
    ([("5c1", 2.01)], "self.1.selfScore", "outOfRange"),
  ]

  @Test("不高于评分表的分值，一项只说一次，没有的项不收", arguments: wrong)
  func refused(rows: [(String, Double)], field: String, code: String) async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let saved = try await house.save(
      number, 7, texts + [("self", .array(rows.map { row($0.0, $0.1) }))], by: writer, edition: 0)
    #expect(saved.status == .unprocessable)
    #expect(
      saved.json["errors"]?.array?.map { [$0["field"], $0["code"]] } == [
        [.string(field), .string(code)]
      ], "\(saved.text)")
  }

  @Test("页面上每一项都在，填了的才算；再打开时在自己那一项下面")
  func page() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let path = "/applications/\(number)/sections/7"
    let shown = try await writer.page(path).text
    #expect(shown.contains("<legend>1b1　近两年在产品和服务的设计、研发和制造等关键环节取得的自主知识产权和核心技术成果（5 分）</legend>"))
    #expect(shown.contains("<span>自主创新（5 项，已填 0 项）</span>"))
    let pressed = try await writer.press(
      path,
      "edition=0&innovation=a&self.1.selfItem=1a1&self.1.selfScore=&self.1.selfGrounds="
        + "&self.2.selfItem=1a2&self.2.selfScore=&self.3.selfItem=1b1&self.3.selfScore=4.5"
        + "&self.3.selfGrounds=%E4%B8%93%E5%88%A9&self.9.selfItem=2c1&self.9.selfScore=",
      on: path)
    #expect(pressed.status == .seeOther)
    let kept = try await writer.json(path)
    #expect(
      kept["answers"]?["self"] == [
        ["selfItem": "1b1", "selfScore": .decimal(4.5), "selfGrounds": "专利"]
      ], "\(kept["answers"]?.text ?? "")")
    let again = try await writer.page(path).text
    #expect(again.contains("<span>自主创新（5 项，已填 1 项）</span>"))
    // What was filled first is the first row, wherever its item stands among the others.
    #expect(again.contains("name=\"self.1.selfItem\" value=\"1b1\""))
    #expect(again.contains("value=\"4.5\""))
    // Too much is said at its own item.
    let over = try await writer.press(
      path,
      "edition=1&innovation=a&self.1.selfItem=1b1&self.1.selfScore=5.5&self.1.selfGrounds=x",
      on: path)
    #expect(over.status == .unprocessable)
    #expect(over.text.contains("的自评分不能高于 5 分"))
  }

  @Test("专家签了承诺才看得到，看到的是冻结的那一版和它指的附件")
  func expert() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let file = try await writer.upload(
      "/applications/\(number)/files/otherFile", [], [("file", Houses.pdf)])
    let name = try #require(file.json["name"]?.string, "\(file.text)")
    let saved = try await house.save(
      number, 7,
      texts + [("self", [row("1b1", 4.5, [.init("selfProof", .string(name))]), row("5a1", 2)])],
      by: writer, edition: 0)
    try #require(saved.status == .ok, "\(saved.text)")
    try await house.fill(number, by: writer)
    try await house.submit(number)
    try house.place(number, at: "screening")
    try #require(try await house.screen(number, "pass").status == .ok)
    try await house.act(number, "screening/pass", by: "zp-zhu")
    try house.addExperts(12)
    let (panel, members) = try await house.drawn([number])
    let expert = try house.enter(members[0])
    let review = try house.review(number, members[0])
    try #require(try await expert.post("/panels/\(panel)/acceptance").status == .ok)
    func own() async throws -> [String: JSON] {
      let items = try await expert.json("/reviews/\(review)")["items"]?.array ?? []
      return Dictionary(
        uniqueKeysWithValues: items.compactMap { item in
          item["own"].map { (item["id"]?.string ?? "", $0) }
        })
    }
    #expect(try await own() == [:])
    let pledged = try await expert.post(
      "/reviews/\(review)/pledge", ["conflict": "none", "agreed": true])
    try #require(pledged.status == .ok, "\(pledged.text)")
    #expect(
      try await own() == [
        "1b1": ["score": .decimal(4.5), "grounds": "设有研发中心。", "file": .string(name)],
        "5a1": ["score": 2, "grounds": "设有研发中心。"],
      ])
    let page = try await expert.page("/reviews/\(review)").text
    #expect(page.contains("企业自评 4.5 分：设有研发中心。"))
    #expect(page.contains(">\(name)</a>"))
  }
}
