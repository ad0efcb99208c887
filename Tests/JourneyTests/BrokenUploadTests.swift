import HTTP
import JSON
import Linux
import TestSupport
import TestTraits
import Testing

@Suite("分段上传到一半，服务被杀：答应过的字节都在，接着传完，只收一次", .serialized, .waiting)
struct BrokenUploadTests {
  /// The demo's people, before anything has been played.
  private final class Running {
    let program: Program
    let endpoint: Endpoint
    let port: Int

    init(_ data: String) throws {
      port = try freePort()
      endpoint = try #require(Endpoint("127.0.0.1:\(port)"))
      program = try Program(
        "brandpilot",
        [
          "demo", "--data", data, "--listen", "\(endpoint)", "--no-cases", "--log", "off",
          "--today", "2026-11-20T17:50", "--limit-handler", "600",
        ])
      let endpoint = endpoint
      #expect(
        eventually { (try? Exchange.request("GET", "/readyz", to: endpoint))?.status == 200 })
    }

    deinit { end() }

    func end() {
      program.kill()
      program.wait()
    }

    func ask(
      _ method: String, _ path: String, _ token: String, _ type: String = "application/json",
      _ body: [UInt8] = []
    ) throws -> Exchange.Answer {
      try Exchange.request(
        method, "/api/v1\(path)",
        fields: [("Authorization", "Bearer \(token)"), ("Content-Type", type)],
        body: body, to: endpoint)
    }

    func enter() throws -> String {
      let entered = try ask(
        "POST", "/cast/session", "", "application/json", Array(#"{"login":"lihua"}"#.utf8))
      return try #require(try JSON(parsing: entered.body)["token"]?.string)
    }

    func json(_ method: String, _ path: String, _ token: String, _ body: JSON? = nil) throws -> JSON
    {
      let answer = try ask(method, path, token, "application/json", body?.bytes ?? [])
      #expect(answer.status == 200, "\(path) \(answer.text)")
      return try JSON(parsing: answer.body)
    }
  }

  private static let type = "multipart/form-data; boundary=b"
  private static let file = Array("%PDF-1.7\n".utf8) + (0..<3_000_000).map { UInt8($0 % 251) }

  private func piece(_ offset: Int) -> [UInt8] {
    let end = min(Self.file.count, offset + 1 << 20)
    return Array(
      """
      --b\r\nContent-Disposition: form-data; name="offset"\r\n\r\n\(offset)\r\n\
      --b\r\nContent-Disposition: form-data; name="piece"; filename="p"\r\n\r\n
      """.utf8) + Self.file[offset..<end] + Array("\r\n--b--\r\n".utf8)
  }

  @Test("每收下一段就杀一次，还有半段在路上；再起以后从答应过的地方接着传，收下的和寄出的一个字节不差")
  func killed() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    var portal = try Running(data)
    var token = try portal.enter()
    let number = try #require(
      try portal.json("POST", "/applications/new", token, ["kind": "product", "item": "禾欣荞麦米饼"])[
        "number"]?.string)
    let begun = try portal.json(
      "POST", "/applications/\(number)/files/financeFile/uploads", token,
      ["name": "审计报告.pdf", "size": .integer(Self.file.count)])
    let place = String(try #require(begun["href"]?.string).dropFirst(7))
    var offset = 0
    while offset < Self.file.count {
      let added = try portal.ask("POST", place + "/pieces", token, Self.type, piece(offset))
      #expect(added.status == 200, "\(added.text)")
      offset = try #require(try JSON(parsing: added.body)["offset"]?.integer)
      // Half of the next one is under way.
      let next = piece(offset)
      let line = try Dialogue(host: "127.0.0.1", port: portal.port, seconds: 60)
      try line.say(
        Array(
          """
          POST /api/v1\(place)/pieces HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n\
          Content-Type: \(Self.type)\r\nContent-Length: \(next.count)\r\n\r\n
          """.utf8) + next.prefix(next.count / 2))
      portal.end()
      portal = try Running(data)
      token = try portal.enter()
      #expect(try portal.json("GET", place, token)["offset"]?.integer == offset)
    }
    // Killed between the end and its answer, it is asked for once more: the answer is the same.
    let done = try portal.json("POST", place + "/completion", token, [:])
    portal.end()
    portal = try Running(data)
    token = try portal.enter()
    #expect(try portal.json("POST", place + "/completion", token, [:]) == done)
    let files = try portal.json("GET", "/applications/\(number)", token)["files"]?.array ?? []
    #expect(files.map { $0["id"] } == [done["id"]])
    let id = try #require(done["id"]?.string)
    let back = try portal.ask("GET", "/applications/\(number)/attachments/\(id)", token)
    #expect(back.body == Self.file)
    #expect(try Files.list(data + "/parts") == [])
    portal.end()
    let verified = try Program.run("brandpilot", ["verify", "--data", data])
    #expect(verified.code == 0, "\(verified.errors)")
  }
}
