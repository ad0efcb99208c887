import Applications
import HTTP
import JSON
import Testing
import Vocabulary

@testable import Portal

@Suite("取消批次：截止以前可以，草稿随即结束，企业看到理由")
struct CancelledRoundTests {
  @Test("截止以后可以延长、更正，不再能取消")
  func closed() async throws {
    let (house, round) = try await begun()
    house.pass(seconds: 40 * 86_400)
    let chief = try await house.enter("sj-zhang", surely: true)
    #expect(try await chief.acts("/rounds/\(round)") == ["round.extend", "round.amend"])
    let late = try await cancel(round, by: chief)
    #expect(late.status == .conflict && late.code == "closed")
    #expect(late.json["detail"] == "这一批申请已截止，不能再“取消批次”。")
  }

  @Test("批次取消了，草稿随即终止，企业收到的是取消的理由")
  func calledOff() async throws {
    let (house, round) = try await begun()
    let number = try await house.draft(by: house.enter("lihua"))
    let done = try await cancel(round, by: house.enter("sj-zhang", surely: true))
    #expect(done.status == .ok, "\(done.text)")
    try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
    let file = try await house.enter("lihua").json("/applications/\(number)")
    #expect(file["outcome"] == "lapsed")
    #expect(file["history"]?.array?.first?["text"] == "2026 年第一批（演示）已取消，理由：方案改期。")
  }

  private func begun() async throws -> (house: House, round: String) {
    let house = try await House.withRound()
    let round = try await house.json("/api/v1/rounds")["items"]?.array?.last?["number"]?.string
    return (house, try #require(round))
  }

  private func cancel(_ round: String, by chief: Guest) async throws -> Response {
    let edition = try await chief.json("/rounds/\(round)")["edition"] ?? .null
    return try await chief.post(
      "/rounds/\(round)/cancellation",
      ["reason": "方案改期。", "number": .string(round), "edition": edition])
  }
}
