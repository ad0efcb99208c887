import TestSupport
import Testing

@testable import HTTP

@Suite("报文的各个部分")
struct PartsTests {
  private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

  @Test(
    "百分号解码一次，且只解成合格的文字",
    arguments: [
      ("abc", "abc"), ("%E5%93%81", "品"), ("a%2Fb", "a/b"), ("%252F", "%2F"), ("a+b", "a+b"),
      ("%", nil), ("%4", nil), ("%zz", nil), ("%00", nil), ("%FF", nil), ("%C0%AE", nil),
    ])
  func percent(_ text: String, _ decoded: String?) {
    #expect(Percent.decode(bytes(text)) == decoded)
  }

  @Test("编码再解码不变", arguments: ["", "a b", "品牌/？&=%", "年报\"\r\n.pdf"])
  func percentRoundTrip(_ text: String) {
    #expect(Percent.decode(Array(Percent.encode(text).utf8)[...]) == text)
  }

  @Test(
    "主机名",
    arguments: [
      ("h", "h", nil), ("H.Example", "h.example", nil), ("h:80", "h", 80), ("h:", "h", nil),
      ("[::1]:8080", "[::1]", 8080), ("127.0.0.1", "127.0.0.1", nil),
    ] as [(String, String, Int?)])
  func hosts(_ text: String, _ name: String, _ port: Int?) {
    #expect(Host(authority: bytes(text)) == Host(name, port: port))
  }

  @Test(
    "不是主机名",
    arguments: [
      "", "h:99999", "h:8x", "h@e", "h/x", "h, e", "h h", "[::1", "[]", "::1", "h:80:80", "品",
    ])
  func notHosts(_ text: String) { #expect(Host(authority: bytes(text)) == nil) }

  @Test("表单：重复的名字、坏的编码都拒绝")
  func forms() throws {
    let form = try Form(urlEncoded: bytes("a=1&b=%E5%93%81+%E7%89%8C&c=&d"))
    #expect(form["a"] == "1")
    #expect(form["b"] == "品 牌")
    #expect(form["c"] == "")
    #expect(form["d"] == "")
    #expect(form["e"] == nil)
    #expect(throws: Form.Mistake.repeated("a")) { try Form(urlEncoded: bytes("a=1&a=1")) }
    #expect(throws: Form.Mistake.encoding) { try Form(urlEncoded: bytes("a=%ff")) }
    #expect(throws: Form.Mistake.tooMany) { try Form(urlEncoded: bytes("a&b&c"), limit: 2) }
    // Alike to Swift's ==, but two names.
    #expect(try Form(urlEncoded: bytes("K=1&%E2%84%AA=2")).pairs.count == 2)
  }

  @Test(
    "内容类型",
    arguments: [
      ("application/json", true), ("Application/JSON; charset=UTF-8", true),
      ("application/json;charset=\"utf-8\"", true), ("application/json; charset=gbk", false),
      ("text/json", false), ("application/json; charset", false), ("", false),
      ("application/json, text/plain", false),
    ])
  func contentTypes(_ text: String, _ isJSON: Bool) {
    #expect((ContentType(bytes(text))?.isJSON ?? false) == isJSON)
  }

  @Test("回答的字段里混不进换行")
  func responseSplitting() {
    var fields = ResponseFields()
    fields.add("Location", "/a\r\nSet-Cookie: x=1\0")
    #expect(String(decoding: fields.bytes, as: UTF8.self) == "Location: /a??Set-Cookie: x=1?\r\n")
  }

  @Test("下载的文件名：任何名字都成一行 ASCII")
  func disposition() {
    #expect(
      Disposition.attachment("年报\"\r\n.pdf")
        == "attachment; filename*=UTF-8''%E5%B9%B4%E6%8A%A5%22.pdf")
  }

