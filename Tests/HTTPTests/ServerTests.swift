import Foundation
import HTTP
import Linux
import Synchronization
import TestSupport
import TestTraits
import Testing

@Suite("服务器：连接、时限、数量和停机", .serialized, .waiting)
struct ServerTests {
  static let get = Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8)

  @Test("H196、H197：二百字节的请求，从每一处切成两段都照常回答")
  func everyCut() throws {
    let padding = String(repeating: "x", count: 150)
    let request = Array(
      "POST /echo HTTP/1.1\r\nHost: h\r\nX: \(padding)\r\nContent-Length: 5\r\n\r\nhello".utf8)
    let port = try #require(Echo.shared).port
    for cut in 1..<request.count {
      let wire = try Wire(port)
      wire.send(request, cutAt: cut)
      wire.read { $0.answers.count == 1 }
      #expect(wire.answers.first?.text == "hello", "切在 \(cut)")
    }
  }

  @Test("H198：客户端说完就半关，回答仍然完整")
  func halfClose() throws {
    let wire = try Wire(try #require(Echo.shared).port)
    wire.send(Self.get)
    wire.endSending()
    wire.read()
    #expect(wire.answers.map(\.status) == [200])
    #expect(wire.isEnded)
  }

  @Test("CONNECT 被回绝，连接也随之关闭：后面送来的不当作请求")
  func tunnel() throws {
    let wire = try Wire(try #require(Echo.shared).port)
    wire.send(Array("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n".utf8) + Self.get)
    wire.read()
    #expect(wire.answers.count == 1 && wire.isEnded)
    #expect(wire.answers.first?.status != 200)
  }

  @Test("H200：一次送来一万个请求，按次序回答，别人不受影响")
  func pipelining() throws {
    let port = try #require(Echo.shared).port
    let wire = try Wire(port)
    let requests = (0..<10_000).flatMap { Array("GET /?q=\($0) HTTP/1.1\r\nHost: h\r\n\r\n".utf8) }
    Thread.start("sender") { wire.sendAll(requests) }
    let other = try Wire(port)
    other.send(Self.get)
    other.read { $0.answers.count == 1 }
    #expect(other.answers.map(\.status) == [200])
    let last = Array("q=9999\n".utf8)
    wire.read { $0.received.suffix(last.count).elementsEqual(last) }
    let bodies = wire.answers.map(\.text)
    #expect(bodies == (0..<10_000).map { "echo q=\($0)\n" })
  }

  @Test("大正文原样往返，HEAD 没有正文但有长度")
  func largeBodies() throws {
    let wire = try Wire(try #require(Echo.shared).port)
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.count)\r\n\r\n"
    let message = Array(head.utf8) + body
    Thread.start("sender") { wire.sendAll(message) }
    wire.read { $0.received.count > body.count }
    wire.read { $0.answers.count == 1 }
    #expect(wire.answers.first?.body == body)
    let second = try Wire(try #require(Echo.shared).port)
    second.send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".utf8)
    second.read()
    let text = String(decoding: second.received, as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(text.contains("\r\nContent-Length: 8\r\n"))
    #expect(text.hasSuffix("\r\n\r\n"))
  }

  @Test("条件请求：标签相符得 304，不符得全文")
  func conditional() throws {
    let port = try #require(Echo.shared).port
    let first = try Wire(port)
    first.send(Self.get)
    first.read { $0.answers.count == 1 }
    let tag = try #require(first.answers.first?["etag"])
    for (value, status) in [
      (tag, 304), ("W/\(tag)", 304), ("\"x\", \(tag)", 304), ("*", 304), ("\"x\"", 200),
    ] {
      let wire = try Wire(port)
      wire.send(
        "GET / HTTP/1.1\r\nHost: h\r\nIf-None-Match: \(value)\r\nConnection: close\r\n\r\n".utf8)
      wire.read()
      let text = String(decoding: wire.received, as: UTF8.self)
      #expect(text.hasPrefix("HTTP/1.1 \(status) "))
      if status == 304 {
        #expect(text.hasSuffix("\r\n\r\n"))
        #expect(!text.contains("Content-Length"))
        #expect(text.contains("ETag: \(tag)"))
      }
    }
  }

  @Test("H190、H193、H194：沉默、慢头和空闲的连接到时关闭")
  func deadlines() throws {
    let clock = HandClock()
    let echo = try Echo(clock: clock) {
      $0.headTime = 0.5
      $0.idle = 0.5
    }
    defer { echo.server.stop() }
    let silent = try Wire(echo.port)
    let slow = try Wire(echo.port)
    slow.send("GET / HT".utf8)
    let idle = try Wire(echo.port)
    idle.send(Self.get)
    idle.read { $0.answers.count == 1 }
    try echo.catchUp()
    #expect(clock.seconds { [silent, slow, idle].allSatisfy(\.hasEnded) } != nil)
    #expect(silent.isEnded && silent.answers.isEmpty)
    #expect(slow.isEnded && slow.answers.map(\.status) == [408])
    #expect(idle.isEnded && idle.answers.map(\.status) == [200])
  }

  @Test("H191：正文送得太慢得 408")
  func slowBody() throws {
    let clock = HandClock()
    let echo = try Echo(clock: clock) { $0.bodyGrace = 0.3 }
    defer { echo.server.stop() }
    let wire = try Wire(echo.port)
    wire.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nx".utf8)
    try echo.catchUp()
    #expect(clock.seconds { wire.hasEnded } != nil)
    #expect(wire.answers.map(\.status) == [408])
  }

  @Test("H192：不肯接收回答的连接到时关闭")
  func writeStall() throws {
    let clock = HandClock()
    let echo = try Echo(clock: clock) { $0.writeStall = 0.5 }
    defer { echo.server.stop() }
    let wire = try Wire(echo.port)
    let body = [UInt8](repeating: 7, count: 20 << 20)
    wire.sendAll(
      Array("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body)
    #expect(clock.seconds { echo.server.connections.open == 0 } != nil)
  }

  @Test("H202：同一地址超过上限的连接得 503，其余照常")
  func perAddress() throws {
    let echo = try Echo { $0.connectionsPerAddress = 5 }
    defer { echo.server.stop() }
    let welcome = try (0..<5).map { _ in try Wire(echo.port) }
    for wire in welcome {
      wire.send(Self.get)
      wire.read { $0.answers.count == 1 }
    }
    let refused = try Wire(echo.port)
    refused.read()
    #expect(refused.answers.map(\.status) == [503])
    #expect(refused.answers.first?["retry-after"] == "5")
    #expect(refused.isEnded)
    welcome[0].send(Self.get)
    welcome[0].read { $0.answers.count == 2 }
    #expect(welcome[0].answers.map(\.status) == [200, 200])
  }

  @Test("停机不等已经说完的连接：答过话、还在读正文的，读完就关")
  func drainClosesWhatBecomesIdle() throws {
    // Where no time passes, none is up: only what is idle closes.
    let echo = try Echo(clock: HandClock())
    let wire = try Wire(echo.port)
    wire.send("POST /nope HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello".utf8)
    wire.read { $0.answers.count == 1 }
    let port = echo.port
    Thread.start("finisher") {
      _ = eventually { (try? Wire(port)) == nil }  // it takes nobody any more
      wire.send("world".utf8)
    }
    echo.server.stop()
    #expect(echo.server.connections.open == 0)
    #expect(wire.answers.map(\.status) == [404])
  }

  @Test(
    "不停发送的客户端不能让别人等：要看的，要办事的",
    arguments: [
      "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx",
    ])
  func fairness(_ request: String) throws {
    let clock = HandClock()
    let echo = try Echo(clock: clock) { $0.headTime = 0.5 }
    defer { echo.server.stop() }
    let floods = try (0..<2).map { _ in try Flood(echo.port, request) }  // one for each loop
    let silent = try (0..<4).map { _ in try Wire(echo.port) }
    for _ in 0..<20 {
      let probe = try Wire(echo.port)
      #expect(probe.ask(Self.get)?.status == 200)
    }
    #expect(clock.seconds { silent.allSatisfy(\.hasEnded) } != nil)
    for flood in floods { flood.stop() }
  }

  @Test("正文开头来得快，后来不来了，照样 408")
  func burstThenSilence() throws {
    let clock = HandClock()
    let echo = try Echo(clock: clock) { $0.bodyGrace = 0.4 }
    defer { echo.server.stop() }
    let wire = try Wire(echo.port)
    wire.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 900001\r\n\r\n".utf8)
    wire.sendAll([UInt8](repeating: 1, count: 900_000))
    let patience = try #require(clock.seconds { wire.hasEnded })
    // As a credit of 1024 bytes a second, what came would have lasted a quarter of an hour.
    #expect(patience < 300)
    #expect(wire.answers.map(\.status) == [408])
  }

  @Test("不收回答却不断发字节，也到时关闭")
  func stallWhileSending() throws {
    let clock = HandClock()
    let echo = try Echo(clock: clock) { $0.writeStall = 0.7 }
    defer { echo.server.stop() }
    let wire = try Wire(echo.port)
    let head =
      "POST /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: \(20 << 20)\r\n\r\n"
    wire.sendAll(Array(head.utf8) + [UInt8](repeating: 7, count: 20 << 20))
    let patience = clock.seconds {
      wire.send("z".utf8)
      return echo.server.connections.open == 0
    }
    #expect(patience != nil)
  }

  static let refused: [(raw: String, status: Int)] = [
    ("GET /\r\n", 400), ("GET\r\n", 400), ("garbage\r\n", 400), ("GET / HTTP/1.1 \r\n", 400),
    ("GET / http/1.1\r\n", 400), ("GET / HTTP/2.0\r\n", 505),
    ("GET / HTTP/3.0\r\nHost: h\r\n", 505),
  ]

  @Test("不成话的请求行不等空行就拒绝", arguments: refused)
  func early(_ raw: String, _ status: Int) throws {
    let wire = try Wire(try #require(Echo.shared).port)
    wire.send(raw.utf8)
    wire.read()
    #expect(wire.answers.map(\.status) == [status])
    #expect(wire.isEnded)
  }

  @Test(
    "HEAD 得到的拒绝没有正文",
    arguments: [
      ("HEAD / HTTP/1.1\r\n\r\n", 400), ("HEAD /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400),
      ("HEAD / HTTP/2.0\r\nHost: h\r\n\r\n", 505),
      ("HEAD / HTTP/1.1\r\nHost: h\r\nExpect: x\r\n\r\n", 417),
      ("HEAD /nope HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", 404),
    ])
  func headRefused(_ raw: String, _ status: Int) throws {
    let wire = try Wire(try #require(Echo.shared).port)
    wire.send(raw.utf8)
    wire.read()
    let text = String(decoding: wire.received, as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 \(status) "))
    #expect(text.hasSuffix("\r\n\r\n"))
  }

  @Test(
    "不认识的方法：要关就关",
    arguments: ["FOO / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "FOO / HTTP/1.0\r\n\r\n"])
  func unknownMethodCloses(_ raw: String) throws {
    let wire = try Wire(try #require(Echo.shared).port)
    wire.send((raw + "GET /__smuggled HTTP/1.1\r\nHost: h\r\n\r\n").utf8)
    wire.read()
    #expect(wire.answers.map(\.status) == [501])
    #expect(wire.isEnded)
  }

  @Test("停机：正在办的办完，闲着的关掉，新的不接")
  func shutdown() throws {
    let clock = HandClock()
    let echo = try Echo(clock: clock)
    let idle = try Wire(echo.port)
    idle.send(Self.get)
    idle.read { $0.answers.count == 1 }
    let busy = try Wire(echo.port)
    busy.send(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n".utf8)
    // Begun, and not only connected.
    busy.read { $0.answers.count == 1 }
    busy.send("hel".utf8)
    #expect(echo.server.connections.open == 2)
    let port = echo.port
    Thread.start("finisher") {
      _ = eventually { (try? Wire(port)) == nil }
      busy.send("lo".utf8)
      busy.read()
      clock.turn(seconds: 3)  // the server has waited long enough for our goodbye
    }
    echo.server.stop()
    idle.read()
    #expect(busy.answers.map(\.status) == [100, 200])
    #expect(busy.answers.last?.text == "hello" && busy.answers.last?["connection"] == "close")
    #expect(idle.isEnded)
    #expect(throws: SystemError.self) { try Wire(echo.port) }
  }
}

/// A signal between the threads of a test.
private final class Flag: Sendable {
  private let state = Atomic(false)
  var isRaised: Bool { state.load(ordering: .acquiring) }
  func raise() { state.store(true, ordering: .releasing) }
}

/// A client that always has more to say, and takes every answer.
private final class Flood: Sendable {
  private let wire: Wire
  private let isStopping = Flag()
  private let hasEnded = Flag()

  init(_ port: Int, _ request: String) throws {
    wire = try Wire(port)
    let requests = (0..<2000).flatMap { _ in Array(request.utf8) }
    Thread.start("flood") { [self] in
      while !isStopping.isRaised { wire.sendAll(requests) }
      hasEnded.raise()
    }
    Thread.start("drain") { [self] in
      while !hasEnded.isRaised { wire.discard() }
    }
  }

  func stop() {
    isStopping.raise()
    while !hasEnded.isRaised { pause(milliseconds: 1) }
  }
}
