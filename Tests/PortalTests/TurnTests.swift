import Accounts
import Foundation
import JSON
import Testing

@testable import Applications
@testable import HTTP
@testable import Portal

@Suite("轮到谁、等谁、到哪一天：页面、工作台和接口说的是同一件事")
struct TurnTests {
  let house: House

  init() throws { house = try House() }

  private func row(_ number: String, _ login: String) async throws -> JSON? {
    try await house.enter(login).json("/desk")["items"]?.array?.first {
      $0["subject"] == .string("application/\(number)")
    }
  }

  /// Whose turn the page says that it is.
  private func turn(_ number: String, _ login: String) async throws -> String? {
    let page = try await house.enter(login).page("/applications/\(number)").text
    let after = page.components(separatedBy: "<dt>轮到</dt>").dropFirst().first
    return after?.components(separatedBy: "<dd>").dropFirst().first?
      .components(separatedBy: "<").first
  }

  @Test("手里的申请等别人的时候，还在工作台上，写明等谁；页面不再说轮到自己")
  func waitsForOthers() async throws {
    let number = try await house.submitted()
    #expect(try await turn(number, "xh-sunli") == "您")
    #expect(try await turn(number, "xh-zhouwei") == "徐汇区市场监管局")
    try await house.act(number, "handler", by: "xh-sunli")
    #expect(try await row(number, "xh-sunli")?["mine"] == true)
    try await house.act(number, "acceptance", by: "xh-sunli")
    try await house.review(number)
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    #expect(try await row(number, "xh-sunli")?["mine"] == false)
    #expect(try await row(number, "xh-zhouwei")?["mine"] == true)
    #expect(try await turn(number, "xh-sunli") == "徐汇区市场监管局")
    #expect(try await turn(number, "xh-zhouwei") == "您")
    try await house.act(number, "proposal/return", ["reason": "请补充。"], by: "xh-zhouwei")
    try await house.act(number, "return", ["items": ["innovation": "请写明专利号"]], by: "xh-sunli")
    let waiting = try await row(number, "xh-sunli")
    #expect(waiting?["mine"] == false && waiting?["holder"] == "上海禾欣食品有限公司")
  }

  @Test("补正：要改的那一部分写着待补正，先领到那里；改了又改回去的还是待补正；都改过了请签署人提交")
  func corrections() async throws {
    let number = try await house.submitted()
    try await house.act(
      number, "return", ["items": ["innovation": "请写明专利号", "financeFile": "请换审计报告"]],
      by: "xh-sunli")
    let writer = try await house.enter("lihua")
    let path = "/applications/\(number)"
    func states() async throws -> [Int: String] {
      Dictionary(
        uniqueKeysWithValues: (try await writer.json(path)["sections"]?.array ?? []).compactMap {
          part in
          part["section"]?.integer.flatMap { number in
            part["state"]?.string.map { (number, $0) }
          }
        })
    }
    let before = try await states()
    #expect(before[7] == "toCorrect" && before[1] == "filled", "\(before)")
    #expect(before.values.count { $0 == "toCorrect" } == 2)
    #expect(try await writer.page(path).text.contains("去补正："))
    let part = try await writer.json("\(path)/sections/7")
    let old = part["answers"]?["innovation"] ?? ""
    let edition = part["edition"]?.integer ?? 0
    _ = try await house.save(
      number, 7, ["innovation": "专利 1 号。"], by: writer, edition: edition)
    #expect(try await states()[7] == "filled")
    _ = try await house.save(number, 7, [("innovation", old)], by: writer, edition: edition + 1)
    #expect(try await states()[7] == "toCorrect")
    _ = try await house.save(
      number, 7, ["innovation": "专利 2 号。"], by: writer, edition: edition + 2)
    let told = "要补正的都改过了，请本单位的签署人登录"
    #expect(try await !writer.page(path).text.contains(told))
    let file = try await writer.upload(
      "\(path)/files/financeFile", [], [("file", Houses.pdf + Array("\n%x".utf8))])
    #expect(file.status == .ok, "\(file.text)")
    #expect(try await states().values.allSatisfy { $0 == "filled" })
    #expect(try await writer.page(path).text.contains(told))
    let check = try await house.enter("wangjianguo").page("\(path)/resubmission").text
    #expect(check.components(separatedBy: ">修改“").count == 3, "只有能改的两部分有“修改”")
  }

  @Test("报送以后，区级推荐的期限就办完了：撤回又撤销、批次改日子，都不再来")
  func sent() async throws {
    let number = try await house.recommended()
    let handler = try await house.enter("xh-sunli")
    let path = "/applications/\(number)"
    #expect(try await handler.json(path)["turn"]?["until"] != nil)
    let sent = try await house.enter("xh-zhouwei", surely: true).post(
      "/batches/new", house.batch())
    #expect(sent.status == .ok, "\(sent.text)")
    #expect(try await handler.json(path)["turn"]?["until"] == nil)
    house.pass(seconds: 60)
    try await house.act(
      number, "withdrawal", ["number": .string(number), "reason": "再想想"], by: "wangjianguo")
    try await house.act(number, "undo", by: "wangjianguo")
    let back = try await handler.json(path)
    #expect(back["stage"] == "recommended" && back["turn"]?["until"] == nil)
    #expect(house.faults == [])
  }

  @Test("收到日期：只能是记录里收到的那几天")
  func received() async throws {
    let number = try await house.accepted()
    for (day, status) in [
      ("2026-11-19", Status.unprocessable), ("2026-11-21", .unprocessable), ("2026-11-20", .ok),
    ] {
      var answers = DistrictTests.review.members ?? []
      answers.removeAll { $0.name == "receivedOn" }
      answers.append(.init("receivedOn", .string(day)))
      let sent = try await house.enter("xh-sunli").post(
        "/applications/\(number)/review", ["edition": 0, "answers": .object(answers)])
      #expect(sent.status == status, "\(day): \(sent.text)")
    }
  }
}
