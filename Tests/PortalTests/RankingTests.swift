import Foundation
import JSON
import Linux
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("评审结果排名：从高到低，经办人从这里提出拟办意见")
struct RankingTests {
  @Test("分高的在前，同分同名次；各人看到的可以办的不一样；评完以前没有")
  func ranked() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let items = ["禾欣有机米饼", "禾欣米粉", "禾欣杂粮粥"]
    var numbers: [String] = []
    for item in items { numbers.append(try await house.atReview(item)) }
    let (panel, drawn) = try await house.drawn(numbers)
    let members = drawn.prefix(7)
    let handler = try await house.enter("sj-lv")
    let path = "/rounds/2026-1/ranking"
    #expect(
      try await handler.json(path) == [
        "round": "2026-1", "passLine": 60, "official": "mean", "items": [], "acts": [],
      ])
    #expect(try await handler.page(path).text.contains("这一批还没有评审完成的申请"))
    for person in members {
      // 第二件每人少 1 分，第三件与第一件同分。
      for (number, less) in zip(numbers, [0.0, 1, 0]) {
        try await house.score(number, person, panel: panel, less: less)
      }
    }
    try await house.sign(numbers, panel, members)
    let rows = try await handler.json(path)["items"]?.array ?? []
    #expect(rows.map { $0["place"] } == [1, 1, 3])
    #expect(rows.map { $0["score"] } == [95, 95, 94])
    #expect(rows.last?["number"] == .string(numbers[1]))
    #expect(rows.first?["totals"] == .array(Array(repeating: 95, count: 7)))
    let last = "/applications/\(numbers[1])"
    #expect(
      rows.last?["acts"] == [
        ["name": "decision.propose", "href": .string("/api/v1\(last)/decision")]
      ])
    let page = try await handler.page(path)
    #expect(page.text.contains("合格分数 60 分以上") && page.text.contains("提出拟办意见"))
    #expect(
      try await handler.json(path)["acts"]?.array?.map { $0["name"] } == ["decision.proposeSeveral"]
    )
    #expect(page.text.contains("href=\"/rounds/2026-1/proposals\""))
    // 从批次的页面走得到；看的人没有可以办的。
    #expect(try await handler.page("/rounds/2026-1").text.contains("评审结果排名"))
    let watcher = try await house.enter("jd-hua").json(path)["items"]?.array ?? []
    #expect(watcher.map { $0["acts"] } == [[], [], []])
    #expect(try await house.enter("zp-qin").page("/panels/\(panel)").text.contains("评审组意见已签署"))
    func propose(_ word: JSON) async throws -> Response {
      try await handler.post(
        "\(last)/decision", ["decision": word, "text": "建议。", "remedy": "可以申请复核。"])
    }
    // 合格分数是规则包的：低于它的不能列入。
    func keep(_ score: String, instead other: String) throws {
      try house.store.writeAndWait {
        try $0.run("UPDATE matter SET word = ? WHERE kind = 'report' AND word = ?", score, other)
      }
    }
    try keep("59.99", instead: "94")
    #expect(
      try await propose("list").json["errors"]?.array?.first?["message"]
        == "专家评审总分 59.99，不到合格分数 60，不能列入公示。")
    try keep("94", instead: "59.99")
    #expect(try await propose("list").status == .ok)
    let approver = try await house.enter("sj-shi").json(path)["items"]?.array?.last
    #expect(
      approver?["acts"]?.array?.map { $0["name"] } == ["decision.approve", "decision.sendBack"])
    #expect(house.faults == [])
  }

  @Test("规则包写去掉最高最低的，排名、评审组和申请上的正式分都按它；意见里写明是哪一种")
  func trimmed() async throws {
    let (house, number, panel, drawn) = try await House.atPanel(
      rubric: "\"official\": \"trimmedMean\", \"trimFrom\": 5")
    let members = drawn.prefix(7)
    // 六人 95 分，一人 92 分：平均 94.57；去掉一个 95 分和那个 92 分，是 95。
    for (index, person) in members.enumerated() {
      try await house.score(number, person, panel: panel, less: index == 3 ? 3 : 0)
    }
    let secretary = try await house.enter("zp-qin")
    try await house.sign([number], panel, members)
    let seen = try await secretary.json("/panels/\(panel)")
    #expect(seen["cases"]?.array?.first?["score"] == 95)
    #expect(seen["cases"]?.array?.first?["rule"] == "trimmedMean")
    #expect(seen["report"]?["content"]?["cases"]?.array?.first?["rule"] == "trimmedMean")
    let handler = try await house.enter("sj-lv")
    let ranking = try await handler.json("/rounds/2026-1/ranking")
    #expect(ranking["official"] == "trimmedMean")
    #expect(ranking["items"]?.array?.map { $0["score"] } == [95])
    #expect(ranking["items"]?.array?.first?["totals"] == [95, 95, 95, 95, 95, 95, 92])
    #expect(try await handler.page("/rounds/2026-1/ranking").text.contains("去掉一个最高总分和一个最低总分"))
    #expect(try await handler.json("/applications/\(number)")["report"]?["score"] == 95)
    #expect(house.faults == [])
  }
}
