import CLinux
import Glibc

/// Who is at the other end: an address, or a local socket.
package enum Peer: Sendable, Hashable {
  case local
  case address(IPAddress)

  init(_ storage: sockaddr_storage) {
    var storage = storage
    switch Int32(storage.ss_family) {
    case AF_INET:
      let bytes = unsafe withUnsafeBytes(of: &storage) { unsafe Array($0[4..<8]) }
      self = .address(IPAddress(bytes))
    case AF_INET6:
      let bytes = unsafe withUnsafeBytes(of: &storage) { unsafe Array($0[8..<24]) }
      self = .address(IPAddress(bytes))
    default: self = .local
    }
  }
}

/// An IPv4 or IPv6 address; IPv4 in IPv6's clothes is IPv4.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  package let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    self.bytes = bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
  }

  package init?(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if unsafe inet_pton(AF_INET, text, &four) == 1 {
      self.init(unsafe withUnsafeBytes(of: &four) { unsafe Array($0) })
    } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
      self.init(unsafe withUnsafeBytes(of: &six) { unsafe Array($0) })
    } else {
      return nil
    }
  }

  package var description: String {
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    return unsafe String(unsafeUninitializedCapacity: 64) { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { chars in
        let written = unsafe bytes.withUnsafeBytes {
          unsafe inet_ntop(family, $0.baseAddress, chars.baseAddress, 64)
        }
        return unsafe written == nil ? 0 : Int(strlen(chars.baseAddress!))
      }
    }
  }

  package var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
  }

  /// The same as text: an IPv6 user's whole /64 is one.
  package var countedText: String {
    bytes.count == 4
      ? description : IPAddress(countedAs + [UInt8](repeating: 0, count: 8)).description
  }

  /// What counts as one address when connections are counted: an IPv6 user has a whole /64.
  var countedAs: [UInt8] { bytes.count == 4 ? bytes : Array(bytes.prefix(8)) }
}

/// A range such as `10.0.0.0/8`, or one address.
package struct Network: Sendable, Equatable {
  private let address: IPAddress
  private let bits: Int

  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(parts[0])) else { return nil }
    let most = address.bytes.count * 8
    let bits = parts.count == 2 ? Characters.decimal(Array(parts[1].utf8)[...]) : most
    guard let bits, bits <= most else { return nil }
    self.address = address
    self.bits = bits
  }

  package func contains(_ other: IPAddress) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    return (0..<bits).allSatisfy { bit in
      let mask = UInt8(0x80) >> UInt8(bit & 7)
      return (address.bytes[bit >> 3] ^ other.bytes[bit >> 3]) & mask == 0
    }
  }
}
