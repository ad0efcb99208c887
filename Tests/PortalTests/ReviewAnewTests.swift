import Applications
import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("补正以后：审核意见要重新确认，以前填的都在，改了什么看得到，没有确认不能提出推荐")
struct ReviewAnewTests {
  let house: House

  init() throws { house = try House() }

  @Test("已经填全的：补正交回以后不能直接提出；页面和接口说改了什么；再存一次就可以")
  func stale() async throws {
    let number = try await house.accepted()
    try await house.review(number)
    #expect(try await house.names(number, "xh-sunli").contains("recommendation.propose"))
    let before = try await house.enter("xh-sunli").json("/applications/\(number)")["review"]
    #expect(before?["confirmed"] == true && before?["changed"] == [])
    try await house.corrected(number)
    #expect(try await !house.names(number, "xh-sunli").contains("recommendation.propose"))
    let handler = try await house.enter("xh-sunli")
    let refused = try await handler.post(
      "/applications/\(number)/proposal", ["decision": "recommend", "opinion": "符合。"])
    #expect(refused.code == "districtReviewMissing", "\(refused.text)")
    let review = try await handler.json("/applications/\(number)")["review"]
    #expect(review?["confirmed"] == false && review?["changed"] == ["innovation"])
    #expect(review?["edition"] == 1 && review?["answers"]?["condition2Evidence"] == "商标注册证")
    let page = try await handler.page("/applications/\(number)").text
    #expect(page.contains("企业补正以后，审核意见要重新确认") && page.contains("改过的：自主创新。"))
    let sheet = try await handler.page("/applications/\(number)/review").text
    for words in ["审核意见要重新确认", "改过的：自主创新。", "退回以后改了什么", "专利 1 号。", "value=\"商标注册证\""] {
      #expect(sheet.contains(words), "\(words)")
    }
    try await house.act(
      number, "review", ["edition": 1, "answers": DistrictTests.review], by: "xh-sunli")
    #expect(
      try await handler.json("/applications/\(number)")["review"]?["confirmed"] == true)
    #expect(try await !handler.page("/applications/\(number)").text.contains("重新确认"))
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    #expect(house.faults == [])
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("还没有填全的，和从来没有填过的：补正以后照常接着填")
  func unwritten() async throws {
    let number = try await house.accepted()
    try await house.corrected(number)
    let seen = try await house.enter("xh-sunli").json("/applications/\(number)")
    #expect(seen["review"] == nil)
    try await house.review(number)
    #expect(try await house.names(number, "xh-sunli").contains("recommendation.propose"))
  }

  @Test("还没有选结论，先写的理由不丢；选了不用写理由的结论，才不要")
  func reasonFirst() async throws {
    let number = try await house.accepted()
    let handler = try await house.enter("xh-sunli")
    let path = "/applications/\(number)/review"
    func save(_ edition: Int, _ answers: JSON) async throws -> JSON? {
      let saved = try await handler.post(path, ["edition": .integer(edition), "answers": answers])
      try #require(saved.status == .ok, "\(saved.text)")
      return try await handler.json("/applications/\(number)")["review"]?["answers"]?[
        "decisionReason"]
    }
    #expect(try await save(0, ["decisionReason": "商标不归企业"]) == "商标不归企业")
    let wrong = try await handler.post(
      path, ["edition": 1, "answers": ["decisionReason": ["x": 1]]])
    #expect(wrong.json["errors"]?.array?.map { $0["field"] } == ["decisionReason"])
    #expect(try await save(1, DistrictTests.review) == nil)
  }
}
