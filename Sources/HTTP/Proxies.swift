/// Which neighbours may speak for somebody else. Without being named here, `X-Forwarded-*` is only
/// text that anyone can write (reliability R70).
package struct Proxies: Sendable {
  private let networks: [Network]
  private let trustsLocalSocket: Bool

  package init(_ networks: [Network] = [], trustsLocalSocket: Bool = false) {
    self.networks = networks
    self.trustsLocalSocket = trustsLocalSocket
  }

  package func trust(_ peer: Peer) -> Bool {
    switch peer {
    case .local: trustsLocalSocket
    case .address(let address): networks.contains { $0.contains(address) }
    }
  }

  /// True when something in between says that it brought this request for somebody else. For whom is
  /// believed of our own proxies only; that it was not made at the machine itself, of anyone.
  package func brought(_ head: RequestHead) -> Bool {
    let marks: [StaticString] = ["x-forwarded-for", "x-real-ip", "forwarded", "via"]
    return marks.contains { head.fields[$0] != nil }
  }

  /// The first address, read from our end of the chain, that is not one of our own proxies; if all
  /// are ours, the farthest that can be read.
  package func client(of head: RequestHead) -> Peer {
    guard trust(head.peer) else { return head.peer }
    var hops: [ArraySlice<UInt8>] = []
    for value in head.fields.all("x-forwarded-for") {
      hops += value.split(separator: UInt8(ascii: ",")).map(Characters.trimmed)
    }
    var farthest = head.peer
    for hop in hops.reversed() {
      guard let address = IPAddress(String(decoding: hop, as: UTF8.self)) else { break }
      farthest = .address(address)
      if !networks.contains(where: { $0.contains(address) }) { break }
    }
    return farthest
  }

  package func isSecure(_ head: RequestHead) -> Bool {
    guard trust(head.peer) else { return false }
    let schemes = head.fields.all("x-forwarded-proto")
    return !schemes.isEmpty
      && schemes.allSatisfy { Characters.equal($0, ignoringCase: "https") }
  }
}
