import Foundation
import HTTP
import Linux
import TestSupport
import Testing

/// Against a process of its own, whose descriptors and threads can be counted.
@Suite("人多手杂：描述符和线程都回到原处", .serialized)
struct CrowdTests {
  private let port: Int
  private let server: Program

  init() throws {
    port = try freePort()
    server = try Program("EchoServer", ["--listen", "127.0.0.1:\(port)"])
    _ = try server.waitForError("listening on")
    #expect(try Wire(port).ask(ServerTests.get)?.status == 200)
  }

  private func count(_ kind: String) throws -> Int {
    try Files.list("/proc/\(server.id)/\(kind)").count
  }

  private func holds(_ fact: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<500 where !(try fact()) { usleep(10_000) }
    return try fact()
  }

  private func end() {
    server.kill()
    server.wait()
  }

  @Test("H199：一万次中途复位")
  func resets() throws {
    defer { end() }
    #expect(try holds { try count("fd") < 20 })
    let (descriptors, threads) = (try count("fd"), try count("task"))
    for _ in 0..<10_000 {
      let wire = try Wire(port)
      wire.send(ServerTests.get)
      wire.reset()
    }
    #expect(try holds { try count("fd") == descriptors })
    #expect(try count("task") == threads)
    #expect(try Wire(port).ask(ServerTests.get)?.status == 200)
  }

  @Test("H195：一千个闲着的连接，不碍别人")
  func idleCrowd() throws {
    defer { end() }
    #expect(try holds { try count("fd") < 20 })
    let (descriptors, threads) = (try count("fd"), try count("task"))
    do {
      let crowd = try (0..<1000).map { _ in try Wire(port) }
      let probe = try Wire(port)
      for _ in 0..<50 {
        let start = Clock.monotonic
        #expect(probe.ask(ServerTests.get)?.status == 200)
        #expect(Clock.monotonic - start < 200_000_000)
      }
      #expect(try count("fd") == descriptors + 1001)
      _ = crowd.count
    }
    #expect(try holds { try count("fd") == descriptors })
    #expect(try count("task") == threads)
  }

  @Test("下载到一半走掉的，文件和连接都关上")
  func downloadsCutOff() throws {
    end()
    let folder = try TemporaryFolder()
    let file = folder.path + "/file"
    try Files.replace(file, with: [UInt8](repeating: 7, count: 20 << 20))
    let port = try freePort()
    let server = try Program("EchoServer", ["--listen", "127.0.0.1:\(port)", "--file", file])
    _ = try server.waitForError("listening on")
    defer {
      server.kill()
      server.wait()
    }
    #expect(try Wire(port).ask(ServerTests.get)?.status == 200)
    func open() throws -> Int { try Files.list("/proc/\(server.id)/fd").count }
    let before = try open()
    for index in 0..<100 {
      let wire = try Wire(port)
      wire.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
      wire.read { $0.received.count > 100_000 }
      if index % 2 == 0 { wire.reset() }
    }
    #expect(try holds { try open() <= before })
  }
}
