import HTTP
import Linux
import SQLite
import Synchronization

/// How the portal is: what the checks at start found, whether the store can write, what the server
/// has counted. Filled in as the parts come up.
final class Health: Sendable {
  enum State: Sendable, Equatable {
    case ready
    case notReady(String)
  }

  let startedAt = Clock.monotonic
  private let parts = Mutex<(store: Store?, server: Server?)>((nil, nil))
  private let flaw = Mutex<String?>(nil)

  var state: State {
    if let flaw = flaw.withLock({ $0 }) { return .notReady(flaw) }
    guard let store else { return .notReady("starting") }
    return store.figures.isWriting ? .ready : .notReady("stopping")
  }

  var store: Store? { parts.withLock { $0.store } }
  var server: Server? { parts.withLock { $0.server } }

  func has(_ store: Store) { parts.withLock { $0.store = store } }
  func has(_ server: Server) { parts.withLock { $0.server = server } }
  func found(_ flaw: String) { self.flaw.withLock { $0 = flaw } }
}
