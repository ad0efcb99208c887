import JSON
import Testing

@testable import HTTP
@testable import Portal

/// 禾欣's application on its way, by the acts of those concerned.
extension House {
  func submitted() async throws -> String {
    try openRound()
    let writer = try await enter("lihua")
    let number = try await draft(by: writer)
    try await fill(number, by: writer, honours: true)
    try await submit(number)
    return number
  }

  /// One act on a case, which has to be done.
  @discardableResult
  func act(
    _ number: String, _ noun: String, _ body: JSON = [:], by login: String
  ) async throws -> JSON {
    let answer = try await enter(login, surely: true).post("/applications/\(number)/\(noun)", body)
    if answer.status != .ok { throw Trouble(text: "\(noun)：\(answer.text)") }
    return answer.json
  }

  func recommended() async throws -> String {
    let number = try await submitted()
    try await act(number, "acceptance", by: "xh-sunli")
    try await act(
      number, "review", ["edition": 0, "answers": DistrictTests.review], by: "xh-sunli")
    let file = try await enter("xh-sunli").json("/applications/\(number)")
    let honour = try #require(file["honours"]?.array?.first?["honour"]?.string)
    try await act(
      number, "honours",
      [
        "honour": .string(honour), "verdict": "verified", "variant": "mayorQualityAward",
        "basis": "announcement", "evidence": "沪府发〔2024〕3号",
      ], by: "xh-sunli")
    try await act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件，予以推荐。"], by: "xh-sunli")
    try await act(number, "recommendation", by: "xh-zhouwei")
    return number
  }

  func cultivating() async throws -> String {
    let number = try await recommended()
    let sent = try await enter("xh-zhouwei", surely: true).post(
      "/batches/new", batch())
    if sent.status != .ok { throw Trouble(text: sent.text) }
    try await act(number, "plan", ["measure": "工作站辅导建立品牌管理制度"], by: "xh-sunli")
    return number
  }

  func entrusted() async throws -> String {
    let number = try await cultivating()
    let bodies = try await enter("sj-lv").json("/commissions")["bodies"]?.array ?? []
    let body = try #require(
      bodies.first { $0["name"]?.string?.hasPrefix("上海质品") == true }?["body"])
    let asked = try await enter("sj-lv").post(
      "/commissions/new", ["round": "2026-1", "body": body, "note": "初筛和评审"])
    let id = try #require(asked.json["id"]?.string, "\(asked.text)")
    let decided = try await enter("sj-shi", surely: true).post(
      "/commissions/\(id)/decision", ["number": "2026-1"])
    if decided.status != .ok { throw Trouble(text: decided.text) }
    return number
  }
}
