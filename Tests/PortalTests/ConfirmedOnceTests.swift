import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("再次确认是本人：先看填得对不对，再问密码；不能撤回的事，一次确认只办一件")
struct ConfirmedOnceTests {
  private let house: House
  init() throws { house = try House() }

  private func entries() throws -> Int {
    try house.store.read { try $0.first("SELECT count(*) FROM journal") { $0.int(0) } ?? 0 }
  }

  @Test("同一次确认，两件不能撤回的事同时发来：办成一件，另一件要重新确认")
  func spentOnce() async throws {
    let one = try await house.announce()
    let other = try await house.announce([("title", "商标使用自查")])
    let staff = try await house.enter("chj-shen", surely: true)
    async let first = staff.post(
      "/activities/\(one)/cancellation", ["reason": "生病", "title": "品牌管理制度怎样建"])
    async let second = staff.post(
      "/activities/\(other)/cancellation", ["reason": "生病", "title": "商标使用自查"])
    let answers = try await [first, second]
    #expect(answers.count { $0.status == .ok } == 1)
    #expect(answers.filter { $0.status != .ok }.map(\.code) == ["confirmationRequired"])
    let cancelled = try house.store.read {
      try $0.first("SELECT count(*) FROM activity WHERE cancelled IS NOT NULL") { $0.int(0) }
    }
    #expect(cancelled == 1)
  }

  @Test("没有确认过的：填错了先说填错了，填对了才问；问的时候什么也没有办")
  func askedLast() async throws {
    let id = try await house.announce()
    let path = "/activities/\(id)/cancellation"
    let staff = try await house.enter("chj-shen")
    let before = try entries()
    let wrong = try await staff.post(path, ["reason": "生病", "title": "别的活动"])
    #expect(wrong.status == .unprocessable)
    #expect(wrong.json["errors"]?.array?.map { $0["field"] } == ["title"])
    let right = try await staff.post(path, ["reason": "生病", "title": "品牌管理制度怎样建"])
    #expect(right.code == "confirmationRequired")
    #expect(right.json["detail"]?.string?.contains("取消活动") == true, "\(right.text)")
    #expect(try entries() == before)
    #expect(try await staff.acts("/activities/\(id)") == ["activity.amend", "activity.cancel"])
    let page = try await staff.press(path, "reason=%E7%94%9F%E7%97%85&title=x", on: path)
    #expect(page.status == .unprocessable && page.text.contains("输入的不是这个活动的名称"))
    try house.makeSure(of: staff)
    #expect(
      try await staff.post(path, ["reason": "生病", "title": "品牌管理制度怎样建"]).status == .ok)
    #expect(try entries() == before + 1)
    // 办过的，没有确认也先说已经办过。
    let late = try await house.enter("chj-shen").post(
      path, ["reason": "生病", "title": "品牌管理制度怎样建"])
    #expect(late.status == .conflict, "\(late.text)")
    #expect(house.faults == [])
  }
}
