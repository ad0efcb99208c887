import Digest
import Foundation
import Linux
import TestSupport
import Testing

@testable import EchoServer
@testable import HTTP

@Suite("带文件的表单：边收边写盘边算哈希；下载可以只要一段")
struct UploadTests {
  private let folder: TemporaryFolder
  private let echo: Echo
  private static let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
  private let file = Self.bytes

  init() throws {
    folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/in")
    try Files.replace("\(folder.path)/file", with: file)
    var rules = UploadRules(folder: "\(folder.path)/in")
    rules.file = file.count
    echo = try Echo(uploads: rules, file: "\(folder.path)/file")
  }

  private func part(_ name: String, _ fileName: String?, _ body: [UInt8]) -> [UInt8] {
    let file = fileName.map { "; filename=\"\($0)\"" } ?? ""
    return Array("--b\r\nContent-Disposition: form-data; name=\"\(name)\"\(file)\r\n\r\n".utf8)
      + body
      + Array("\r\n".utf8)
  }

  private func message(_ parts: [[UInt8]], end: String = "--b--\r\n") -> [UInt8] {
    let body = parts.flatMap { $0 } + Array(end.utf8)
    let head =
      "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\n"
      + "Content-Length: \(body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }

  private func answer(to bytes: [UInt8]) throws -> Exchange.Answer {
    let wire = try Wire(echo.port)
    Thread.start("sender") { wire.sendAll(bytes) }
    wire.read { $0.answers.count == 1 }
    return try #require(wire.answers.first)
  }

  private var drafts: [String] { get throws { try Files.list("\(folder.path)/in") } }

  @Test("文字留在内存，文件落盘，名字只取末段，哈希按收到的算；答完不留痕")
  func received() throws {
    let answer = try answer(
      to: message([
        part("a", nil, Array("一".utf8)), part("f", "../../年报.pdf", file), part("g", "", []),
      ]))
    #expect(answer.status == 200)
    let digest = Hex.text(SHA256.hash(file))
    let none = Hex.text(SHA256.hash([]))
    #expect(answer.text == "a=一\nf 年报.pdf 300000 \(digest)\ng  0 \(none)\n")
    #expect(try eventually { try drafts == [] })
  }

  @Test("分界线切在任何两个字节之间，都收成一样")
  func everyCut() throws {
    let bytes = message([part("f", "x", Array("\r\n--\r\n--c\r".utf8)), part("a", nil, [0x31])])
    let start = bytes.count - 70
    let digest = Hex.text(SHA256.hash(Array("\r\n--\r\n--c\r".utf8)))
    for cut in start..<bytes.count {
      let wire = try Wire(echo.port)
      wire.send(bytes, cutAt: cut)
      wire.read { $0.answers.count == 1 }
      #expect(wire.answers.first?.text == "a=1\nf x 10 \(digest)\n", "切在 \(cut)")
    }
  }

  @Test("太长的文件丢掉、说明太长，其余照收")
  func tooLarge() throws {
    let long = file + [1]
    let answer = try answer(to: message([part("f", "x", long), part("a", nil, [0x31])]))
    #expect(answer.text.hasPrefix("a=1\nf x \(long.count) too large "))
    #expect(try eventually { try drafts == [] })
  }

  static let mistakes: [(parts: [String], end: String, text: String)] = [
    (["a"], "", "form(HTTP.MultipartReader.Mistake.framing)\n"),
    (["a", "a"], "--b--", "fields(HTTP.Form.Mistake.repeated(\"a\"))\n"),
    (["a"], "--b\r\nX: y\r\n\r\n\r\n--b--", "form(HTTP.MultipartReader.Mistake.head)\n"),
    ([], "--c--", "form(HTTP.MultipartReader.Mistake.framing)\n"),
    ((0..<101).map { "p\($0)" }, "--b--", "form(HTTP.MultipartReader.Mistake.tooManyParts)\n"),
  ]

  @Test("不成话的表单得 400，连接还能用，文件不留", arguments: mistakes)
  func refused(_ parts: [String], _ end: String, _ text: String) throws {
    let wire = try Wire(echo.port)
    wire.sendAll(
      message([part("f", "x", file)] + parts.map { part($0, nil, [0x31]) }, end: end)
        + ServerTests.get)
    wire.read { $0.answers.count == 2 }
    #expect(wire.answers.map(\.status) == [400, 200])
    #expect(wire.answers.first?.text == text)
    #expect(try drafts == [])
  }

  @Test(
    "文件名照浏览器的写法读：反斜杠就是反斜杠",
    arguments: [
      ("C:\\new\\t.txt", "t.txt"), ("C:\\\\new\\\\t.txt", "t.txt"), ("a\\\"b.txt", "a\"b.txt"),
      ("foo\\", "foo"), ("年报.pdf", "年报.pdf"),
    ])
  func fileNames(_ written: String, _ name: String) throws {
    let answer = try answer(to: message([part("f", written, [0x31])]))
    #expect(answer.text.hasPrefix("f \(name) 1 "))
  }

  @Test("慢而不停的下载不算停住；正文早已到齐的也一样", arguments: ["", "Content-Length: 2\r\n"])
  func slowDownload(_ field: String) throws {
    // What the kernel may hold on the way, 4 MB here and 6 MB there, is less than a piece: with each
    // piece that is read, the server has sent more since the clock was last turned.
    let piece = 12 << 20
    let size = 8 * piece
    try Files.replace("\(folder.path)/big", with: [])
    let isThere = unsafe truncate("\(folder.path)/big", off_t(size)) == 0
    #expect(isThere)
    let clock = HandClock()
    let slow = try Echo(file: "\(folder.path)/big", clock: clock) {
      $0.writeStall = 1
      $0.bodyGrace = 0.5
    }
    defer { slow.server.stop() }
    let wire = try Wire(slow.port)
    wire.send("GET /file HTTP/1.1\r\nHost: h\r\n\(field)\r\n\(field.isEmpty ? "" : "xx")".utf8)
    let end = Array("\r\n\r\n".utf8)
    wire.read { $0.received.firstRange(of: end) != nil }
    let head = try #require(wire.received.firstRange(of: end)).upperBound
    var left = size - (wire.received.count - head)
    while left > 0, !wire.isEnded {
      left -= wire.skip(min(left, piece))
      // Not yet a stall, neither now nor with the next: but together far longer than one.
      clock.turn(seconds: 0.4)
    }
    #expect(left == 0)
  }

  @Test("传到一半断开：草稿随连接一起消失")
  func cutOff() throws {
    let wire = try Wire(echo.port)
    wire.sendAll(Array(message([part("f", "x", file)]).dropLast(1000)))
    #expect(try eventually { try drafts.count == 1 })
    wire.reset()
    try Wire(echo.port).send([])
    wire.endSending()
    #expect(try eventually { try drafts == [] })
  }

  @Test("磁盘不收：507，读的照读")
  func diskRefuses() throws {
    let lost = try Echo(uploads: UploadRules(folder: "\(folder.path)/nowhere"))
    defer { lost.server.stop() }
    let wire = try Wire(lost.port)
    wire.sendAll(message([part("f", "x", file)]) + ServerTests.get)
    wire.read { $0.answers.count == 2 }
    #expect(wire.answers.map(\.status) == [507, 200])
    #expect(wire.answers.first?.text == "disk \(ENOENT)\n")
  }

  @Test("要留的文件：搬到它的位置，内容不差；没留的随手丢掉")
  func keeping() throws {
    let head = try #require(
      MultipartHead(
        Array("Content-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n".utf8)[...]))
    let (draft, kept) = ("\(folder.path)/in/draft", "\(folder.path)/kept")
    for isKept in [true, false] {
      try Files.replace(draft, with: file)
      var upload: UploadedFile? = UploadedFile(
        head, size: file.count, isTooLarge: false, digest: SHA256.hash(file), start: [],
        draft: draft)
      if isKept { try upload?.keep(as: kept) }
      upload = nil
      #expect(!Files.exists(draft))
    }
    #expect(try Files.read(kept) == file)
  }

