import HTML
import Policy
import Synchronization

/// What a page says of a package, made once: a package has one content for ever, and everyone is shown
/// the same.
final class Printed: Sendable {
  private struct Key: Hashable {
    let hash: [UInt8]
    /// What its links call it.
    let name: String
  }

  private let kept = Mutex<[Key: HTML]>([:])
  /// Old editions are seldom read; the few that stand always are.
  private static let most = 8

  func html(of package: Package, called name: String, make: () -> HTML) -> HTML {
    let key = Key(hash: package.hash, name: name)
    if let known = kept.withLock({ $0[key] }) { return known }
    let made = make()
    kept.withLock { kept in
      if kept.count >= Self.most { kept = [:] }
      kept[key] = made
    }
    return made
  }
}
