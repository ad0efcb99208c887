import Foundation
import HTTP
import Linux

/// A program of ours, running as a process of its own. Foundation's `Process` waits with run loops on
/// the tests' own threads, which has hung and crashed elsewhere; this only waits.
package final class Program {
  package let id: Int32
  private let output: Descriptor
  private let errors: Descriptor
  private var code: Int32?

  /// - Parameter name: a program of ours, or the path of another.
  package init(_ name: String, _ arguments: [String]) throws {
    var out = try PipeEnds()
    var err = try PipeEnds()
    id = try Child.start(
      name.hasPrefix("/") ? name : "\(Project.programs)/\(name)", arguments, in: Project.folder,
      output: out.writing?.number, errors: err.writing?.number)
    output = out.reading.take()!
    errors = err.reading.take()!
  }

  /// Reads standard error until a line holds `word`; the lines so far.
  package func waitForError(_ word: String) throws -> String {
    var seen = ""
    while !seen.contains(word) {
      guard let more = try errors.read(upTo: 64 << 10) else {
        throw SystemError("program ended early: \(seen)", code: 5)
      }
      seen += String(decoding: more, as: UTF8.self)
    }
    return seen
  }

  /// Seconds of the machine that the process itself has used: the same however busy the others are.
  package var processorTime: Double {
    get throws {
      let stat = String(decoding: try Files.read("/proc/\(id)/stat"), as: UTF8.self)
      let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
      guard fields.count > 13, let user = Int(fields[11]), let kernel = Int(fields[12]) else {
        throw SystemError("processor time of \(id)", code: 5)
      }
      return Double(user + kernel) / 100
    }
  }

  package var isRunning: Bool {
    if code == nil { code = Child.look(at: id) }
    return code == nil
  }

  /// Never to a process that has been waited for: its number may be another's by now.
  package func kill(_ signal: Int32 = SIGKILL) {
    if code == nil { Foundation.kill(id, signal) }
  }

  /// Its exit code, or minus the signal that ended it.
  @discardableResult
  package func wait() -> Int32 {
    let ended = code ?? Child.wait(for: id)
    code = ended
    return ended
  }

  /// All of standard output, once the program has ended.
  package private(set) lazy var said = Self.rest(of: output)

  private static func rest(of stream: borrowing Descriptor) -> String {
    var bytes: [UInt8] = []
    while let more = try? stream.read(upTo: 64 << 10) { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs to the end and answers what was said.
  package static func run(
    _ name: String, _ arguments: [String]
  ) throws -> (code: Int32, output: String, errors: String) {
    let program = try Program(name, arguments)
    let output = program.said
    let errors = rest(of: program.errors)
    return (program.wait(), output, errors)
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

/// Looks again until it holds, for what another thread or process brings about. It gives up after
/// 30 000 looks: a guard against standing still for ever, which no busy machine comes near.
package func eventually(_ holds: () throws -> Bool) rethrows -> Bool {
  for _ in 0..<30_000 {
    if try holds() { return true }
    pause(milliseconds: 10)
  }
  return try holds()
}

/// For tests that wait for another process; nothing in this one may depend on how long.
package func pause(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }
