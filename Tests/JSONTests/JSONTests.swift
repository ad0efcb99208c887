import JSON
import Testing

@Suite("JSON：只认严格的一种读法")
struct JSONTests {
  static let accepted: [(text: String, value: JSON)] = [
    ("null", nil), (" true\n", true), ("false", false), ("0", 0), ("-0", 0), ("12", 12),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .decimal(9.223372036854775808e18)),
    ("1.5", .decimal(1.5)), ("1e2", .decimal(100)), ("-1.5E-1", .decimal(-0.15)),
    ("\"\"", ""), ("\"品牌\"", "品牌"), ("\"\\u54c1\\u724C\"", "品牌"),
    ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"),
    ("\"\\ud83d\\ude00\"", "😀"), ("\"\\u0000\"", "\0"), ("\"\u{7f}\"", "\u{7f}"),
    ("[]", []), ("[ 1 , [2] ]", [1, [2]]), ("{}", [:]),
    ("{\"a\":{\"b\":[null]}}", ["a": ["b": [nil]]]),
    ("{\"K\":1,\"\u{212A}\":2}", ["K": 1, "\u{212A}": 2]),  // alike to Swift's ==, but two names
    ("{\"\":0}", ["": 0]),
  ]

  @Test("接受", arguments: accepted)
  func accepts(_ text: String, _ value: JSON) throws {
    #expect(try JSON(parsing: text) == value)
  }

  static let refused: [(text: String, reason: JSONError.Reason)] = [
    ("", .syntax), (" ", .syntax), ("[1,]", .syntax), ("{\"a\":1,}", .syntax), ("[,1]", .syntax),
    ("[1 2]", .syntax), ("{\"a\" 1}", .syntax), ("{a:1}", .syntax), ("{'a':1}", .syntax),
    ("[1", .syntax), ("{\"a\":1", .syntax), ("\"a", .syntax), ("\"\\x\"", .syntax),
    ("\"\\u12\"", .syntax), ("\"\n\"", .syntax), ("tru", .syntax), ("nul", .syntax),
    ("NaN", .syntax),
    ("Infinity", .syntax), ("01", .trailing), ("+1", .syntax), ("1.", .syntax), (".5", .syntax),
    ("1e", .syntax), ("-", .syntax), ("1e999", .number), ("-1e999", .number), ("0x1", .trailing),
    ("1 2", .trailing), ("[]]", .trailing), ("\u{FEFF}[]", .syntax), ("/**/[]", .syntax),
    ("{\"a\":1,\"a\":2}", .duplicateKey), ("{\"a\":1,\"\\u0061\":2}", .duplicateKey),
    ("\"\\ud800\"", .encoding), ("\"\\udc00\"", .encoding), ("\"\\ud800\\u0041\"", .encoding),
    ("[\u{a0}]", .syntax),
  ]

  @Test("拒绝", arguments: refused)
  func refuses(_ text: String, _ reason: JSONError.Reason) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.reason == reason)
  }

  @Test("不是 UTF-8 的字节一律拒绝", arguments: [[0xFF], [0xC0, 0xAE], [0xED, 0xA0, 0x80], [0xE4, 0xB8]])
  func refusesBadBytes(_ bytes: [UInt8]) {
    let quote = [UInt8(ascii: "\"")]
    let error = #expect(throws: JSONError.self) { try JSON(parsing: quote + bytes + quote) }
    #expect(error?.reason == .encoding)
  }

  @Test("UTF-16 拒绝")
  func refusesUTF16() {
    #expect(throws: JSONError.self) { try JSON(parsing: [0xFF, 0xFE, 0x5B, 0, 0x5D, 0]) }
    #expect(throws: JSONError.self) { try JSON(parsing: [0x5B, 0, 0x5D, 0]) }
  }

  @Test("嵌套 64 层为限", arguments: [(64, true), (65, false), (200_000, false)])
  func depth(_ depth: Int, _ isAccepted: Bool) {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let core = open == "[" ? "" : "0"
      let text =
        String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
      #expect(((try? JSON(parsing: text)) != nil) == isAccepted)
    }
  }

  @Test("许多键也不许重复")
  func manyKeys() throws {
    let names = (0..<5000).map { "\"k\($0)\":\($0)" }
    #expect(try JSON(parsing: "{\(names.joined(separator: ","))}")["k4999"] == 4999)
    let error = #expect(throws: JSONError.self) {
      try JSON(parsing: "{\((names + ["\"k17\":0"]).joined(separator: ","))}")
    }
    #expect(error?.reason == .duplicateKey)
  }

  @Test("出错的位置")
  func offset() {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: "[1,2,x]") }
    #expect(error?.reason == .syntax)
    #expect(error?.offset == 5)
  }

  @Test("写出再读回不变", arguments: accepted.map(\.value))
  func roundTrip(_ value: JSON) throws {
    guard case .decimal = value else {
      #expect(try JSON(parsing: value.bytes) == value)
      return
    }
    #expect(try JSON(parsing: value.bytes).number == value.number)
  }

  @Test("写出的样子")
  func writing() {
    let value: JSON = [
      "名": "引号\" 反斜\\ 换行\n 控制\u{1} 删除\u{7f} <b>", "数": [1, .decimal(0.5), .decimal(3), -7],
      "空": nil,
    ]
    #expect(
      value.text
        == "{\"名\":\"引号\\\" 反斜\\\\ 换行\\n 控制\\u0001 删除\\u007f <b>\",\"数\":[1,0.5,3,-7],\"空\":null}")
  }
}