  // MARK: - Ranges

  static let ranges: [(field: String, found: ByteRange)] = [
    ("bytes=0-0", .part(0..<1)), ("bytes=0-", .part(0..<100)), ("bytes=98-", .part(98..<100)),
    ("bytes=5-9", .part(5..<10)), ("bytes=90-1000", .part(90..<100)), ("bytes=-1", .part(99..<100)),
    ("bytes=-1000", .part(0..<100)), ("Bytes=1-2", .part(1..<3)), ("bytes= 1-2 ", .part(1..<3)),
    ("bytes=0-99999999999999999999", .part(0..<100)), ("bytes=100-", .outside),
    ("bytes=99999999999999999999-", .outside), ("bytes=-0", .outside), ("bytes=2-1", .whole),
    ("bytes=0-0,2-3", .whole), ("bytes=a-b", .whole), ("bytes=-", .whole), ("bytes=", .whole),
    ("bytes=1", .whole), ("bytes=+1-2", .whole), ("lines=0-1", .whole), ("", .whole),
    ("bytes=1 - 2", .whole),
  ]

  @Test("Range 的读法", arguments: ranges)
  func range(_ field: String, _ found: ByteRange) {
    #expect(ByteRange(Array(field.utf8)[...], of: 100) == found)
  }

  static let requests: [(fields: String, status: Int, body: Range<Int>)] = [
    ("", 200, 0..<300_000), ("Range: bytes=10-19\r\n", 206, 10..<20),
    ("Range: bytes=-5\r\n", 206, 299_995..<300_000), ("Range: bytes=300000-\r\n", 416, 0..<0),
    ("Range: bytes=100-299999\r\n", 206, 100..<300_000),
    ("Range: bytes=0-1\r\nRange: bytes=2-3\r\n", 200, 0..<300_000),
    ("Range: bytes=0-1\r\nIf-Range: \"file\"\r\n", 206, 0..<2),
    ("Range: bytes=0-1\r\nIf-Range: W/\"file\"\r\n", 200, 0..<300_000),
    ("Range: bytes=0-1\r\nIf-Range: Sat, 21 Nov 2026 00:00:00 GMT\r\n", 200, 0..<300_000),
    ("Range: bytes=0-1\r\nIf-None-Match: \"file\"\r\n", 304, 0..<0),
  ]

