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
    /// What the home page tells, as it was read last, and how often that has changed.
    var told: [Coming] = []
    var changes = 0
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
      let told = Self.told(fresh)
      kept.withLock {
        guard $0.version == known.version else { return }
        $0.activities = fresh
        if $0.told != told {
          $0.told = told
          $0.changes += 1
        }
      }
      return fresh
    }
  }

  func activity(_ id: ActivityID) throws -> Activity {
    guard let found = try activities.first(where: { $0.id == id }) else { throw Refusal.notFound }
    return found
  }

  /// What comes next, for the home page.
  package struct Coming: Sendable, Equatable {
    package let title, place, station: String
    fileprivate let starts: Instant
    private let id: ActivityID

    package var day: Day { starts.day }
    package var address: Address { ActivityView.path.link(ItemPlace(id)) }

    init(_ activity: Activity) {
      id = activity.id
      title = activity.title
      place = activity.place
      station = activity.stationName
      starts = activity.starts
    }
  }

  /// None that was called off.
  private static func told(_ activities: [Activity]) -> [Coming] {
    activities.filter { $0.cancelled == nil }.map(Coming.init)
  }

  /// The next to begin first.
  package func coming(at now: Instant, most: Int) throws -> [Coming] {
    Array(try Self.told(activities).lazy.filter { now < $0.starts }.prefix(most))
  }

  /// Changes with what the home page tells of activities, and with the beginning of one; who signs up or
  /// comes changes nothing there.
  package struct Edition: Sendable, Equatable {
    let changes: Int
    let begun: Int
  }

  package func edition(at now: Instant) throws -> Edition {
    if kept.withLock({ $0.activities == nil }) { _ = try activities }
    return kept.withLock { kept in
      Edition(
        changes: kept.changes,
        begun: kept.told.firstIndex { now < $0.starts } ?? kept.told.count)
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
