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
  private let isLooking = Atomic(false)

  var state: State {
    if let flaw = flaw.withLock({ $0 }) { return .notReady(flaw) }
    guard let store else { return .notReady("starting") }
    let figures = store.figures
    guard figures.isWriting else { return .notReady("stopping") }
    if isFull { return .notReady("存储空间不足，不能保存；查看照常。请腾出空间，会自行恢复。") }
    if isLooking.load(ordering: .relaxed) { return .notReady("正在检查数据库，还没有看完。") }
    return .ready
  }

  /// A change has failed for want of room, or the next one would.
  var isFull: Bool {
    guard let store else { return false }
    return store.figures.isFull || (room ?? .max) < 256 << 10
  }

  /// Bytes left on the disk that holds the data.
  var room: Int? { store.flatMap { Files.room(at: Files.parent(of: $0.path)) } }

  var store: Store? { parts.withLock { $0.store } }
  var server: Server? { parts.withLock { $0.server } }

  func has(_ store: Store) { parts.withLock { $0.store = store } }
  func has(_ server: Server) { parts.withLock { $0.server = server } }
  /// The pages are being looked through.
  func looks(_ isLooking: Bool) { self.isLooking.store(isLooking, ordering: .relaxed) }
  func found(_ flaw: String) { self.flaw.withLock { $0 = flaw } }
}
