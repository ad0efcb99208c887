import JSON
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("分歧大的再看一次：规则包说多大算大，秘书请一次，专家各自改或不改，起草以后就不再动")
struct SecondLookTests {
  /// Seven sheets, one of them so many points under the others.
  private func scored(less: Double) async throws -> (
    house: House, number: String, panel: String, members: [PersonID]
  ) {
    let (house, number, panel, members) = try await House.atPanel(
      rubric: "\"official\": \"mean\", \"spread\": 1.5")
    for (index, person) in members.prefix(7).enumerated() {
      try await house.score(number, person, panel: panel, less: index == 2 ? less : 0)
    }
    return (house, number, panel, Array(members.prefix(7)))
  }

  @Test("相差多少、算不算大，都锁定以后才看得到；正好到线的不算", arguments: [(1.5, false), (2, true)])
  func found(less: Double, isWide: Bool) async throws {
    let (house, _, panel, _) = try await scored(less: less)
    let secretary = try await house.enter("zp-qin")
    let file = try await secretary.json("/panels/\(panel)")["cases"]?.array?.first
    #expect(file?["spread"] == (less == 2 ? 2 : .decimal(less)) && file?["isWide"] == .bool(isWide))
    let page = try await secretary.page("/panels/\(panel)").text
    #expect(page.contains("分歧大：超过 1.5 分") == isWide)
    // 规则包说了多大算大的，不大的不能再看。
    #expect(try await secretary.acts("/panels/\(panel)").contains("review.lookAgain") == isWide)
    #expect(house.faults == [])
  }

  @Test("秘书请再看：专家收到，改的写理由再锁定，原来的留着；每件一次；起草以后谁也改不了")
  func asked() async throws {
    let (house, number, panel, members) = try await scored(less: 2)
    house.pass(seconds: 60)
    let secretary = try await house.enter("zp-qin")
    let path = "/panels/\(panel)/second-look"
    func offer() async throws -> JSON? {
      try await secretary.json("/panels/\(panel)")["acts"]?.array?.first {
        $0["name"] == "review.lookAgain"
      }
    }
    let act = try #require(try await offer())
    #expect(act["case"]?.array?.map { $0["id"] } == [.string(number)])
    let body: JSON = [
      "case": .string(number), "reason": "3b 请再核对", "edition": act["edition"] ?? 0,
    ]
    // 没有请的时候，都锁定了就不能撤回。
    let early = try house.enter(members[2])
    let sheet = "/reviews/\(try house.review(number, members[2]))"
    #expect(try await early.json(sheet)["acts"] == [])
    let unknown = try await secretary.post(
      path, ["case": "2026-1-0", "reason": "x", "edition": act["edition"] ?? 0])
    #expect(unknown.json["errors"]?.array?.first?["field"] == "case", "\(unknown.text)")
    let page = try await secretary.page(path).text
    #expect(page.contains("相差 2 分") && page.contains("请专家再看一次</button>"))
    let done = try await secretary.post(path, body)
    #expect(done.status == .ok, "\(done.text)")
    #expect(try await offer() == nil)
    #expect(try await secretary.post(path, body).code == "nothingToLookAt")
    let expert = try house.enter(members[2])
    let told = try await expert.json("/inbox")["items"]?.array?.first
    #expect(told?["text"]?.string?.contains("3b 请再核对") == true, "\(told?.text ?? "")")
    #expect(try await expert.json(sheet)["acts"]?.array?.map { $0["name"] } == ["sheet.reopen"])
    let back = try await expert.post("\(sheet)/reopening", ["reason": "漏看了附件", "edition": 1])
    #expect(back.json["state"] == "pledged", "\(back.text)")
    // 看过别人的，改的时候不能一走了之；请的话，后来的候补看不到。
    #expect(
      try await expert.acts("/panels/\(panel)").allSatisfy { $0 != "review.decline" })
    #expect(
      try await expert.post("/panels/\(panel)/refusal", ["reason": "有事", "count": 1]).code
        == "hasRead")
    #expect(
      try await expert.json("/panels/\(panel)")["cases"]?.array?.first?["secondLook"]
        == "3b 请再核对")
    // 改的时候，别人的分又看不到了。
    let other = "/reviews/\(try house.review(number, members[0]))"
    #expect(try await expert.get(other).status == .notFound)
    try await expert.post("\(sheet)/sheet", Scored.sheet(1))
    let locked = try await expert.post("\(sheet)/lock", ["edition": 2, "agreed": true])
    #expect(locked.json["total"] == 95, "\(locked.text)")
    // 别人还开着的时候也一样：看过一次、又锁定了的，不能跟着再改。
    let third = try house.enter(members[1])
    let thirdSheet = "/reviews/\(try house.review(number, members[1]))"
    #expect(
      try await third.post("\(thirdSheet)/reopening", ["reason": "也看看", "edition": 1]).status
        == .ok)
    #expect(
      try await expert.post("\(sheet)/reopening", ["reason": "再改", "edition": 2]).code
        == "sheetsRead")
    #expect(
      try await third.json(thirdSheet)["blocked"]?.array?.map { $0["name"] } == ["review.decline"])
    #expect(
      try await third.post("\(thirdSheet)/lock", ["edition": 1, "agreed": true]).status == .ok)
    #expect(
      try await expert.post("\(sheet)/reopening", ["reason": "再改", "edition": 2]).code
        == "sheetsRead")
    let file = try await secretary.json("/panels/\(panel)")["cases"]?.array?.first
    #expect(file?["spread"] == 0 && file?["secondLook"] == "3b 请再核对" && file?["score"] == 95)
    #expect(
      try await secretary.json(sheet)["reopened"]?.array?.map { $0["total"] } == [93])
    let drafted = try await secretary.post(
      "/panels/\(panel)/report",
      ["edition": 0, "opinion": "意见一致。", "cases": .object([.init(number, "建议列入。")])])
    #expect(drafted.status == .ok, "\(drafted.text)")
    // 请过、没有动的，起草以后也不能动了，说的是为什么。
    let late = try await house.enter(members[0]).post(
      "\(other)/reopening", ["reason": "再改", "edition": 1])
    #expect(late.code == "reported", "\(late.text)")
    #expect(try house.journal("review.lookAgain") == ["请专家再看一次评分（\(number)）"])
    #expect(house.faults == [])
  }
}
