import Foundation
import HTTP
import Linux
import TestSupport
import TestTraits
import Testing

/// Against a process of its own, whose descriptors, threads and writes can be counted.
@Suite("人多手杂：描述符和线程都回到原处", .serialized, .waiting)
final class CrowdTests {
  private let folder: TemporaryFolder
  private let port: Int
  private let server: Program
  private let descriptors: Int
  private let threads: Int

  init() throws {
    folder = try TemporaryFolder()
    let file = folder.path + "/file"
    try Files.replace(file, with: [UInt8](repeating: 7, count: 20 << 20))
    port = try freePort()
    server = try Program(
      "EchoServer", ["--listen", "127.0.0.1:\(port)", "--folder", folder.path, "--file", file])
    _ = try server.waitForError("listening on")
    // Everything there is has come up with the first answer; then its connection goes again.
    var most = 0
    do {
      let wire = try Wire(port)
      #expect(wire.ask(ServerTests.get)?.status == 200)
      most = try CrowdTests.count("fd", of: server)
    }
    let id = server
    #expect(try eventually { try CrowdTests.count("fd", of: id) == most - 1 })
    descriptors = most - 1
    threads = try CrowdTests.count("task", of: server)
  }

  deinit {
    server.kill()
    server.wait()
  }

  private static func count(_ kind: String, of server: Program) throws -> Int {
    try Files.list("/proc/\(server.id)/\(kind)").count
  }

  private func isAsBefore() throws -> Bool {
    try eventually { try Self.count("fd", of: server) == descriptors }
      && Self.count("task", of: server) == threads
  }

  @Test("H199：一万次中途复位")
  func resets() throws {
    for _ in 0..<10_000 {
      let wire = try Wire(port)
      wire.send(ServerTests.get)
      wire.reset()
    }
    #expect(try isAsBefore())
    #expect(try Wire(port).ask(ServerTests.get)?.status == 200)
  }

  @Test("H195：一千个闲着的连接，不碍别人")
  func idleCrowd() throws {
    var crowd = try (0..<1000).map { _ in try Wire(port) }
    // Connected is not yet accepted: the kernel says the one, the server does the other.
    #expect(try eventually { try Self.count("fd", of: server) == descriptors + 1000 })
    for _ in 0..<50 { #expect(crowd[0].ask(ServerTests.get)?.status == 200) }
    // Nobody has a thread of their own, and whoever is idle costs no time: that of the process.
    #expect(try Self.count("task", of: server) == threads)
    let spent = try server.processorTime
    for _ in 0..<50 { #expect(crowd[0].ask(ServerTests.get)?.status == 200) }
    #expect(try server.processorTime - spent < 0.5)
    crowd.removeAll()
    #expect(try isAsBefore())
  }

  @Test("下载到一半走掉的，文件和连接都关上")
  func downloadsCutOff() throws {
    for index in 0..<100 {
      let wire = try Wire(port)
      wire.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
      wire.read { $0.received.count > 100_000 }
      if index % 2 == 0 { wire.reset() }
    }
    #expect(try isAsBefore())
  }

  @Test("满是回车的文件也成块落盘")
  func allReturns() throws {
    let file = [UInt8](repeating: 0x0D, count: 1 << 20)
    let body =
      Array("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n".utf8) + file
      + Array("\r\n--b--".utf8)
    let head =
      "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\n"
      + "Content-Length: \(body.count)\r\n\r\n"
    let before = try writes
    let wire = try Wire(port)
    let message = Array(head.utf8) + body
    Thread.start("sender") { wire.sendAll(message) }
    wire.read { $0.answers.count == 1 }
    #expect(wire.answers.first?.text.hasPrefix("f x 1048576 ") == true)
    // Some twenty for a megabyte, and what the server writes besides.
    #expect(try writes - before < 200)
  }

  /// How often the server has called the kernel to write.
  private var writes: Int {
    get throws {
      let lines = String(decoding: try Files.read("/proc/\(server.id)/io"), as: UTF8.self)
      let line = lines.split(separator: "\n").first { $0.hasPrefix("syscw: ") }
      return try #require(line.flatMap { Int($0.dropFirst(7)) })
    }
  }
}