  @Test("下载一段", arguments: requests)
  func partial(_ fields: String, _ status: Int, _ body: Range<Int>) throws {
    let wire = try Wire(echo.port)
    wire.send("GET /file HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\(fields)\r\n".utf8)
    wire.read()
    let answer = try #require(Exchange.parse(wire.received))
    #expect(answer.status == status)
    #expect(answer.body == Array(file[body]))
    #expect(answer["accept-ranges"] == "bytes")
    let range = [
      206: "bytes \(body.lowerBound)-\(body.upperBound - 1)/300000", 416: "bytes */300000",
    ]
    #expect(answer["content-range"] == range[status])
    if status != 304 { #expect(answer["content-length"] == "\(body.count)") }
  }

  @Test("HEAD 不看 Range；几个大文件接连要，按次序到齐")
  func pipelinedFiles() throws {
    let wire = try Wire(echo.port)
    wire.send(
      "HEAD /file HTTP/1.1\r\nHost: h\r\nRange: bytes=0-1\r\nConnection: close\r\n\r\n".utf8)
    wire.read()
    let head = try #require(Exchange.parse(wire.received))
    #expect(head.status == 200 && head["content-length"] == "300000" && head.body.isEmpty)
    let many = try Wire(echo.port)
    for _ in 0..<20 { many.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n".utf8) }
    many.send(ServerTests.get)
    many.read { $0.received.count > 20 * 300_000 }
    many.read { $0.answers.count == 21 }
    #expect(many.answers.map(\.status) == [Int](repeating: 200, count: 21))
    #expect(many.answers.dropLast().allSatisfy { $0.body == file })
  }
}
