import Synchronization

/// Which commit was the last to write each table: what a question about tables that nobody has written
/// since is answered from memory by (`Connection.remembered`).
final class WriteMarks: Sendable {
  /// How the tables stand at one commit, for whoever reads just that.
  struct Tide: Sendable {
    fileprivate(set) var commit = 0
    fileprivate var written: [String: Int] = [:]

    func isStill(_ tables: Set<String>, since commit: Int) -> Bool {
      tables.allSatisfy { written[$0, default: 0] <= commit }
    }
  }

  /// Odd while a commit is on its way: what is read meanwhile may be from before it or from after.
  private let count = Atomic(0)
  private let tide = Mutex(Tide())

  var now: Int { count.load(ordering: .sequentiallyConsistent) }

  /// Before the commit can be seen by anybody.
  func begin() { count.add(1, ordering: .sequentiallyConsistent) }

  /// It can be; or has failed, and then more is forgotten than need be.
  func end(_ tables: Set<String>) {
    tide.withLock { tide in
      tide.commit = now + 1
      for table in tables { tide.written[table] = tide.commit }
    }
    count.add(1, ordering: .sequentiallyConsistent)
  }

  /// Nil where a commit was under way at any time from `begun` on, or is now: what was read since then is
  /// from no one commit for certain.
  func tide(since begun: Int) -> Tide? {
    let tide = tide.withLock { $0 }
    return begun.isMultiple(of: 2) && tide.commit == begun && now == begun ? tide : nil
  }
}
