import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("专家看得到的，到评审结束或者申请终止为止；自己写的还在")
struct ExpertLeavesTests {
  /// What tells an address from one that leads nowhere: nothing but the number of its request.
  private func same(_ one: Response, _ other: Response) -> Bool {
    func bare(_ answer: Response) -> [JSON.Member] {
      (answer.json.members ?? []).filter { $0.name != "request" && $0.name != "instance" }
    }
    return one.status == other.status && JSON.object(bare(one)) == JSON.object(bare(other))
  }

  @Test("评审中撤回的：申请、附件、没有承诺的评分表都和不存在的一样；写过的评分表还在，里面没有企业写的；撤销撤回，又看得到")
  func withdrawn() async throws {
    let (house, number, panel, drawn) = try await House.atPanel()
    let (writer, idle) = (drawn[0], drawn[1])
    let expert = try house.enter(writer)
    #expect(try await expert.post("/panels/\(panel)/acceptance").status == .ok)
    let sheet = try house.review(number, writer)
    #expect(
      try await expert.post("/reviews/\(sheet)/pledge", ["conflict": "none", "agreed": true])
        .status == .ok)
    #expect(try await expert.post("/reviews/\(sheet)/sheet", Scored.sheet(0)).status == .ok)
    #expect(try await expert.get("/applications/\(number)").status == .ok)
    #expect(try await expert.json("/applications")["items"]?.array?.count == 1)
    let other = try house.enter(idle)
    let unpledged = try house.review(number, idle)
    #expect(try await other.get("/reviews/\(unpledged)").status == .ok)

