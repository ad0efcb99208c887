import Glibc

/// A line-by-line talk with another server, each answer awaited for so many seconds.
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
      Self.limit(socket, seconds)
      if unsafe connect(socket.number, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 {
        self.socket = socket
        return
      }
      unsafe next = address.pointee.ai_next
    }
    throw SystemError("connect to \(host):\(port)")
  }

  /// Through a socket in this machine's file system.
  package init(path: String, seconds: Int) throws {
    let socket = Descriptor(Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0))
    Self.limit(socket, seconds)
    var place = sockaddr_un()
    place.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &place.sun_path) {
      unsafe $0.copyBytes(from: path.utf8.prefix(107))
    }
    let code = unsafe withUnsafePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard code == 0 else { throw SystemError("connect to \(path)") }
    self.socket = socket
  }

  private static func limit(_ socket: borrowing Descriptor, _ seconds: Int) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      _ = unsafe setsockopt(
        socket.number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  /// A server that has hung up is an error like any other, and no signal that ends the process.
  package func say(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let more = unsafe bytes.withUnsafeBytes {
        unsafe send(
          socket.number, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if more > 0 {
        sent += more
      } else if errno != EINTR {
        throw SystemError("say")
      }
    }
  }

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
