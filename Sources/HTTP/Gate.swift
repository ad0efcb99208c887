import Synchronization

/// Counts who is in. A proxy speaks for many, so trusted ones are not counted by address.
final class Gate: Sendable {
  enum Entry { case welcome, refused, full }

  private struct Inside {
    var all = 0
    var byAddress: [[UInt8]: Int] = [:]
    var accepted = 0
    var turnedAway = 0
  }

  private let inside = Mutex(Inside())
  private let limits: Limits
  private let proxies: Proxies
  /// So many above the limit are still told why.
  private static let courtesy = 256

  init(_ limits: Limits, _ proxies: Proxies) {
    self.limits = limits
    self.proxies = proxies
  }

  func enter(_ peer: Peer) -> Entry {
    inside.withLock { inside in
      guard inside.all < limits.connections + Self.courtesy else {
        inside.turnedAway += 1
        return .full
      }
      inside.all += 1
      inside.accepted += 1
      var isTooMany = inside.all > limits.connections
      if let address = counted(peer) {
        inside.byAddress[address, default: 0] += 1
        if inside.byAddress[address]! > limits.connectionsPerAddress { isTooMany = true }
      }
      if isTooMany { inside.turnedAway += 1 }
      return isTooMany ? .refused : .welcome
    }
  }

  func leave(_ peer: Peer) {
    inside.withLock { inside in
      inside.all -= 1
      if let address = counted(peer), let count = inside.byAddress[address] {
        inside.byAddress[address] = count > 1 ? count - 1 : nil
      }
    }
  }

  var counts: (open: Int, accepted: Int, turnedAway: Int) {
    inside.withLock { ($0.all, $0.accepted, $0.turnedAway) }
  }

  private func counted(_ peer: Peer) -> [UInt8]? {
    guard case .address(let address) = peer, !proxies.trust(peer) else { return nil }
    return address.countedAs
  }
}
