import Acts
import HTML
import Routing
import SQLite
import Synchronization
import Vocabulary

/// The activities as everyone sees them, in memory: how many places are left, and never who comes.
package final class ActivityBoard: Sendable {
  private struct Kept: Sendable {
    var activities: [Activity]?
    var starts: [Instant] = []
    /// Of what is on disk: what was read before a change is not kept after it.
    var version = 0
  }

  private let kept = Mutex(Kept())
  private let store: Store

  package init(_ store: Store) { self.store = store }

  /// The first to begin first.
  var activities: [Activity] {
    get throws {
      let known = kept.withLock { $0 }
      if let activities = known.activities { return activities }
      let fresh = try store.read { try Activities.all(in: $0) }
      kept.withLock {
        if $0.version == known.version { ($0.activities, $0.starts) = (fresh, fresh.map(\.starts)) }
      }
      return fresh
    }
  }

  func activity(_ id: ActivityID) throws -> Activity {
    guard let found = try activities.first(where: { $0.id == id }) else { throw Refusal.notFound }
    return found
  }

  /// What comes next, for the home page.
  package struct Coming: Sendable {
    package let title, place, station: String
    package let day: Day
    private let id: ActivityID

    package var address: Address { ActivityView.path.link(ItemPlace(id)) }

    init(_ activity: Activity) {
      id = activity.id
      title = activity.title
      place = activity.place
      station = activity.stationName
      day = activity.starts.day
    }
  }

  /// The next to begin first; none that was called off.
  package func coming(at now: Instant, most: Int) throws -> [Coming] {
    try activities.lazy.filter { $0.cancelled == nil && now < $0.starts }.prefix(most)
      .map(Coming.init)
  }

  /// Changes with an activity, and with the beginning of one.
  package struct Edition: Sendable, Equatable {
    let version: Int
    let begun: Int
  }

  package func edition(at now: Instant) throws -> Edition {
    let isRead = kept.withLock { $0.activities != nil }
    if !isRead { _ = try activities }
    return kept.withLock { kept in
      Edition(
        version: kept.version,
        begun: kept.starts.firstIndex { now < $0 } ?? kept.starts.count)
    }
  }

  /// After a change is on disk; read again when somebody looks.
  func clear() {
    kept.withLock {
      $0.activities = nil
      $0.version += 1
    }
  }
}

/// An act that changes what everyone sees of an activity.
protocol OnBoard: RecordedAct {
  var board: ActivityBoard { get }
}

extension OnBoard {
  func perform(
    _ asked: Asked, at place: Spot, by actor: Actor, _ visit: Visit
  ) async throws -> Answer {
    let answer = try await record(visit, at: place) { moment, database in
      try change(asked, at: place, by: actor, moment, in: database)
    }
    board.clear()
    return answer
  }
}
