import JSON
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("期限：每一个叫什么、到哪一天、近了还是超了、为什么停着，接口和页面说的一样")
struct CaseClockTests {
  let house: House

  init() throws { house = try House() }

  private func clocks(_ number: String, _ login: String = "xh-sunli") async throws -> JSON? {
    try await house.enter(login).json("/applications/\(number)")["clocks"]
  }

  @Test("受理、补正、停着的受理、审核、征求意见，一个不少；过了期的说超了几天")
  func all() async throws {
    let number = try await house.submitted()
    let path = "/applications/\(number)"
    let acceptance: JSON = [
      "name": "acceptance", "title": "受理", "until": "2026-11-27", "state": "running",
      "word": "还剩 5 个工作日",
    ]
    #expect(try await clocks(number) == [acceptance])
    let line = try await house.enter("xh-sunli").json("/applications")["items"]?.array?.first
    #expect(line?["turn"]?["clock"] == "acceptance" && line?["turn"]?["state"] == "running")
    try await house.act(
      number, "return", ["items": ["innovation": "请写明专利号"]], by: "xh-sunli")
    let stopped = try await clocks(number)?.array ?? []
    #expect(stopped.map { $0["name"] } == ["correction", "acceptance"])
    #expect(stopped.map { $0["state"] } == ["running", "stopped"])
    #expect(
      stopped.last?["reason"] == "2026年11月20日 星期五退回，等企业补正；交回以后重新计算 5 个工作日")
    // 企业看到的一样。
    #expect(try await clocks(number, "lihua") == .array(stopped))
    let page = try await house.enter("xh-sunli").page(path).text
    for words in ["受理的期限", "暂停计算", "等企业补正；交回以后重新计算 5 个工作日", "补正的期限"] {
      #expect(page.contains(words), "\(words)")
    }
    let writer = try await house.enter("lihua")
    let part = try await writer.json("\(path)/sections/7")
    _ = try await house.save(
      number, 7, ["innovation": "专利 1 号。"], by: writer, edition: part["edition"]?.integer ?? 0)
    try await house.act(number, "resubmission", ["agreed": true], by: "wangjianguo")
    try await house.act(number, "acceptance", by: "xh-sunli")
    _ = try await house.consult(number)
    let both = try await clocks(number)?.array ?? []
    #expect(both.map { $0["name"] } == ["review", "consultation"])
    #expect(both.last?["who"] == "徐汇区商务委员会")
    #expect(try await house.enter("xh-sunli").page(path).text.contains("征求意见"))
    // 问了谁是区里的事。
    #expect(try await clocks(number, "lihua")?.array?.map { $0["name"] } == ["review"])
    house.pass(seconds: 40 * 86_400)
    let late = try await clocks(number)?.array ?? []
    #expect(late.map { $0["state"] } == ["over", "over"])
    #expect(late.first?["word"]?.string?.hasPrefix("已超") == true)
    let turn = try await house.enter("xh-sunli").json(path)["turn"]
    #expect(turn?["clock"] == "review" && turn?["state"] == "over")
    #expect(house.faults == [])
  }

  @Test("终止的没有在走的；近了的说近了")
  func near() async throws {
    let number = try await house.submitted()
    house.pass(seconds: 5 * 86_400)
    #expect(try await clocks(number)?.array?.map { $0["state"] } == ["near"])
    let other = try House()
    let done = try await other.recommended()
    func running() async throws -> JSON? {
      try await other.enter("xh-sunli").json("/applications/\(done)")["clocks"]
    }
    #expect(try await running()?.array?.map { $0["name"] } == ["recommendation"])
    try await other.act(
      done, "withdrawal", ["number": .string(done), "reason": "再想想"], by: "wangjianguo")
    #expect(try await running() == [])
  }
}
