import Testing

@testable import HTTP

@Suite("上传先记账：同时几件、一小时几件、一小时多少；太慢的到点结束")
struct UploadMeterTests {
  private func meter(_ change: (inout UploadMeter.Rules) -> Void = { _ in }) -> UploadMeter {
    var rules = UploadMeter.Rules()
    rules.running = 2
    rules.perHour = 4
    rules.bytesPerHour = 1000
    change(&rules)
    return UploadMeter(rules)
  }

  @Test("同时最多两件；一件结束，或者连接没了，就让出来；别人不受影响")
  func running() throws {
    let meter = meter()
    let first = try meter.begin("a", announced: 10, most: 100, at: 0)
    var second: UploadLease? = try meter.begin("a", announced: 10, most: 100, at: 0)
    #expect(throws: UploadMeter.Refusal.tooManyRunning) {
      try meter.begin("a", announced: 10, most: 100, at: 0)
    }
    _ = try meter.begin("b", announced: 10, most: 100, at: 0)
    first.end()
    first.end()
    let third = try meter.begin("a", announced: 10, most: 100, at: 0)
    #expect(second != nil)
    second = nil
    let fourth = try meter.begin("a", announced: 10, most: 100, at: 0)
    #expect(third.reserved + fourth.reserved == 20)
  }

  @Test("字节在读之前预留；没有来的退还；一小时以后重新算")
  func bytes() throws {
    let meter = meter { $0.perHour = 99 }
    let first = try meter.begin("a", announced: 900, most: 1000, at: 1000)
    #expect(throws: UploadMeter.Refusal.spent(retryAfter: 3600)) {
      try meter.begin("a", announced: 101, most: 1000, at: 1000)
    }
    first.count(300)
    first.end()
    // 700 are left; who does not say how much will come may send no more than that.
    let second = try meter.begin("a", announced: nil, most: 1000, at: 2000)
    #expect(second.reserved == 700)
    second.count(700)
    second.end()
    #expect(throws: UploadMeter.Refusal.spent(retryAfter: 1)) {
      try meter.begin("a", announced: 1, most: 1000, at: 3_600_500)
    }
    #expect(try meter.begin("a", announced: nil, most: 500, at: 3_601_000).reserved == 500)
  }

  @Test("一小时最多四件，无论多小")
  func uploads() throws {
    let meter = meter()
    for _ in 0..<4 { try meter.begin("a", announced: 0, most: 9, at: 0).end() }
    #expect(throws: UploadMeter.Refusal.spent(retryAfter: 3600)) {
      try meter.begin("a", announced: 0, most: 9, at: 0)
    }
  }

  @Test("上一小时开始、这一小时才结束的，不把退还算进这一小时")
  func overTheHour() throws {
    let meter = meter { $0.running = 9 }
    let old = try meter.begin("a", announced: 1000, most: 1000, at: 0)
    let new = try meter.begin("a", announced: 600, most: 1000, at: 3_600_000)
    old.end()
    #expect(throws: UploadMeter.Refusal.spent(retryAfter: 3600)) {
      try meter.begin("a", announced: 401, most: 1000, at: 3_600_000)
    }
    new.end()
  }

  // MARK: - Slow ones, by a clock of our own

  /// A connection whose body has come so far, at second 0.
  private func connection(_ isUpload: Bool) throws -> Connection {
    let text = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n"
    let head = try HeadParser.parse(Array(text.utf8), Limits())
    let connection = Connection(socket: -1, token: 1, peer: .local, now: 0)
    let reader = BodyReader(head.framing, limit: 100_000_000, limits: Limits(), keeps: false)
    let then: @Sendable (Request) async -> Response = { _ in .text(.ok, "") }
    connection.state = .body(
      reader, head,
      isUpload
        ? .intake(Intake(head, UploadRules(folder: "/nowhere"))) { request, _ in
          await then(request)
        } : .handler(then))
    return connection
  }

  private func receive(_ count: Int, on connection: Connection) {
    guard case .body(var reader, let head, let destination) = connection.state else { return }
    var at = 0
    _ = reader.take([UInt8](repeating: 0, count: count), from: &at)
    connection.state = .body(reader, head, destination)
  }

  private func verdict(_ connection: Connection, atSecond second: Int64) -> Connection.Verdict {
    connection.verdict(at: second * 1_000_000_000, Limits())
  }

  static let rates: [(isUpload: Bool, perSecond: Int, endsAt: Int64?)] = [
    (true, 17_000, nil), (true, 15_000, 21), (true, 1100, 21), (true, 0, 21), (false, 1100, nil),
    (false, 900, 6),
  ]

  @Test("上传每秒少于 16 KB，二十秒后结束；别的正文照旧每秒 1 KB", arguments: rates)
  func slow(_ isUpload: Bool, _ perSecond: Int, _ endsAt: Int64?) throws {
    let connection = try connection(isUpload)
    #expect(verdict(connection, atSecond: 1) == .fine)
    var ended: Int64?
    for second in Int64(2)...200 where ended == nil {
      receive(perSecond, on: connection)
      if verdict(connection, atSecond: second) == .refuse(.requestTimeout) { ended = second }
    }
    #expect(ended == endsAt)
  }

  @Test("先快后慢的也要跟上：开头的快不能抵几小时的慢")
  func creditOfOld() throws {
    let connection = try connection(true)
    #expect(verdict(connection, atSecond: 1) == .fine)
    receive(50_000_000, on: connection)
    #expect(verdict(connection, atSecond: 22) == .fine)
    #expect(verdict(connection, atSecond: 43) == .refuse(.requestTimeout))
  }
}
