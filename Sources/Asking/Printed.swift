import HTML
import Policy
import Synchronization

/// What a page says of a package, made once: a package has one content for ever, and everyone is shown
/// the same.
final class Printed<Made: Sendable>: Sendable {
  private struct Key: Hashable {
    let hash: [UInt8]
    /// What its links call it.
    let name: String
  }

  private let kept = Mutex<[Key: Made]>([:])
  /// Old editions are seldom read; the few that stand always are.
  private let most = 8

  func once(of package: Package, called name: String, make: () -> Made) -> Made {
    let key = Key(hash: package.hash, name: name)
    if let known = kept.withLock({ $0[key] }) { return known }
    let made = make()
    kept.withLock { kept in
      if kept.count >= most { kept = [:] }
      kept[key] = made
    }
    return made
  }
}