  @Test("设置 Cookie")
  func setCookie() {
    #expect(
      SetCookie("sid", "x", isSecure: true, seconds: 60).field
        == "__Host-sid=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure")
    #expect(SetCookie("sid", "x", isSecure: false).field == "sid=x; Path=/; HttpOnly; SameSite=Lax")
  }

  @Test(
    "网段",
    arguments: [
      ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
      ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false),
      ("::1", "::1", true), ("fd00::/8", "fd12::1", true), ("0.0.0.0/0", "8.8.8.8", true),
      ("10.0.0.0/8", "::ffff:10.1.1.1", true),
    ])
  func networks(_ network: String, _ address: String, _ contains: Bool) throws {
    let network = try #require(Network(network))
    #expect(network.contains(try #require(IPAddress(address))) == contains)
  }

  @Test("不是网段", arguments: ["", "10.0.0.0/33", "10.0.0/8", "x", "10.0.0.0/-1", "10.0.0.0/"])
  func notNetworks(_ text: String) { #expect(Network(text) == nil) }

  @Test("转发来的地址：只信点名的代理，从近处数起")
  func forwarded() throws {
    func head(_ forwarded: String, from peer: String) throws -> RequestHead {
      let text =
        "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: \(forwarded)\r\nX-Forwarded-Proto: https\r\n"
      var head = try HeadParser.parse(Array(text.utf8), Limits())
      head.peer = .address(try #require(IPAddress(peer)))
      return head
    }
    let proxies = Proxies([try #require(Network("10.0.0.0/8"))])
    func client(_ forwarded: String, from peer: String) throws -> String {
      guard case .address(let address) = proxies.client(of: try head(forwarded, from: peer)) else {
        return "local"
      }
      return "\(address)"
    }
    #expect(try client("1.2.3.4", from: "9.9.9.9") == "9.9.9.9")
    #expect(try client("1.2.3.4", from: "10.0.0.1") == "1.2.3.4")
    #expect(try client("6.6.6.6, 1.2.3.4, 10.0.0.2", from: "10.0.0.1") == "1.2.3.4")
    #expect(try client("nonsense", from: "10.0.0.1") == "10.0.0.1")
    #expect(try client("nonsense, 10.0.0.3", from: "10.0.0.1") == "10.0.0.3")
    #expect(try client("10.9.9.9, 10.0.0.3", from: "10.0.0.1") == "10.9.9.9")
    #expect(proxies.brought(try head("10.9.9.9", from: "10.0.0.1")))
    // Said by a stranger it is not believed, but it is not passed over either.
    #expect(proxies.brought(try head("10.9.9.9", from: "9.9.9.9")))
    #expect(try client("10.9.9.9", from: "9.9.9.9") == "9.9.9.9")
    #expect(proxies.isSecure(try head("1.2.3.4", from: "10.0.0.1")))
    #expect(!proxies.isSecure(try head("1.2.3.4", from: "9.9.9.9")))
  }

  @Test(
    "日期字段",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (1_709_210_096, "Thu, 29 Feb 2024 12:34:56 GMT"),
    ])
  func dates(_ second: Int64, _ text: String) { #expect(HTTPDate.text(second) == text) }

  @Test("记录里的时间")
  func stamp() { #expect(HTTPDate.stamp(1_709_210_096) == "2024-02-29T12:34:56Z") }

  @Test(
    "分块：大小写、前导零、扩展，切在任何一处",
    arguments: [
      "5\r\nhello\r\n0\r\n\r\n", "005;a=b;c=\"q;\\\" \"\r\nhello\r\n000\r\n\r\n",
      "2\r\nhe\r\n3\r\nllo\r\n0\r\nT: v\r\nU: w\r\n\r\n",
    ])
  func chunks(_ text: String) {
    let all = Array(text.utf8) + Array("NEXT".utf8)
    for cut in 0...(all.count - 4) {
      var reader = BodyReader(.chunked, limit: 100, limits: Limits())
      var at = 0
      let first = reader.take(Array(all[..<cut]), from: &at)
      if first == .needsMore { #expect(reader.take(all, from: &at) == .complete) }
      #expect(reader.body == Array("hello".utf8))
      #expect(at == all.count - 4)
    }
  }

  @Test(
    "分块超限或不合规",
    arguments: [
      ("65\r\n", 413), ("7FFFFFFFFFFFFFFF\r\n", 413), ("FFFFFFFFFFFFFFFF\r\n", 400),
      ("5\r\nhelloX", 400), ("g\r\n", 400), ("0\r\nbad trailer\r\n\r\n", 400),
      ("0\r\n" + String(repeating: "A: b\r\n", count: 101) + "\r\n", 431),
      ("0\r\n:x\r\n\r\n", 400),
    ])
  func badChunks(_ text: String, _ status: Int) {
    var reader = BodyReader(.chunked, limit: 100, limits: Limits())
    var at = 0
    let progress = reader.take(Array(text.utf8), from: &at)
    guard case .refused(let refused) = progress else {
      Issue.record("\(progress)")
      return
    }
    #expect(refused.code == status)
  }

  @Test(
    "头的上限正好与多一个",
    arguments: [
      ("target", 8192, 200), ("target", 8193, 414), ("field", 8192, 200), ("field", 8193, 431),
      ("fields", 100, 200), ("fields", 101, 431),
    ])
  func limits(_ kind: String, _ size: Int, _ status: Int) {
    let head: String
    switch kind {
    case "target": head = "GET /\(String(repeating: "a", count: size - 1)) HTTP/1.1\r\nHost: h\r\n"
    case "field":
      head = "GET / HTTP/1.1\r\nHost: h\r\nX: \(String(repeating: "a", count: size - 3))\r\n"
    default:
      head = "GET / HTTP/1.1\r\nHost: h\r\n" + (1..<size).map { "X\($0): a\r\n" }.joined()
    }
    #expect(verdict(head) == status)
  }

  private func verdict(_ head: String) -> Int {
    let bytes = Array((head + "\r\n").utf8)
    var scanner = HeadScanner()
    switch scanner.scan(bytes, from: 0, Limits()) {
    case .incomplete: return 0
    case .refused(let status): return status.code
    case .found(let range, _):
      do {
        _ = try HeadParser.parse(Array(bytes[range]), Limits())
        return 200
      } catch { return error.status.code }
    }
  }
}
