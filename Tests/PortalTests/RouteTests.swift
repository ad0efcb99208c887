import Foundation
import HTML
import JSON
import Testing

@testable import HTTP
@testable import Routing

@Suite("全部路由：谁能进，链接通不通，说明对不对")
struct RouteTests {
  let house = try! House(isDemo: true)

  @Test("GET 之外的方法在只读的地址上都是 405，不认识的地址是 404")
  func methods() async throws {
    let posted = Set(house.routes.filter { $0.method == .post }.map { "\($0.pattern)" })
    for route in house.routes where route.method == .get {
      let face = route.faces.contains(.page) ? "" : "/api/v1"
      let target = face + "\(route.pattern)".replacingOccurrences(of: ":", with: "x")
      for method in ["POST", "PUT", "PATCH", "DELETE"] {
        if method == "POST", posted.contains("\(route.pattern)") { continue }
        #expect(try await house.answer(method, target).status == .methodNotAllowed, "\(target)")
      }
    }
    #expect(try await house.answer("POST", "/nowhere").status == .notFound)
  }

  @Test("有要填的内容的操作，在自己的地址上都有一页")
  func pages() {
    let shown = Set(
      house.routes.filter { $0.method == .get && $0.faces.contains(.page) }.map { "\($0.pattern)" })
    let bare = house.routes.filter {
      $0.method == .post && $0.faces.contains(.page) && !shown.contains("\($0.pattern)")
        // 只说是第几版的，没有什么要填。
        && ($0.operation.more != nil || $0.operation.fields.contains { $0.name != Edition.name })
    }.map(\.operation.name)
    // 登录的页面在 /login；演示人员一览上的按钮只带着是谁。
    #expect(bare.sorted() == ["cast.enter", "session.open"])
  }

  @Test("页面上的每个站内链接都通到某处，每个锚点都在")
  func links() async throws {
    var seen: Set<String> = []
    var waiting = ["/", "/samples", "/tools/deadline?from=x&days=y", "/nowhere"]
    while let target = waiting.popLast() {
      guard seen.insert(target).inserted else { continue }
      let response = try await house.answer("GET", target, from: .local)
      if response.status == .seeOther {
        #expect(response.field("Location")?.hasPrefix("/login") == true, "\(target)")
        continue
      }
      if target != "/nowhere", target != "/readyz", !target.contains("from=x") {
        #expect(response.status == .ok, "\(target)")
      }
      let text = response.text
      for name in ["href=\"", "src=\""] {
        for piece in text.components(separatedBy: name).dropFirst() {
          let link = String(piece.prefix { $0 != "\"" })
            .replacingOccurrences(of: "&amp;", with: "&")
          if let mark = link.firstIndex(of: "#") {
            // A place on a page: there is such a place.
            let page = String(link[..<mark])
            let place = link[link.index(after: mark)...].removingPercentEncoding ?? "?"
            let there = page.isEmpty ? text : try await house.get(page).text
            #expect(there.contains("id=\"\(place)\""), "\(target) \(link)")
          } else if link.hasPrefix("/") {
            waiting.append(link)
          }
        }
      }
    }
    #expect(seen.count >= 12)
  }

  @Test("每一页都是完整的一页：语言、标题、一个 h1、跳到正文")
  func shape() async throws {
    for target in ["/", "/map", "/tools", "/tools/deadline", "/samples", "/nowhere"] {
      let text = try await house.get(target).text
      #expect(text.hasPrefix("<!doctype html>\n<html lang=\"zh-CN\">"))
      #expect(text.components(separatedBy: "<h1>").count == 2)
      #expect(text.contains("<a class=\"skip\" href=\"#content\">"))
      #expect(!text.contains("style=\""))
      for event in ["onclick", "onload", "onerror", "onsubmit"] {
        #expect(!text.contains(" \(event)="))
      }
      let ids = text.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
      #expect(Set(ids).count == ids.count, "\(target)：重复的 id")
    }
  }

  @Test("接口说明：操作名不重复，引用都在，每个参数都说明")
  func openAPI() async throws {
    let document = try await house.json("/openapi.json")
    #expect(document["openapi"] == "3.1.0")
    var names: [String] = []
    for path in document["paths"]?.members ?? [] {
      for method in path.value.members ?? [] {
        names.append(method.value["operationId"]?.string ?? "")
        let holes = path.name.components(separatedBy: "{").count - 1
        let heads = method.value["parameters"]?.array?.filter { $0["in"] == "header" } ?? []
        let asks = method.value["requestBody"]?["content"]?.members?.first?.value["schema"]
        // What can be said in the body may be said as HTTP says it.
        #expect(
          heads.contains { $0["name"] == "If-Match" }
            == (asks?["properties"]?["edition"] != nil), "\(path.name)")
        let places = method.value["parameters"]?.array?.filter { $0["in"] == "path" }.count ?? 0
        #expect(holes == places, "\(path.name)")
        #expect(method.value["responses"]?["200"]?["content"] != nil)
      }
    }
    #expect(Set(names).count == names.count)
    #expect(names.contains("deadline") && names.contains("metrics"))
    let references = document.text.components(separatedBy: "\"$ref\":\"").dropFirst()
    #expect(references.allSatisfy { $0.hasPrefix("#/components/schemas/Problem\"") })
    #expect(document["components"]?["schemas"]?["Problem"] != nil)
  }

  @Test("首页写着政策数据里的条件、目标和依据")
  func home() async throws {
    let text = try await house.get("/").text
    for sentence in [
      "在本市依法设立，具有独立法人资格。", ">《通知》三（一）1</a>", "<b>100</b>", ">《通知》一（二）第三句</a>", "第三方专业机构",
    ] {
      #expect(text.contains(sentence), "\(sentence)")
    }
  }

  @Test("地图列出每一条路由")
  func map() async throws {
    let text = try await house.get("/map").text
    for route in house.routes where route.operation.name != "asset" && route.operation.name != "map"
    {
      #expect(text.contains("\(route.pattern)"), "\(route.pattern)")
    }
    #expect(text.contains("GET /api/v1/tools/deadline"))
  }

  @Test("地图上的链接只通向看的人打得开的页面")
  func mapLinks() async throws {
    let auditor = try await house.enter("sj-jin")
    let (open, own) = (try await house.get("/map").text, try await auditor.page("/map").text)
    func links(_ text: String) -> Set<String> {
      Set(
        text.components(separatedBy: "<a href=\"").dropFirst()
          .map { String($0.prefix { $0 != "\"" }) })
    }
    #expect(links(open).contains("/rounds") && !links(open).contains("/journal"))
    #expect(links(own).contains("/journal") && !links(own).contains("/batches/new"))
    for path in links(open) {
      #expect(try await house.get(path).status != .unauthorized, "\(path)")
    }
    for path in links(own) {
      #expect(try await auditor.page(path).status != .forbidden, "\(path)")
    }
  }

  @Test("样式表按内容命名，长期缓存，命中得 304")
  func assets() async throws {
    let text = try await house.get("/").text
    let name = try #require(
      text.components(separatedBy: "href=\"/assets/").dropFirst().first?.prefix { $0 != "\"" })
    let response = try await house.get("/assets/\(name)")
    let fields = String(decoding: response.fields.bytes, as: UTF8.self)
    #expect(fields.contains("Content-Type: text/css; charset=utf-8\r\n"))
    #expect(fields.contains("Cache-Control: public, max-age=31536000, immutable\r\n"))
  }
}
