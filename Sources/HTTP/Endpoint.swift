import CLinux
import Glibc
import Linux

/// Where a server listens: `127.0.0.1:8080`, `[::1]:8080` or `unix:/path/to/socket`.
package enum Endpoint: Sendable, CustomStringConvertible {
  case network(IPAddress, port: Int)
  case local(path: String)

  package init?(_ text: String) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      // sun_path holds 107 bytes and its end.
      guard !path.isEmpty, path.utf8.count <= 107 else { return nil }
      self = .local(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    if host == "localhost" { host = "127.0.0.1" }
    guard let port = Characters.decimal(Array(text[colon...].utf8.dropFirst())[...]),
      port <= 65_535, let address = IPAddress(host)
    else { return nil }
    self = .network(address, port: port)
  }

  package var description: String {
    switch self {
    case .network(let address, let port):
      address.bytes.count == 4 ? "\(address):\(port)" : "[\(address)]:\(port)"
    case .local(let path): "unix:\(path)"
    }
  }

  /// Calls `body` with this endpoint as the kernel wants it.
  func withSocketAddress<Answer>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer
  ) -> Answer {
    switch self {
    case .network(let address, let port) where address.bytes.count == 4:
      var four = sockaddr_in()
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = in_port_t(port).bigEndian
      unsafe withUnsafeMutableBytes(of: &four.sin_addr) { unsafe $0.copyBytes(from: address.bytes) }
      return unsafe Self.lend(&four, body)
    case .network(let address, let port):
      var six = sockaddr_in6()
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = in_port_t(port).bigEndian
      unsafe withUnsafeMutableBytes(of: &six.sin6_addr) { unsafe $0.copyBytes(from: address.bytes) }
      return unsafe Self.lend(&six, body)
    case .local(let path):
      var local = sockaddr_un()
      local.sun_family = sa_family_t(AF_UNIX)
      unsafe withUnsafeMutableBytes(of: &local.sun_path) {
        unsafe $0.copyBytes(from: path.utf8.prefix(107))
      }
      return unsafe Self.lend(&local, body)
    }
  }

  private static func lend<Kind, Answer>(
    _ address: inout Kind, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer
  ) -> Answer {
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<Kind>.size))
      }
    }
  }

  var family: Int32 {
    switch self {
    case .network(let address, _): address.bytes.count == 4 ? AF_INET : AF_INET6
    case .local: AF_UNIX
    }
  }
}
