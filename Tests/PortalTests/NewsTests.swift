import Foundation
import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("公众在首页和每一页的导航里找得到公示、名单、核验和活动")
struct NewsTests {
  @Test("导航里有；窄屏的菜单里也有，还有表格")
  func navigation() async throws {
    let house = try House()
    let header = try await house.get("/tools").text.components(separatedBy: "</header>").first ?? ""
    let parts = header.components(separatedBy: "<details class=\"menu\"")
    #expect(parts.count == 2)
    for way in ["/rounds", "/check", "/activities", "/notices", "/lists", "/verify", "/tools"] {
      for part in parts { #expect(part.contains("href=\"\(way)\""), "\(way)") }
    }
    #expect(!parts[0].contains("href=\"/forms\"") && parts[1].contains("href=\"/forms\""))
    #expect(
      try await house.get("/notices").text.contains("href=\"/notices\" aria-current=\"page\""))
  }

  @Test("首页从内存给出，一发布、一取消就换新的")
  func home() async throws {
    let house = try await House.withRound()
    let bare = try await house.get("/")
    for words in ["现在没有正在公示的。", "还没有发布名单。", "现在没有将要举行的活动。"] {
      #expect(bare.text.contains(words), "\(words)")
    }
    #expect(try await house.get("/").etag == bare.etag)

    let activity = try await house.announce()
    let announced = try await house.get("/")
    #expect(announced.etag != bare.etag)
    #expect(announced.text.contains("href=\"/activities/\(activity)\">品牌管理制度怎样建</a>"))

    let notice = try await house.publicised([try await house.reviewed()])
    let published = try await house.get("/")
    #expect(published.etag != announced.etag)
    #expect(published.text.contains("href=\"/notices/\(notice)\""))
    #expect(published.text.contains("1 项，11月20日至11月26日，公示中"))
    #expect(try await house.get("/").etag == published.etag)
    #expect(house.faults == [])
  }
}
