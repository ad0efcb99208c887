import Accounts
import Foundation
import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("没有走不下去的页面：下一步总在看得到的地方")
struct DeadEndTests {
  @Test("填报：申请页领到下一个没填的部分；没有可填的部分存一次也算填过；都填好了，请签署人提交")
  func draft() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    // Nothing is known of its honours: the fifth part begins empty, and may stay so.
    try house.store.writeAndWait {
      try $0.run("DELETE FROM registry_record WHERE kind = 'honours'")
    }
    let number = try await house.draft(by: writer)
    func lead() async throws -> String {
      let page = try await writer.page("/applications/\(number)").text
      return page.components(separatedBy: "继续填写：").dropFirst().first
        .map { String($0.prefix { $0 != "<" }) } ?? ""
    }
    #expect(try await lead() == "一、企业基本情况")
    let path = "/applications/\(number)/sections/5"
    let first = try await writer.post(path, ["edition": 0, "answers": [:]])
    #expect(first.json["edition"] == 1, "\(first.text)")
    #expect(try await writer.post(path, ["edition": 1, "answers": [:]]).json["edition"] == 1)
    let parts = try await writer.json("/applications/\(number)")["sections"]?.array
    #expect(parts?[4]["state"] == "filled")
    try await house.fill(number, by: writer)
    #expect(try await lead() == "")
    let words = "各部分都填好了，请本单位的签署人登录，检查以后提交。"
    #expect(try await writer.page("/applications/\(number)").text.contains(words))
    let signatory = try await house.enter("wangjianguo").page("/applications/\(number)").text
    #expect(!signatory.contains(words))
    #expect(signatory.contains("<a class=\"button\" href=\"/applications/\(number)/submission\">"))
    #expect(house.faults == [])
  }

  @Test("提出的委托在审核人的工作台上，不在提出人的")
  func commission() async throws {
    let house = try await House.withRound()
    _ = try await house.cultivating()
    let handler = try await house.enter("sj-lv")
    let body = try #require(
      try await handler.json("/commissions")["bodies"]?.array?.first?["body"]?.string)
    #expect(try await handler.acts("/commissions") == ["commission.propose"])
    // 从哪一批来，表里就已经选好哪一批。
    #expect(
      try await handler.page("/desk").text.contains("href=\"/commissions/new?round=2026-1\""))
    #expect(
      try await handler.page("/commissions/new?round=2026-1").text.contains(
        "value=\"2026-1\" selected"))
    let words: JSON = ["round": "2026-1", "body": .string(body), "note": "初筛和评审"]
    let asked = try await handler.post("/commissions/new", words)
    #expect(asked.status == .ok, "\(asked.text)")
    // 等着决定的时候，不再提出第二次。
    #expect(try await handler.acts("/commissions") == [])
    #expect(try await handler.post("/commissions/new", words).code == "proposedAlready")
    let approver = try await house.enter("sj-shi", surely: true)
    #expect(try await approver.page("/desk").text.contains("决定委托："))
    #expect(try await !handler.page("/desk").text.contains("决定委托："))
    let id = try #require(asked.json["id"]?.string)
    #expect(
      try await approver.post("/commissions/\(id)/decision", ["number": "2026-1"]).status == .ok)
    #expect(try await !approver.page("/desk").text.contains("决定委托："))
    #expect(house.faults == [])
  }

  @Test("决定是页上的主要一步，退回在它后面")
  func decision() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let proposed = try await house.enter("sj-lv").post(
      "/applications/\(number)/decision", ["decision": "list", "text": "建议列入公示。"])
    #expect(proposed.status == .ok, "\(proposed.text)")
    let page = try await house.enter("sj-shi").page("/applications/\(number)").text
    let place = page.components(separatedBy: "class=\"acts down\"").last ?? ""
    let (agree, back) = ("/decision/approval\"", "/decision/return\"")
    let before = place.components(separatedBy: agree)
    #expect(before.count == 2 && !before[0].contains(back) && before[1].contains(back))
  }
}
