import HTTP
import JSON
import Linux
import TestSupport

/// A running SlipServer and what one can ask of it.
package final class SlipServer {
  package let data: String
  package let port: Int
  package let program: Program
  /// Nanoseconds from the start of the process until it said it listens.
  package let startTime: Int64

  /// - Parameter prefix: words before the command, such as `prlimit --nofile=64`.
  package init(_ data: String, prefix: [String] = []) throws {
    self.data = data
    port = try freePort()
    let words =
      prefix + ["\(Project.programs)/SlipServer", "serve", "--data", data] + [
        "--listen", "127.0.0.1:\(port)",
      ]
    let start = Clock.monotonic
    program = try Program(words[0], Array(words.dropFirst()))
    _ = try program.waitForError("listening on")
    startTime = Clock.monotonic - start
  }

  deinit {
    if program.isRunning { program.kill() }
    program.wait()
  }

  package func connect() throws -> Wire { try Wire(port) }

  /// To the server itself, also where another program runs it.
  package func signal(_ number: Int32) {
    let children = try? Files.read("/proc/\(program.id)/task/\(program.id)/children")
    let child = children.flatMap { Int32(String(decoding: $0, as: UTF8.self).prefix { $0 != " " }) }
    send(number, to: child ?? program.id)
  }

  package func kill() {
    program.kill()
    program.wait()
  }

  package func stop() -> Int32 {
    program.kill(15)
    return program.wait()
  }

  /// Nil when everything holds: SQLite's checks, the schema, the chain and the head beside it.
  package func verify() -> String? {
    guard let control = Endpoint("unix:\(data)/control.sock"),
      let answer = try? Exchange.request("POST", "/verify", to: control, seconds: 300)
    else { return "no answer to verify" }
    return answer.status == 200 ? nil : answer.text
  }

  package func ask(_ target: String) throws -> Exchange.Answer {
    guard let door = Endpoint("127.0.0.1:\(port)") else { throw SystemError("port", code: 22) }
    return try Exchange.request("GET", target, to: door)
  }

  package func backUp(to file: String) throws -> (code: Int32, output: String, errors: String) {
    try Program.run("brandpilot", ["backup", "--data", data, "--to", file])
  }
}

extension Wire {
  package enum Kept: Equatable {
    /// Acknowledged.
    case yes
    /// Refused for certain.
    case no(status: Int, code: String)
    /// No answer, or one that says nobody can know.
    case unsure
  }

  package func keep(_ key: String, _ text: String) -> Kept {
    let json: JSON = ["key": .string(key), "text": .string(text)]
    let head =
      "POST /api/v1/slips HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(json.bytes.count)\r\n\r\n"
    guard let answer = ask(Array(head.utf8) + json.bytes) else { return .unsure }
    if answer.status == 200 { return .yes }
    let code = (try? JSON(parsing: answer.body))?["code"]?.string ?? ""
    return code == "outcomeUnknown" ? .unsure : .no(status: answer.status, code: code)
  }

  package enum Found: Equatable { case whole, half, absent, noAnswer }

  package func look(for key: String) -> Found {
    let request = "GET /api/v1/slips/\(key) HTTP/1.1\r\nHost: localhost\r\n\r\n"
    guard let answer = ask(Array(request.utf8)) else { return .noAnswer }
    if answer.status == 404 { return .absent }
    let isWhole = (try? JSON(parsing: answer.body))?["whole"]?.bool == true
    return answer.status == 200 && isWhole ? .whole : .half
  }
}
