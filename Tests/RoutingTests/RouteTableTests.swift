import HTML
import JSON
import Routing
import Synchronization
import Testing

@testable import HTTP

/// Sends a request through a table, as the server would, without a socket.
func answer(
  _ table: RouteTable, _ line: String, fields: [String] = [], body: String = "", peer: Peer = .local
) async throws -> Response {
  let text = "\(line) HTTP/1.1\r\nHost: here\r\n" + fields.map { "\($0)\r\n" }.joined()
  var head = try HeadParser.parse(Array(text.utf8), Limits())
  head.id = 7
  head.peer = peer
  switch table.plan(head) {
  case .answer(let response): return response
  case .read(_, let then): return await then(Request(head: head, body: Array(body.utf8)))
  case .receive: throw HTTP.Upload.Mistake.mediaType  // no route here takes files
  }
}

extension Response {
  var text: String { String(decoding: body, as: UTF8.self) }
  var head: String { String(decoding: fields.bytes, as: UTF8.self) }
  var json: JSON? { try? JSON(parsing: body) }
}

@Suite("路由：一张表，两副面孔")
struct RouteTableTests {
  let world = World()
  let form = [
    "Content-Type: application/x-www-form-urlencoded", "Cookie: visitor=v",
    "Sec-Fetch-Site: same-origin",
  ]
  static let token = "form=\(FormKey(Array("v".utf8)).token)"
  let json = ["Content-Type: application/json"]

