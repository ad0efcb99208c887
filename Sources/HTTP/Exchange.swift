import CLinux
import Glibc
import Linux

/// One request to a server on this machine and its answer: for the command line, which speaks to a
/// running portal through its local socket, and for tests.
package enum Exchange {
  package struct Answer: Sendable {
    package let status: Int
    package let fields: [(name: String, value: String)]
    package let body: [UInt8]

    package init(status: Int, fields: [(name: String, value: String)], body: [UInt8]) {
      self.status = status
      self.fields = fields
      self.body = body
    }

    package subscript(name: String) -> String? {
      fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// Sends the bytes as they are and reads until the server closes, or `isEnough`.
  package static func send(
    _ bytes: [UInt8], to endpoint: Endpoint, seconds: Int = 30,
    isEnough: ([UInt8]) -> Bool = { _ in false }
  ) throws -> [UInt8] {
    let socket = Descriptor(
      Glibc.socket(endpoint.family, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0))
    let number = socket.number
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      _ = unsafe setsockopt(
        number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    guard unsafe endpoint.withSocketAddress({ unsafe connect(number, $0, $1) }) == 0 else {
      throw SystemError("connect to \(endpoint)")
    }
    try socket.write(bytes)
    var answer: [UInt8] = []
    while !isEnough(answer), let more = try socket.read(upTo: 64 << 10) { answer += more }
    return answer
  }

  package static func request(
    _ method: String, _ target: String, fields: [(String, String)] = [], body: [UInt8] = [],
    to endpoint: Endpoint, host: String = "localhost", seconds: Int = 30
  ) throws -> Answer {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n"
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
    // Some servers promise to close and do not: the length they give is the end.
    let bytes = try send(
      Array((head + "\r\n").utf8) + body, to: endpoint, seconds: seconds,
      isEnough: { method != "HEAD" && isComplete($0) })
    guard let answer = parse(bytes) else { throw SystemError("read answer", code: EPROTO) }
    return answer
  }

  private static func isComplete(_ bytes: [UInt8]) -> Bool {
    guard let answer = parse(bytes), let length = answer["content-length"].flatMap(Int.init) else {
      return false
    }
    return answer.body.count >= length
  }

  /// The first answer in `bytes`; its body reaches to the end.
  package static func parse(_ bytes: [UInt8]) -> Answer? {
    var lines: [ArraySlice<UInt8>] = []
    var at = 0
    while let end = bytes[at...].firstIndex(of: 0x0A) {
      let line = bytes[at..<max(at, end - 1)]
      at = end + 1
      if line.isEmpty { break }
      lines.append(line)
    }
    guard let first = lines.first, let status = Characters.decimal(first.dropFirst(9).prefix(3))
    else { return nil }
    let fields = lines.dropFirst().map { line in
      let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
      let value = Characters.trimmed(line[colon...].dropFirst())
      return (
        String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)
      )
    }
    return Answer(status: status, fields: fields, body: Array(bytes[at...]))
  }
}
