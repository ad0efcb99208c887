import Foundation
import HTTP
import Linux

/// A raw connection to a server on this machine: what is sent is exactly what a test says. A test
/// may send from a second thread while it reads on its own; nothing else is shared.
package final class Wire: @unchecked Sendable {
  private let socket: Descriptor
  package private(set) var received: [UInt8] = []
  /// The server has said its last word.
  package private(set) var isEnded = false

  package init(_ port: Int) throws {
    socket = Descriptor(Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let number = socket.number
    let code = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw SystemError("connect") }
    var on: Int32 = 1
    _ = unsafe setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
  }

  /// A server that has closed already is no error here: its answer tells why.
  package func send(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    _ = unsafe Foundation.send(socket.number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// In two pieces that come apart on the way.
  package func send(_ bytes: [UInt8], cutAt cut: Int) {
    send(bytes[..<cut])
    usleep(300)
    send(bytes[cut...])
  }

  /// However long it takes the other side to read it.
  package func sendAll(_ bytes: [UInt8]) { try? socket.write(bytes) }

  package func sendByteByByte(_ bytes: [UInt8]) {
    for byte in bytes { send([byte]) }
  }

  package func endSending() { shutdown(socket.number, Int32(SHUT_WR)) }

  /// Closes with a reset instead of a goodbye.
  package func reset() {
    var now = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(
      socket.number, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }

  /// Reads what comes until `enough`, or the end. The seconds are a guard against standing still
  /// for ever, far beyond what a busy machine takes: no verdict may hang on them.
  package func read(seconds: Double = 300, until enough: (Wire) -> Bool = { _ in false }) {
    let deadline = Clock.monotonic + Int64(seconds * 1e9)
    while !isEnded, !enough(self) {
      let left = deadline - Clock.monotonic
      guard left > 0 else { return }
      var wait = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&wait, 1, Int32(left / 1_000_000) + 1) > 0 else { return }
      if let more = try? socket.read(upTo: 64 << 10) {
        received += more
      } else {
        isEnded = true
      }
    }
  }

  /// What has come so far, and whether that was the last.
  package var hasEnded: Bool {
    read(seconds: 0.001)
    return isEnded
  }

  /// Takes so many bytes and throws them away; how many came before the end.
  package func skip(_ count: Int) -> Int {
    var left = count
    while left > 0, !isEnded {
      if let more = try? socket.read(upTo: min(left, 256 << 10)) {
        left -= more.count
      } else {
        isEnded = true
      }
    }
    return count - left
  }

  /// Takes what is there and throws it away.
  package func discard() {
    var wait = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
    if unsafe poll(&wait, 1, 20) > 0 { _ = try? socket.read(upTo: 256 << 10) }
  }

  /// One request on a connection that goes on; nil when the server ends it instead of answering.
  package func ask(_ bytes: [UInt8], seconds: Double = 300) -> Exchange.Answer? {
    received = []
    send(bytes)
    read(seconds: seconds) { !$0.received.isEmpty && !$0.answers.isEmpty }
    return answers.first
  }

  package var answers: [Exchange.Answer] { Wire.answers(in: received) }

  /// Splits a stream of answers by their lengths; what cannot be split is an answer of status 0.
  package static func answers(in bytes: [UInt8]) -> [Exchange.Answer] {
    var answers: [Exchange.Answer] = []
    var rest = bytes
    while !rest.isEmpty {
      guard let answer = Exchange.parse(rest), rest.starts(with: "HTTP/1.1 ".utf8) else {
        return answers + [Exchange.Answer(status: 0, fields: [], body: rest)]
      }
      let length = answer["content-length"].flatMap(Int.init) ?? 0
      guard answer.body.count >= length else { return answers }
      let body = Array(answer.body.prefix(length))
      answers.append(Exchange.Answer(status: answer.status, fields: answer.fields, body: body))
      rest = Array(answer.body.dropFirst(length))
    }
    return answers
  }
}