  @Test("同一个行为：表单得到 303，接口得到 JSON")
  func actHasTwoFaces() async throws {
    let table = world.table()
    let page = try await answer(
      table, "POST /books/3/signatures", fields: form,
      body: "name=%E5%BC%A0&age=30&note=&\(Self.token)")
    #expect(page.status == .seeOther)
    #expect(page.head == "Location: /books/3?done=book.sign\r\n")
    let program = try await answer(
      table, "POST /api/v1/books/3/signatures", fields: json,
      body: #"{"name":"李","age":31,"note":"a\nb"}"#)
    #expect(program.text == #"{"count":2}"#)
    #expect(world.book.lines.withLock { $0 } == ["3 张 30 ", "3 李 31 a\nb"])
  }

  @Test("同一个查询：页面和 JSON")
  func viewHasTwoFaces() async throws {
    let table = world.table()
    let page = try await answer(table, "GET /books/3")
    #expect(page.text == "<!doctype html>\n<p>第 3 本</p>")
    #expect(try await answer(table, "GET /api/v1/books/3").text == #"{"number":3}"#)
    #expect(try await answer(table, "HEAD /books/3").status == .ok)
  }

  @Test("有错一次说全：页面填回原文，接口逐项列出")
  func problems() async throws {
    let table = world.table()
    let page = try await answer(
      table, "POST /books/3/signatures", fields: form,
      body: "name=%E4%B8%80%E4%BA%8C%E4%B8%89%E5%9B%9B%E4%BA%94%E5%85%AD&age=x&\(Self.token)")
    #expect(page.status == .unprocessable)
    #expect(page.text == "<!doctype html>\n<p>name:tooLong age:outOfRange|一二三四五六</p>")
    let program = try await answer(
      table, "POST /api/v1/books/3/signatures", fields: json,
      body: #"{"name":"","age":"30","status":"listed"}"#)
    #expect(program.status == .unprocessable)
    #expect(program.json?["code"] == "problems")
    let codes = program.json?["errors"]?.array?.map {
      "\($0["field"]?.string ?? ""):\($0["code"]?.string ?? "")"
    }
    #expect(codes == ["age:wrongType", "status:unknownField", "name:required"])
    #expect(world.book.lines.withLock { $0 } == [])
  }

  static let refusals: [(line: String, type: String, body: String, status: Int, code: String)] = [
    (
      "POST /api/v1/books/3/signatures", "application/json", #"{"name":"拒绝","age":1}"#, 409,
      "closed"
    ),
    (
      "POST /api/v1/books/404/signatures", "application/json", #"{"name":"a","age":1}"#, 404,
      "notFound"
    ),
    (
      "POST /api/v1/books/0/signatures", "application/json", #"{"name":"a","age":1}"#, 404,
      "notFound"
    ),
    (
      "POST /api/v1/books/03/signatures", "application/json", #"{"name":"a","age":1}"#, 404,
      "notFound"
    ),
    ("POST /api/v1/books/3/signatures", "text/plain", #"{"name":"a","age":1}"#, 415, "mediaType"),
    ("POST /api/v1/books/3/signatures", "application/json", "[1,]", 400, "json"),
    ("POST /api/v1/books/3/signatures", "application/json", "[]", 422, "problems"),
    ("GET /api/v1/books/3/signatures", "application/json", "", 405, "method"),
    ("GET /api/v1/nowhere", "application/json", "", 404, "notFound"),
    ("GET /api/v1/books/%2E%2E", "application/json", "", 404, "notFound"),
    ("GET /api/v1/books/a%2Fb", "application/json", "", 404, "notFound"),
    ("GET /api/v1//books/3", "application/json", "", 404, "notFound"),
    ("GET /api/v1/books/3/", "application/json", "", 308, ""),
    ("GET /api/v1/Books/3", "application/json", "", 404, "notFound"),
  ]

  @Test("每一种“不”都有状态、代码和一句话", arguments: refusals)
  func refusal(_ line: String, _ type: String, _ body: String, _ status: Int, _ code: String)
    async throws
  {
    let response = try await answer(
      world.table(), line, fields: ["Content-Type: \(type)"], body: body)
    #expect(response.status.code == status)
    guard status != 308 else { return }
    #expect(response.json?["code"]?.string == code)
    #expect(response.json?["status"]?.integer == status)
    #expect(response.json?["detail"]?.string?.isEmpty == false)
    #expect(response.head.contains("Content-Type: application/problem+json; charset=utf-8\r\n"))
    #expect(response.head.contains("Cache-Control: no-store\r\n"))
    #expect(response.json?["clause"]?.string == (code == "closed" ? "001 三（二）" : nil))
  }

  @Test("参数重复、出现在两处都拒绝")
  func pollution() async throws {
    let table = world.table()
    for (line, body) in [
      ("POST /books/3/signatures", "name=a&name=b&age=1"),
      ("POST /books/3/signatures?name=b", "name=a&age=1"),
    ] {
      #expect(try await answer(table, line, fields: form, body: body).status == .badRequest)
    }
    #expect(world.book.lines.withLock { $0 } == [])
  }

  @Test("差错只给事故编号，详情进日志")
  func fault() async throws {
    let response = try await answer(world.table(), "GET /api/v1/books/500")
    #expect(response.status == .fault)
    #expect(response.json?["incident"] == "0000000000000007")
    #expect(!response.text.contains("Broken"))
    #expect(world.faults.withLock { $0 } == ["0000000000000007 Broken()"])
  }

  @Test("门：只给本机的页面，外来的地址是 403，在看有没有这一页之前")
  func audience() async throws {
    let table = world.table()
    let far = Peer.address(try #require(IPAddress("10.1.2.3")))
    let near = Peer.address(try #require(IPAddress("127.0.0.1")))
    #expect(try await answer(table, "GET /staff", peer: far).status == .forbidden)
    #expect(try await answer(table, "GET /staff", peer: near).text == "in\n")
    #expect(try await answer(table, "GET /staff", peer: .local).text == "in\n")
    // Brought by something on the same machine for somebody else, whether we trust it or not.
    for field in [
      "X-Forwarded-For: 10.1.2.3", "X-Real-IP: 10.1.2.3", "Forwarded: for=10.1.2.3", "Via: 1.1 x",
    ] {
      for peer in [near, .local] {
        let brought = try await answer(table, "GET /staff", fields: [field], peer: peer)
        #expect(brought.status == .forbidden, "\(field)")
      }
    }
  }

  static let origins: [(fields: [String], isAdmitted: Bool)] = [
    (["Sec-Fetch-Site: same-origin"], true), (["Sec-Fetch-Site: none"], true),
    (["Sec-Fetch-Site: cross-site"], false), (["Sec-Fetch-Site: same-site"], false),
    (["Sec-Fetch-Site: cross-site", "Origin: https://here"], false),
    (["Origin: https://here"], true), (["Origin: http://here"], false),
    (["Origin: https://evil.example"], false), (["Origin: null"], false),
    (["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"], false),
    (["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: same-origin"], false),
    (["Origin: https://here", "Origin: https://evil.example"], false),
    (["Sec-Fetch-Site: same-origin", "Origin: https://here", "Origin: null"], false),
    (["Authorization: Bearer a", "Authorization: Bearer b"], false),
    (["Cookie: sid=1"], false), (["Cookie: sid=1", "Origin: https://here"], true), ([], true),
  ]

  @Test("跨站的提交进不来", arguments: origins)
  func crossSite(_ fields: [String], _ isAdmitted: Bool) async throws {
    let response = try await answer(
      world.table(origin: "https://here"), "POST /api/v1/books/3/signatures", fields: json + fields,
      body: #"{"name":"a","age":1}"#)
    #expect(response.status == (isAdmitted ? .ok : .forbidden))
    #expect(world.book.lines.withLock { $0 }.count == (isAdmitted ? 1 : 0))
  }

  static let tokens: [(cookie: String, token: String, isAdmitted: Bool)] = [
    ("visitor=v", token, true), ("session=w; visitor=v", token, true), ("session=v", token, false),
    ("visitor=w", token, false), ("visitor=v; visitor=v", token, false), ("a=b", token, false),
    ("visitor=v", "form=", false), ("visitor=v", "x=", false), ("__Host-visitor=v", token, false),
  ]

  @Test("表单要带这个浏览器自己的令牌", arguments: tokens)
  func formToken(_ cookie: String, _ token: String, _ isAdmitted: Bool) async throws {
    let response = try await answer(
      world.table(), "POST /books/3/signatures",
      fields: [form[0], "Cookie: \(cookie)", "Sec-Fetch-Site: same-origin"],
      body: "name=a&age=1&\(token)")
    #expect(response.status == (isAdmitted ? .seeOther : .forbidden))
    #expect(world.book.lines.withLock { $0 }.count == (isAdmitted ? 1 : 0))
  }

  @Test("只回答自己的主机名")
  func host() async throws {
    #expect(try await answer(world.table(origin: "https://here"), "GET /books/3").status == .ok)
    #expect(
      try await answer(world.table(origin: "https://there"), "GET /books/3").status
        == .misdirectedRequest)
  }

  @Test("OPTIONS 和 405 列出方法")
  func allow() async throws {
    let table = world.table()
    #expect(try await answer(table, "OPTIONS /books/3").head == "Allow: GET, HEAD, OPTIONS\r\n")
    #expect(
      try await answer(table, "DELETE /books/3").head.contains("Allow: GET, HEAD, OPTIONS\r\n"))
    #expect(
      try await answer(table, "OPTIONS /books/3/signatures").head == "Allow: OPTIONS, POST\r\n")
  }

  @Test("站着的页从内存给出，带标签")
  func standing() async throws {
    let table = world.table()
    let first = try await answer(table, "GET /standing")
    #expect(first.text == "<!doctype html>\n<p>1970-01-01</p>")
    #expect(first.etag != nil)
    #expect(try await answer(table, "GET /standing").etag == first.etag)
  }

  @Test("路径既认得也写得出")
  func paths() {
    #expect(ReadBook.path.link(Number(12)).text == "/books/12")
    #expect(Number(["12"]) == Number(12))
    #expect(
      Path<Nowhere>("/tools").link(Nowhere(), query: [("a b", "品&=")]).text
        == "/tools?a%20b=%E5%93%81%26%3D")
  }

  @Test("接口说明由同一张表生成")
  func openAPI() throws {
    let document = OpenAPI.document(world.table().routes, version: "1", origin: nil)
    let paths = document["paths"]?.members?.map(\.name)
    #expect(paths == ["/api/v1/books/{number}/signatures", "/api/v1/books/{number}", "/staff"])
    let act = document["paths"]?["/api/v1/books/{number}/signatures"]?["post"]
    #expect(act?["operationId"] == "book.sign")
    #expect(act?["x-clause"] == "001 三（一）")
    let body = act?["requestBody"]?["content"]?["application/json"]?["schema"]
    #expect(body?["required"] == ["name", "age"])
    #expect(body?["properties"]?["age"] == ["type": "integer", "minimum": 1, "maximum": 150])
  }

  @Test(
    "答案的形状",
    arguments: [
      (#"{"count":1}"#, true), (#"{"count":"1"}"#, false), ("{}", false),
      (#"{"count":1,"more":2}"#, false), ("1", false),
    ])
  func schema(_ text: String, _ fits: Bool) throws {
    #expect(SignBook.schema.admits(try JSON(parsing: text)) == fits)
  }
}