    let out = try await house.enter("wangjianguo", surely: true).post(
      "/applications/\(number)/withdrawal", ["number": .string(number), "reason": "产品停产"])
    try #require(out.json["outcome"] == "withdrawn", "\(out.text)")
    let absent = try await expert.get("/applications/2026-1-9999999")
    for path in ["/applications/\(number)", "/applications/\(number)/submissions/1"] {
      let answer = try await expert.get(path)
      #expect(answer.status == .notFound, "\(path)")
      #expect(same(answer, absent), "\(answer.text)")
    }
    #expect(try await expert.page("/applications/\(number)").status == .notFound)
    #expect(try await expert.json("/applications")["items"] == [])
    // 自己写的还在，不能再改；企业自己写的分数和依据没有了。
    let own = try await expert.json("/reviews/\(sheet)")
    #expect(own["scores"]?["1a1"] == 4 && own["acts"] == [] && own["due"] == nil)
    #expect(own["items"]?.array?.allSatisfy { $0["own"] == nil } == true)
    #expect(try await expert.page("/reviews/\(sheet)").text.contains("申请材料不再提供"))
    #expect(try await expert.post("/reviews/\(sheet)/sheet", Scored.sheet(1)).code == "wrongStage")
    let seen = try await expert.json("/panels/\(panel)")
    #expect(seen["cases"]?.array?.map { $0["stage"] } == ["ended"])
    #expect(seen["reviews"]?.array?.map { $0["id"] } == [.string(sheet)])
    // 什么也没有写过的，什么也不剩。
    let none = try await other.get("/reviews/0000000000000")
    let gone = try await other.get("/reviews/\(unpledged)")
    #expect(gone.status == .notFound && same(gone, none), "\(gone.text)")
    #expect(
      try await other.post("/reviews/\(unpledged)/pledge", ["conflict": "none", "agreed": true])
        .status == .notFound)
    #expect(try await other.get("/panels/\(panel)").status == .notFound)
    #expect(try await other.json("/panels")["items"] == [])

    let undone = try await house.enter("wangjianguo", surely: true).post(
      "/applications/\(number)/undo")
    try #require(undone.json["stage"] == "reviewing", "\(undone.text)")
    #expect(try await expert.get("/applications/\(number)").status == .ok)
    #expect(try await other.get("/reviews/\(unpledged)").status == .ok)
    #expect(house.faults == [])
  }

  @Test("退出的只是还在评的：撤回了的不算在内，接口说几件，页面列几件，办的就是几件")
  func leavesWhatIsLive() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let (stays, away) = (try await house.atReview(), try await house.atReview("禾欣杂粮粥"))
    let (panel, members) = try await house.drawn([stays, away])
    try await house.act(
      away, "withdrawal", ["number": .string(away), "reason": "再想想"], by: "wangjianguo")
    let expert = try house.enter(members[0])
    let path = "/panels/\(panel)"
    let offer = try await expert.json(path)["acts"]?.array?.first { $0["name"] == "review.decline" }
    #expect(offer?["count"] == 1)
    let page = try await expert.page("\(path)/refusal").text
    #expect(page.contains("禾欣有机米饼（\(stays)）") && !page.contains(away))
    try house.makeSure(of: expert)
    let both = try await expert.post("\(path)/refusal", ["reason": "出差", "count": 2])
    #expect(both.json["errors"]?.array?.map { $0["field"] } == ["count"], "\(both.text)")
    #expect(try await expert.post("\(path)/refusal", ["reason": "出差", "count": 1]).status == .ok)
    // 只剩撤回了的：没有可以答复、可以退出的，接口不提，办也不办。
    #expect(try await expert.acts(path) == [])
    #expect(try await expert.post("\(path)/acceptance").code == "answeredAlready")
    try house.makeSure(of: expert)
    #expect(
      try await expert.post("\(path)/refusal", ["reason": "出差", "count": 1]).code
        == "answeredAlready")
    // 候补接的是还在评的那一件，撤回了的不请人。
    let called = try house.store.read { database in
      try database.all(
        "SELECT application FROM review WHERE person = ?", members[7].number
      ) { $0.int(0) }
    }
    #expect(called.count == 1)
  }

  @Test("评完的：自己的评分表和签过的意见还在；别人的评分表、后来到了哪一步，不再看得到；退出的看不到意见")
  func concluded() async throws {
    let (house, number, panel, drawn) = try await House.atPanel()
    let left = drawn[0]
    let quitter = try house.enter(left)
    #expect(try await quitter.post("/panels/\(panel)/acceptance").status == .ok)
    try house.makeSure(of: quitter)
    #expect(
      try await quitter.post("/panels/\(panel)/refusal", ["reason": "出差", "count": 1]).status == .ok
    )
    #expect(try await quitter.json("/panels/\(panel)")["reviews"]?.array?.count == 1)
    let members = Array(drawn.dropFirst().prefix(7))
    for person in members { try await house.score(number, person, panel: panel) }
    let expert = try house.enter(members[0])
    let foreign = try house.review(number, members[1])
    #expect(try await expert.get("/reviews/\(foreign)").status == .ok)
    let drafted = try await house.enter("zp-qin").post(
      "/panels/\(panel)/report",
      ["edition": 0, "opinion": "意见一致。", "cases": .object([.init(number, "建议列入。")])])
    #expect(try await quitter.json("/panels/\(panel)")["report"] == nil)
    for person in members {
      let signed = try await house.enter(person).post(
        "/panels/\(panel)/signature", ["sha256": drafted.json["sha256"] ?? ""])
      try #require(signed.status == .ok, "\(signed.text)")
    }
    #expect(try await expert.get("/applications/\(number)").status == .notFound)
    let own = try await expert.json("/reviews/\(try house.review(number, members[0]))")
    #expect(own["state"] == "locked" && own["total"] == 95)
    #expect(try await expert.get("/reviews/\(foreign)").status == .notFound)
    #expect(try await house.enter("zp-qin").get("/reviews/\(foreign)").status == .ok)
    #expect(try await quitter.get("/panels/\(panel)").status == .notFound)
    _ = try await house.act(
      number, "decision", ["decision": "notList", "text": "不够先进。", "remedy": "可以申请复核。"],
      by: "sj-lv")
    try await house.act(number, "decision/refusal", ["number": .string(number)], by: "sj-shi")
    let seen = try await expert.json("/panels/\(panel)")
    #expect(seen["cases"]?.array?.map { $0["stage"] } == ["reviewed"])
    #expect(seen["report"]?["content"]?["opinion"] == "意见一致。")
    #expect(seen["reviews"]?.array?.count == 1)
    let body = try await house.enter("zp-qin").json("/panels/\(panel)")
    #expect(body["cases"]?.array?.map { $0["stage"] } == ["ended"])
    #expect(body["reviews"]?.array?.count == 8)
    #expect(house.faults == [])
  }
}
