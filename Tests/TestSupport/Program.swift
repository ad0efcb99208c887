import Foundation
import HTTP
import Linux

/// A program of ours, running as a process of its own.
package final class Program {
  private let process = Process()
  private let errors = Pipe()
  private let output = Pipe()

  /// - Parameter name: a program of ours, or the path of another.
  package init(_ name: String, _ arguments: [String]) throws {
    let path = name.hasPrefix("/") ? name : "\(Project.programs)/\(name)"
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: Project.folder)
    process.standardError = errors
    process.standardOutput = output
    try process.run()
  }

  package var id: Int32 { process.processIdentifier }

  /// Reads standard error until a line holds `word`; the lines so far.
  package func waitForError(_ word: String) throws -> String {
    var seen = ""
    while !seen.contains(word) {
      let more = errors.fileHandleForReading.availableData
      guard !more.isEmpty else { throw SystemError("program ended early: \(seen)", code: 5) }
      seen += String(decoding: more, as: UTF8.self)
    }
    return seen
  }

  package var isRunning: Bool { process.isRunning }

  package func kill(_ signal: Int32 = SIGKILL) { Foundation.kill(id, signal) }

  /// Its exit code, or minus the signal that ended it.
  @discardableResult
  package func wait() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  /// All of standard output, once the program has ended.
  package private(set) lazy var said = String(
    decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)

  /// Runs to the end and answers what was said.
  package static func run(
    _ name: String, _ arguments: [String]
  ) throws -> (code: Int32, output: String, errors: String) {
    let program = try Program(name, arguments)
    let output = program.said
    let errors = program.errors.fileHandleForReading.readDataToEndOfFile()
    return (
      program.wait(), output, String(decoding: errors, as: UTF8.self)
    )
  }
}

/// A folder that goes with the test.
package final class TemporaryFolder: Sendable {
  package let path: String
  package init() throws { path = try Files.makeTemporaryFolder("brandpilot-test") }
  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A port that was free a moment ago, for a program that must be told one.
package func freePort() throws -> Int {
  let server = try Server(.network(IPAddress("127.0.0.1")!, port: 0), responder: Silent(), loops: 1)
  defer { server.stop() }
  guard case .network(_, let port) = server.endpoint else { return 0 }
  return port
}

private struct Silent: Responder {
  func plan(_ head: RequestHead) -> Plan { .answer(Response(.noContent)) }
}

package func send(_ signal: Int32, to process: Int32) { Foundation.kill(process, signal) }

/// Looks again for five seconds at most; for what another thread or process brings about.
package func eventually(_ holds: () throws -> Bool) rethrows -> Bool {
  for _ in 0..<500 where !(try holds()) { pause(milliseconds: 10) }
  return try holds()
}

/// For tests that wait for another process; nothing in this one may depend on how long.
package func pause(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }
