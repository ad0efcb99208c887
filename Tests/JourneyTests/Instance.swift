import Foundation
import HTTP
import JSON
import Linux
import TestSupport
import Testing

/// A running `brandpilot serve` on a data folder, and what one can ask of it.
final class Instance {
  let program: Program
  let endpoint: Endpoint
  /// What it said while it came up.
  let greeting: String

  /// - Parameter word: what it says behind its address when it has come up.
  init(_ data: String, _ more: [String] = [], saying word: String = " 提供服务") throws {
    let port = try freePort()
    endpoint = try #require(Endpoint("127.0.0.1:\(port)"))
    program = try Program(
      "brandpilot",
      ["serve", "--data", data, "--listen", "\(endpoint)", "--log", "off"]
        + ["--limit-handler", "600"] + more)
    greeting = try program.waitForError("在 127.0.0.1:\(port)\(word)")
  }

  deinit {
    program.kill()
    program.wait()
  }

  func get(_ target: String, _ fields: [(String, String)] = []) throws -> Exchange.Answer {
    try Exchange.request("GET", target, fields: fields, to: endpoint)
  }

  func stop() -> Int32 {
    program.kill(SIGTERM)
    return program.wait()
  }
}
