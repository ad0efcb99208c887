import HTTP
import Vocabulary

/// One request as the programme sees it: who from, when, and in which face the answer is wanted.
package struct Visit: Sendable {
  package enum Face: Sendable { case page, json }

  package let head: RequestHead
  package let face: Face
  /// Seen through trusted proxies; nil on a local socket.
  package let client: Peer
  /// A proxy of ours brought it for somebody else.
  package let wasForwarded: Bool
  package let now: Instant

  package init(
    head: RequestHead, face: Face, client: Peer, wasForwarded: Bool = false, now: Instant
  ) {
    self.head = head
    self.face = face
    self.client = client
    self.wasForwarded = wasForwarded
    self.now = now
  }

  /// Somebody at the machine itself.
  package var isLocal: Bool {
    if wasForwarded { return false }
    if case .address(let address) = client { return address.isLoopback }
    return true
  }
}

/// Who may come through a door, and the proof of it that the handler gets. A handler that needs an
/// operator cannot be put behind `.everyone`: it does not compile.
package struct Audience<Actor: Sendable>: Sendable {
  package let name: String
  let admit: @Sendable (Visit) throws(Vocabulary.Refusal) -> Actor

  package init(
    _ name: String, admit: @escaping @Sendable (Visit) throws(Vocabulary.Refusal) -> Actor
  ) {
    self.name = name
    self.admit = admit
  }
}

/// Anyone at all.
package struct Visitor: Sendable, Equatable {}

/// Somebody at the machine itself: loopback or a local socket, not through a proxy.
package struct Operator: Sendable, Equatable {}

extension Audience where Actor == Visitor {
  package static var everyone: Audience<Visitor> {
    Audience("everyone") { _ in Visitor() }
  }
}

extension Audience where Actor == Operator {
  package static var operators: Audience<Operator> {
    Audience("operators") { visit throws(Vocabulary.Refusal) in
      guard visit.isLocal else {
        throw Refusal(.forbidden, code: "operatorsOnly", "这一页只供运行本系统的人员在本机查看。")
      }
      return Operator()
    }
  }
}
