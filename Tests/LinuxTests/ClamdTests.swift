import TestSupport
import Testing

@testable import Linux

@Suite("clamd：地址要在本机；说了什么就是什么，没有结论不算干净")
struct ClamdTests {
  static let addresses: [(text: String, isGood: Bool)] = [
    ("unix:/run/clamav/clamd.ctl", true), ("127.0.0.1:3310", true), ("localhost:3310", true),
    ("[::1]:3310", true), ("10.0.0.1:3310", false), ("clamd.example:3310", false), ("3310", false),
    ("127.0.0.1:0", false), ("127.0.0.1:70000", false), ("unix:clamd.ctl", false), ("", false),
    ("unix:/" + String(repeating: "x", count: 107), false),
  ]

  @Test("地址", arguments: addresses)
  func address(_ text: String, _ isGood: Bool) {
    #expect((Clamd(text) != nil) == isGood)
  }

  @Test("回答：OK 和 FOUND 是结论，别的都不是")
  func verdicts() throws {
    #expect(try Clamd.verdict("stream: OK") == .clean)
    #expect(try Clamd.verdict("stream: Eicar-Signature FOUND") == .infected("Eicar-Signature"))
    for line in [
      "", "stream: ", "stream: Access denied. ERROR", "INSTREAM size limit exceeded. ERROR",
      "UNKNOWN COMMAND", "FOUND", "ok",
    ] {
      #expect(throws: Clamd.Trouble.self) { try Clamd.verdict(line) }
    }
  }

  @Test("真的 clamd：查得出、查得净；太长的它不看，没有结论；没有它，连不上", .enabled(if: Daemon.isThere))
  func real() throws {
    let folder = try TemporaryFolder()
    let daemon = try Daemon(in: folder.path + "/clamd", more: ["StreamMaxLength 1M"])
    let clamd = try #require(Clamd(daemon.address))
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
      try Files.replace(folder.path + "/" + name, with: bytes)
      return folder.path + "/" + name
    }
    let clean = try file("clean", Array("%PDF-1.7\n".utf8))
    #expect(try clamd.scan(clean) == .clean)
    #expect(try clamd.scan(file("empty", [])) == .clean)
    let bad = try file("bad", [UInt8](repeating: 65, count: 200_000) + Array(Daemon.virus.utf8))
    #expect(try clamd.scan(bad) == .infected(Daemon.name))
    let long = try file("long", [UInt8](repeating: 65, count: 8 << 20))
    #expect { try clamd.scan(long) } throws: { error in
      switch error as? Clamd.Trouble {
      // Which of the two it is hangs on whether its word comes through before its end does.
      case .refused(let line): line == "INSTREAM size limit exceeded. ERROR"
      case .unreachable: true
      case nil: false
      }
    }
    daemon.stop()
    #expect { try clamd.scan(clean) } throws: { error in
      if case .unreachable = error as? Clamd.Trouble { true } else { false }
    }
  }
}
