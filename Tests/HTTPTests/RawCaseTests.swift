import Foundation
import HTTP
import Linux
import TestSupport
import Testing

@testable import EchoServer

/// The echo server in this process, on a free port.
final class Echo: Sendable {
  static let shared = try? Echo()

  let server: Server
  let port: Int

  init(
    uploads: UploadRules = UploadRules(folder: "/tmp"), file: String? = nil,
    clock: HandClock? = nil, _ change: (inout Limits) -> Void = { _ in }
  ) throws {
    var limits = Limits()
    limits.body = 32 << 20
    change(&limits)
    var standing = ResponseFields()
    standing.add("X-Content-Type-Options", "nosniff")
    let address = try #require(IPAddress("127.0.0.1"))
    server = try Server(
      .network(address, port: 0),
      responder: EchoRoutes(host: "h", limits: limits, uploads: uploads, file: file),
      limits: limits, standing: standing, loops: 2,
      clock: { clock?.now ?? Clock.monotonic })
    guard case .network(_, let port) = server.endpoint else { throw POSIXError(.EINVAL) }
    self.port = port
  }

  deinit { server.stop() }

  /// Both loops have taken in what was sent to this server before: they take things in order, and
  /// the two who ask here come to one loop each.
  func catchUp() throws {
    for _ in 0..<2 {
      let wire = try Wire(port)
      #expect(wire.ask(ServerTests.get)?.status == 200)
    }
  }
}

@Suite("原始报文：每一例得到它该得的回答")
struct RawCaseTests {
  @Test("一次送完", arguments: RawCase.all)
  func whole(_ sample: RawCase) throws { try check(sample) { $0.send(sample.raw) } }

  @Test("逐字节送", arguments: RawCase.all.filter { $0.raw.count < 3000 })
  func byteByByte(_ sample: RawCase) throws { try check(sample) { $0.sendByteByByte(sample.raw) } }

  @Test("案例齐全")
  func complete() { #expect(RawCase.all.count == 128) }

  private func check(_ sample: RawCase, send: (Wire) -> Void) throws {
    let wire = try Wire(try #require(Echo.shared).port)
    send(wire)
    if sample.id == "H162" {
      wire.read { $0.received.count > 20 }
      wire.send("hello".utf8)
    }
    if sample.id == "H167" { wire.endSending() }
    if sample.closes == true {
      wire.read()
      #expect(wire.isEnded, "连接应当关闭")
    } else {
      // The connection must still be good for another request.
      wire.read { $0.answers.count >= sample.fewestAnswers }
      wire.send("GET /?q=probe HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
      wire.read { $0.answers.last?.text == "echo q=probe\n" }
      #expect(wire.answers.last?.text == "echo q=probe\n", "连接应当还能用")
    }
    judge(sample, wire)
  }

  private func judge(_ sample: RawCase, _ wire: Wire) {
    var answers = wire.answers
    if sample.closes != true, answers.last?.text == "echo q=probe\n" { answers.removeLast() }
    let got = answers.map(\.status)
    let fits = sample.alternatives.contains { wish in
      wish.statuses.count == got.count
        && zip(wish.statuses, got).allSatisfy { $0 == "2xx" ? 200..<300 ~= $1 : $0 == "\($1)" }
        && (wish.body == nil || answers.last?.text == wish.body)
    }
    #expect(fits, "要 \(sample.expect)，得 \(got)")
    #expect(!String(decoding: wire.received, as: UTF8.self).contains("evil.example"))
    for answer in answers where answer.status != 100 {
      #expect(answer["date"] != nil)
      #expect(answer["x-content-type-options"] == "nosniff")
      if !answer.body.isEmpty { #expect(answer["content-type"] != nil) }
      if answer.status == 405 { #expect(answer["allow"] != nil) }
    }
  }
}

extension RawCase {
  var fewestAnswers: Int { alternatives.map(\.statuses.count).min() ?? 1 }
}
