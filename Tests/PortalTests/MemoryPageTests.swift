import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("放在内存里的公开页：没有登录的人看同一份，一有变化就换；登录的人看自己的")
struct MemoryPageTests {
  let house: House

  init() throws { house = try House() }

  /// From tomorrow until 17:00 of the same day; the house stands at 17:50 on the 20th.
  private func open() async throws {
    let own: [JSON.Member] = [
      .init("opensOn", "2026-11-21"), .init("closesOn", "2026-11-21"), .init("closesHour", 17),
    ]
    let plan = RoundTests.plan.filter { one in !own.contains { $0.name == one.name } } + own
    let opened = try await house.enter("sj-zhang", surely: true).post("/rounds/new", .object(plan))
    try #require(opened.status == .ok, "\(opened.text)")
  }

  @Test("批次页：有了批次、开始受理、停止受理，当时就变；没变时指纹不变")
  func rounds() async throws {
    func page() async throws -> (text: String, etag: String?) {
      let page = try await house.get("/rounds")
      #expect(page.field("Vary") == "Cookie" && page.field("Set-Cookie") == nil)
      return (page.text, page.etag)
    }
    let none = try await page()
    #expect(none.text.contains("还没有开放的批次") && none.etag != nil)
    try await open()
    let announced = try await page()
    #expect(announced.text.contains("即将开放") && announced.etag != none.etag)
    house.pass(seconds: 6 * 3600 + 10 * 60 - 1)
    #expect(try await page().text.contains("即将开放"))
    house.pass(seconds: 1)
    let opened = try await page()
    #expect(opened.text.contains("正在受理申请") && opened.etag != announced.etag)
    #expect(try await page() == opened)
    house.pass(seconds: 17 * 3600)
    #expect(try await !page().text.contains("正在受理申请"))
  }

  @Test("登录的人看到自己的页头，不留在内存里给别人", arguments: ["/rounds", "/forms", "/lists", "/notices"])
  func signedIn(_ path: String) async throws {
    let bare = try await house.get(path)
    let own = try await house.enter("lihua").page(path)
    #expect(own.etag == nil && own.text.contains("退出登录"))
    let again = try await house.get(path)
    #expect(again.etag == bare.etag && again.text == bare.text && !again.text.contains("退出登录"))
  }
}
