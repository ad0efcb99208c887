import Accounts
import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("决定的是看过的那一版：版本写在可以办的事里，带回来就不会办在没看过的东西上")
struct SeenEditionTests {
  private func edition(_ name: String, in answer: JSON) -> JSON? {
    answer["acts"]?.array?.first { $0["name"]?.string == name }?["edition"]
  }

  @Test("推荐、初筛、拟办的决定：带着看到的版本；其间换了意见的，不决定并说出来")
  func decisions() async throws {
    let house = try House()
    let number = try await house.accepted()
    try await house.review(number)
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let path = "/applications/\(number)"
    let seen = try await approver.json(path)
    let read = try #require(edition("recommendation.approve", in: seen))
    #expect(read == seen["edition"])
    #expect(edition("recommendation.sendBack", in: seen) == read)
    #expect(edition("flag.raise", in: seen) == nil)
    let row = try await approver.json("/desk")["items"]?.array?.first {
      $0["subject"] == .string("application/\(number)")
    }
    #expect(edition("recommendation.approve", in: try #require(row)) == read)
    try await house.act(number, "proposal/return", ["reason": "请补充核查情况。"], by: "xh-zhouwei")
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "另一个意见。"], by: "xh-sunli")
    let late = try await approver.post("\(path)/recommendation", ["edition": read])
    #expect(late.code == "stale", "\(late.text)")
    #expect(late.json["detail"]?.string?.contains("其间：") == true, "\(late.text)")
    let page = try await approver.page("\(path)/proposal/return").text
    #expect(page.contains("name=\"edition\" value=\""))
  }

  @Test("异议的意见换过以后，照旧意见的决定不办；意见、决定、退回都带着版本")
  func objections() async throws {
    let house = try House()
    try house.openRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    let second = try await house.enter("sj-fang", surely: true).post(
      "/rounds/2026-1/notice", ["channel": "质量发展处，电话 021-00000000", "number": "2026-1"])
    #expect(second.json["detail"]?.string?.contains("已经公示了“") == true, "\(second.text)")
    _ = try await house.object(number, to: notice)
    try house.hire("xh-sunli", as: "municipalHandler", in: "shanghai", 81)
    try house.hire("xh-zhouwei", as: "municipalApprover", in: "shanghai", 82)
    let handler = try await house.enter("sj-gu", surely: true)
    let approver = try await house.enter("sj-fang", surely: true)
    let id = try #require(
      try await handler.json("/objections")["items"]?.array?.first?["id"]?.string)
    let path = "/objections/\(id)"
    let blank = try #require(edition("objection.propose", in: try await handler.json(path)))
    let first = try await handler.post(
      "\(path)/opinion", ["conclusion": "rejected", "reason": "查无此事。", "edition": blank])
    #expect(first.status == .ok, "\(first.text)")
    let read = try #require(edition("objection.decide", in: try await approver.json(path)))
    #expect(
      try await approver.page("\(path)/decision").text.contains(
        "name=\"edition\" value=\"\(read.integer ?? 0)\""))
    let back = try await approver.post("\(path)/return", ["reason": "再核实。", "edition": read])
    #expect(back.status == .ok, "\(back.text)")
    let other = try await handler.post(
      "\(path)/opinion", ["conclusion": "sustained", "reason": "核实属实。"])
    #expect(other.status == .ok, "\(other.text)")
    let late = try await approver.post(
      "\(path)/decision", ["number": .string(number), "edition": read])
    #expect(late.code == "stale", "\(late.text)")
    #expect(try await approver.json(path)["state"] == "proposed")
    let now = try #require(edition("objection.decide", in: try await approver.json(path)))
    #expect(now != read)
    let done = try await approver.post(
      "\(path)/decision", ["number": .string(number), "edition": now])
    #expect(done.status == .ok, "\(done.text)")
  }

  @Test("正文和 If-Match 说的不是同一版：422，什么都不改")
  func contradiction() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let path = "/applications/\(number)/sections/2"
    let now = try await writer.json(path)
    let sent = try await writer.post(
      path, ["edition": now["edition"] ?? 0, "answers": now["answers"] ?? [:]],
      fields: ["If-Match: \"7\""])
    #expect(sent.status == .unprocessable, "\(sent.text)")
    #expect(sent.json["errors"]?.array?.map { $0["code"] } == ["contradicts"])
    #expect(try await writer.json(path)["edition"] == now["edition"])
  }

  @Test("我的信息在两个窗口里改：后存的知道前面改过")
  func account() async throws {
    let guest = try await House().enter("chenjing", surely: true)
    let read = try #require(edition("account.correct", in: try await guest.json("/account")))
    let details: [(String, JSON)] = [
      ("fullName", "陈静"), ("mail", "chenjing@example.com"), ("phone", "13900139001"),
    ]
    func send(_ phone: JSON) async throws -> Response {
      try await guest.post(
        "/account/details",
        .object(
          details.map { .init($0.0, $0.0 == "phone" ? phone : $0.1) } + [.init("edition", read)]))
    }
    #expect(try await send("13900139002").status == .ok)
    let late = try await send("13900139003")
    #expect(late.code == "stale", "\(late.text)")
    // 两样都看得到：现在的，和自己填的。
    #expect(
      late.json["errors"]?.array?.first { $0["field"] == "phone" }?["message"]
        == "现在是：13900139002")
    let blind = try await guest.post("/account/details", .object(details.map { .init($0.0, $0.1) }))
    #expect(blind.json["errors"]?.array?.map { $0["field"] } == ["edition"], "\(blind.text)")
    #expect(
      try await guest.page("/account/details").text.contains("name=\"edition\" value=\"1\""))
  }
}
