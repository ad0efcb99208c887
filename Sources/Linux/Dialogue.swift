import Glibc

/// A line-by-line talk with another server over TCP, each answer awaited for so many seconds.
package struct Dialogue: ~Copyable {
  private let socket: Descriptor
  private var held: [UInt8] = []

  package init(host: String, port: Int, seconds: Int) throws {
    var wanted = unsafe addrinfo()
    unsafe wanted.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, "\(port)", &wanted, &found) == 0 else {
      throw SystemError("look up \(host)", code: ENOENT)
    }
    defer { unsafe freeaddrinfo(found) }
    var next = unsafe found
    while let address = unsafe next {
      let socket = Descriptor(
        unsafe Glibc.socket(
          address.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0))
      var limit = timeval(tv_sec: seconds, tv_usec: 0)
      for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
        _ = unsafe setsockopt(
          socket.number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
      }
      if unsafe connect(socket.number, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 {
        self.socket = socket
        return
      }
      unsafe next = address.pointee.ai_next
    }
    throw SystemError("connect to \(host):\(port)")
  }

  package func say(_ bytes: [UInt8]) throws { try socket.write(bytes) }

  /// One line without its end; lines are short, so a long one is an error.
  package mutating func hear() throws -> String {
    while true {
      if let end = held.firstIndex(of: 0x0A) {
        let line = held[..<end].filter { $0 != 0x0D }
        held.removeFirst(end + 1)
        return String(decoding: line, as: UTF8.self)
      }
      guard held.count < 8192, let more = try socket.read(upTo: 4096) else {
        throw SystemError("hear", code: EPROTO)
      }
      held += more
    }
  }
}
