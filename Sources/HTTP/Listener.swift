import CLinux
import Glibc
import Linux

/// A listening socket and the thread that deals its connections out, evenly, to the loops. One
/// socket without SO_REUSEPORT: a second server on the same port is told so instead of sharing it.
package final class Listener: Sendable {
  package let endpoint: Endpoint
  private let socket: Descriptor
  private let stopBell: Descriptor
  /// Of the local socket we made: at the end we take away ours and nobody else's.
  private let identity: Files.Identity?

  /// From here on connections queue up; they are answered once a Server runs.
  package init(_ wanted: Endpoint) throws {
    socket = Descriptor(
      Glibc.socket(wanted.family, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK | O_CLOEXEC, 0))
    stopBell = Descriptor(linux_eventfd())
    guard socket.number >= 0, stopBell.number >= 0 else { throw SystemError("socket") }
    try Listener.clear(wanted)
    let number = socket.number
    Listener.set(number, SOL_SOCKET, SO_REUSEADDR, 1)
    if case .network = wanted {
      // Accepted sockets inherit both. What the kernel holds for a slow reader stays small, so that
      // it soon takes more and the reader's progress is seen.
      Listener.set(number, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
      Listener.set(number, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, 128 << 10)
    }
    let bound = unsafe wanted.withSocketAddress { unsafe bind(number, $0, $1) }
    guard bound == 0 else { throw SystemError("listen on \(wanted)") }
    if case .local(let path) = wanted {
      _ = unsafe chmod(path, 0o660)
      identity = Files.identity(path)
    } else {
      identity = nil
    }
    guard listen(number, 4096) == 0 else {
      let error = SystemError("listen on \(wanted)")
      if case .local(let path) = wanted { Files.remove(path) }
      throw error
    }
    endpoint = Listener.actual(wanted, number)
  }

  /// Port 0 asks the kernel for a free one: say which it gave.
  private static func actual(_ wanted: Endpoint, _ number: Int32) -> Endpoint {
    guard case .network(let address, 0) = wanted else { return wanted }
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(number, $0, &length)
      }
    }
    let port = unsafe withUnsafeBytes(of: &storage) { unsafe Int($0[2]) << 8 | Int($0[3]) }
    return .network(address, port: port)
  }

  /// Runs until `stop`: `deal` gets each new socket.
  func run(_ deal: (Int32, Peer) -> Void) {
    var waits = [
      pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stopBell.number, events: Int16(POLLIN), revents: 0),
    ]
    while waits[1].revents == 0 {
      _ = unsafe poll(&waits, 2, -1)
      acceptAll(deal)
    }
    // From here on a new connection is refused, not left waiting.
    shutdown(socket.number, Int32(SHUT_RDWR))
    removeName()
  }

  deinit { removeName() }

  private func removeName() {
    if case .local(let path) = endpoint, let identity, Files.identity(path) == identity {
      Files.remove(path)
    }
  }

  /// A socket left behind by a crash makes way; a living one, or anything else, does not.
  private static func clear(_ wanted: Endpoint) throws {
    guard case .local(let path) = wanted, let found = Files.identity(path) else { return }
    let isAlive = (try? Exchange.send([], to: wanted, seconds: 1, isEnough: { _ in true })) != nil
    guard found.isSocket, !isAlive else {
      throw SystemError("listen on \(wanted)", code: EADDRINUSE)
    }
    Files.remove(path)
  }

  func stop() {
    var one: UInt64 = 1
    _ = unsafe write(stopBell.number, &one, 8)
  }

  private func acceptAll(_ deal: (Int32, Peer) -> Void) {
    while true {
      var storage = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let accepted = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe linux_accept(socket.number, $0, &length)
        }
      }
      if accepted >= 0 {
        deal(accepted, length > 2 ? Peer(storage) : .local)
      } else if errno == EAGAIN {
        return
      } else if errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM {
        // Out of descriptors: wait for some to come back instead of spinning.
        usleep(50_000)
        return
      }
    }
  }

  private static func set(_ socket: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    _ = unsafe setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
