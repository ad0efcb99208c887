import Synchronization
import Vocabulary

/// When each session was last used, until it is written down.
final class SeenTimes: Sendable {
  private struct Times {
    var all: [SessionID: Int64] = [:]
    var unwritten: Set<SessionID> = []
    /// Came too late once; they stay ended, whatever the clock says next.
    var over: Set<SessionID> = []
  }

  private let times = Mutex(Times())

  subscript(session: SessionID) -> Int64 { times.withLock { $0.all[session] ?? 0 } }

  func note(_ session: SessionID, at wall: Int64) {
    times.withLock { times in
      times.all[session] = wall
      times.unwritten.insert(session)
    }
  }

  func isOver(_ session: SessionID) -> Bool { times.withLock { $0.over.contains(session) } }
  func close(_ session: SessionID) { times.withLock { _ = $0.over.insert(session) } }
  /// To be written down as ended.
  func takeOver() -> Set<SessionID> {
    times.withLock { times in
      defer { times.over = [] }
      return times.over
    }
  }

  /// What is to be written down. What is older than a day is forgotten: no session idles so long.
  func take() -> [(SessionID, Int64)] {
    times.withLock { times in
      let taken = times.unwritten.compactMap { id in times.all[id].map { (id, $0) } }
      times.unwritten = []
      if let newest = times.all.values.max() {
        times.all = times.all.filter { newest - $0.value < 86_400_000 }
      }
      return taken
    }
  }
}
