import JSON
import Testing

@testable import HTTP

/// Random damage done to real messages, the same every run: nothing may trap, loop or overrun.
@Suite("敌意输入：乱改的字节不能让任何解析出错停机")
struct HostileTests {
  /// SplitMix64: small, seeded, repeatable.
  struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }

  private static let tokens: [[UInt8]] =
    [
      "\r\n", "\r", "\n", "\0", ":", ";", "%", "%2", "%00", "%ff", "\"", "\\", "--b", "--b--", "{",
      "[",
      "\\u", "e", "-", "0", "9999999999999999999999", "7FFFFFFFFFFFFFFF", "chunked",
      "Content-Length: ",
      "品",
    ].map { Array($0.utf8) } + [[0xFF], [0x80], [0xC0, 0xAF]]

  private func damage(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &dice) {
      let at = Int.random(in: 0...bytes.count, using: &dice)
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: bytes.insert(contentsOf: Self.tokens.randomElement(using: &dice)!, at: at)
      case 1 where at < bytes.count: bytes[at] = .random(in: 0...255, using: &dice)
      case 2 where at < bytes.count:
        let end = min(bytes.count, at + Int.random(in: 1...8, using: &dice))
        bytes.removeSubrange(at..<end)
      default:
        let end = Int.random(in: at...bytes.count, using: &dice)
        bytes.insert(contentsOf: bytes[at..<end].prefix(40), at: at)
      }
    }
    return bytes
  }

  @Test("请求头", arguments: 0..<4 as Range<UInt64>)
  func heads(_ seed: UInt64) {
    var dice = Dice(state: seed)
    let seeds = RawCase.all.map(\.raw).filter { $0.count < 1000 }
    var accepted = 0
    for _ in 0..<4000 {
      let bytes = damage(seeds.randomElement(using: &dice)!, &dice)
      var scanner = HeadScanner()
      guard case .found(let range, let next) = scanner.scan(bytes, from: 0, Limits()) else {
        continue
      }
      #expect(range.upperBound <= next && next <= bytes.count)
      guard let head = try? HeadParser.parse(Array(bytes[range]), Limits()) else { continue }
      accepted += 1
      _ = head.contentType
      _ = head.cookie("a")
      _ = Proxies([], trustsLocalSocket: true).client(of: head)
      _ = try? Form(urlEncoded: head.query)
      var reader = BodyReader(head.framing, limit: 100, limits: Limits())
      var at = next
      _ = reader.take(bytes, from: &at)
      #expect(at <= bytes.count && reader.body.count <= 100)
    }
    #expect(accepted > 100)
  }

  @Test("一次送来与逐字节送来，结论相同", arguments: 0..<2 as Range<UInt64>)
  func wholeOrPiecewise(_ seed: UInt64) {
    var dice = Dice(state: seed)
    let seeds = RawCase.all.map(\.raw).filter { $0.count < 300 }
    for _ in 0..<1500 {
      let bytes = damage(seeds.randomElement(using: &dice)!, &dice)
      var whole = HeadScanner()
      let once = verdict(whole.scan(bytes, from: 0, Limits()), bytes)
      var pieces = HeadScanner()
      var last = HeadScanner.Finding.incomplete
      for count in 0...bytes.count where last == .incomplete {
        last = pieces.scan(Array(bytes[..<count]), from: 0, Limits())
      }
      #expect(once == verdict(last, bytes))
    }
  }

  /// Where the head ends, or that it is refused, be it early or late. Of two flaws the one that
  /// shows first names the status, so that may differ.
  private func verdict(_ finding: HeadScanner.Finding, _ bytes: [UInt8]) -> String {
    switch finding {
    case .incomplete: return "incomplete"
    case .refused: return "refused"
    case .found(let range, let next):
      let head = try? HeadParser.parse(Array(bytes[range]), Limits())
      return head == nil ? "refused" : "found \(next)"
    }
  }

  @Test("分块正文：一次与分段，结论和内容相同", arguments: 0..<2 as Range<UInt64>)
  func chunks(_ seed: UInt64) {
    var dice = Dice(state: seed)
    let body = Array("5;a=b\r\nhello\r\n0A\r\n0123456789\r\n0\r\nT: v\r\n\r\n".utf8)
    for _ in 0..<3000 {
      let bytes = damage(body, &dice)
      var whole = BodyReader(.chunked, limit: 64, limits: Limits())
      var end = 0
      let once = whole.take(bytes, from: &end)
      var pieces = BodyReader(.chunked, limit: 64, limits: Limits())
      var at = 0
      var last = BodyReader.Progress.needsMore
      for count in 0...bytes.count where last == .needsMore {
        last = pieces.take(Array(bytes[..<count]), from: &at)
      }
      #expect(once == last)
      if once == .complete { #expect(whole.body == pieces.body && end == at) }
    }
  }

  @Test("表单、多部分、JSON、字段值", arguments: 0..<4 as Range<UInt64>)
  func bodies(_ seed: UInt64) throws {
    var dice = Dice(state: seed)
    let form = Array("a=1&b=%E5%93%81+x&c=&d".utf8)
    let parts = Array(
      "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.pdf\"\r\n\r\n%PDF\r\n--b--\r\n"
        .utf8)
    let json = Array(#"{"a":[1,-2.5e3,"品\u54c1\ud83d\ude00\n",null,true],"b":{"c":{}}}"#.utf8)
    for _ in 0..<2500 {
      _ = try? Form(urlEncoded: damage(form, &dice)[...])
      _ = try? Multipart.parts(of: damage(parts, &dice), boundary: "b", limit: 5)
      _ = ContentType(damage(Array("multipart/form-data; boundary=\"b\\\"\"".utf8), &dice)[...])
      _ = Host(authority: damage(Array("[::1]:8080".utf8), &dice)[...])
      _ = Percent.decode(damage(form, &dice)[...], plusIsSpace: true)
      // What is read as JSON must read the same after it was written.
      if let value = try? JSON(parsing: damage(json, &dice)) {
        #expect(try JSON(parsing: value.bytes).text == value.text)
      }
    }
  }
}
