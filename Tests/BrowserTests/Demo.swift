import Digest
import Foundation
import HTTP
import JSON
import Linux
import Synchronization
import TestSupport
import Testing

/// `brandpilot demo` on a Friday evening, or with everything that it has played, on any day.
final class Demo: Sendable {
  let base: String
  let endpoint: Endpoint
  private let program: Int32
  private let folder: TemporaryFolder

  /// For tests that change nothing in it that another can see; it ends with the run.
  static func shared() throws -> Demo { try sharedOne.get() }

  private static let sharedOne = Result<Demo, any Error> {
    let demo = try Demo()
    AtEnd.run { demo.end() }
    return demo
  }

  convenience init() throws { try self.init(["--no-cases", "--today", "2026-11-20T17:50"]) }

  /// With its cases; it goes on where its folder stands.
  convenience init(in data: String, on day: String) throws {
    if !Files.isDirectory(data) { try Demo.played.copy(day, to: data) }
    try self.init(Demo.words(data, day))
  }

  private static func words(_ data: String, _ day: String) -> [String] {
    ["--data", data, "--today", "\(day)T10:00"]
  }

  /// What the demo plays costs seconds, and is the same every time: it is played once for each day, and
  /// every test goes on from a copy of its own.
  private static let played = Played()

  private final class Played: Sendable {
    private let folders = Mutex<[String: TemporaryFolder]>([:])

    func copy(_ day: String, to data: String) throws {
      try folders.withLock { folders in
        if folders[day] == nil {
          let folder = try TemporaryFolder()
          // It ends as soon as it has played.
          _ = try Demo(Demo.words(folder.path + "/data", day))
          folders[day] = folder
        }
        try FileManager.default.copyItem(
          atPath: try #require(folders[day]).path + "/data", toPath: data)
      }
    }
  }

  private init(_ words: [String]) throws {
    let port = try freePort()
    folder = try TemporaryFolder()
    base = "http://127.0.0.1:\(port)"
    endpoint = try #require(Endpoint("127.0.0.1:\(port)"))
    program = try Child.start(
      "\(Project.programs)/brandpilot",
      [
        "demo", "--listen", "127.0.0.1:\(port)", "--accounts", folder.path + "/accounts.json",
        "--limit-handler", "600",
      ] + words, in: Project.folder)
    let isReady = eventually { [endpoint] in
      (try? Exchange.request("GET", "/readyz", to: endpoint))?.status == 200
    }
    #expect(isReady)
  }

  deinit { end() }

  private func end() {
    send(SIGTERM, to: program)
    _ = Child.wait(for: program)
  }

  /// Password and the code that this person's phone shows now, as the demo's list of accounts says.
  func secrets(of login: String) throws -> (password: String, code: String) {
    let account = try account(of: login)
    let secret = try #require(account["totp"]?.string.flatMap(Self.base32))
    return (try #require(account["password"]?.string), Self.code(secret))
  }

  func password(of login: String) throws -> String {
    try #require(try account(of: login)["password"]?.string)
  }

  private func account(of login: String) throws -> JSON {
    let accounts = try JSON(parsing: try Files.read(folder.path + "/accounts.json"))
    return try #require(accounts.array?.first { $0["name"]?.string == login })
  }

  static func code(_ secret: [UInt8]) -> String {
    OneTimeCode.code(
      secret, step: OneTimeCode.step(atSeconds: Int(Date().timeIntervalSince1970)))
  }

  static func base32(_ text: String) -> [UInt8]? {
    var bits = 0
    var held = 0
    var bytes: [UInt8] = []
    for letter in text.utf8 {
      guard let value = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8).firstIndex(of: letter)
      else { return nil }
      held = held << 5 | value
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(held >> bits & 255))
      }
    }
    return bytes
  }
}
