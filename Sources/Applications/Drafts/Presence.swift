import Routing
import Synchronization
import Vocabulary

/// Who has a part of an application open just now. Kept in memory alone: it is a courtesy among
/// colleagues, and nothing hangs on it.
package final class Presence: Sendable {
  struct Colleague: Sendable, Equatable {
    let name: String
    let mayWrite: Bool
  }

  private struct Seen {
    let colleague: Colleague
    let at: Instant
  }

  private struct Place: Hashable {
    let application: ApplicationID
    let section: Int
  }

  /// A page that is open says so once a minute.
  private static let lasting: Int64 = 150_000
  /// More than the people of a busy evening.
  private static let most = 20_000

  private let seen = Mutex<[Place: [PersonID: Seen]]>([:])

  /// This person is there, too; the others by name.
  func enter(
    _ application: ApplicationID, _ section: Int, _ member: Member, mayWrite: Bool,
    at now: Instant
  ) -> [Colleague] {
    let place = Place(application: application, section: section)
    let person = member.caller.person
    let oldest = now.milliseconds - Self.lasting
    return seen.withLock { seen in
      if seen.count >= Self.most {
        seen = seen.filter { $0.value.values.contains { $0.at.milliseconds > oldest } }
      }
      if seen.count >= Self.most { return [] }
      var here = seen[place, default: [:]].filter { $0.value.at.milliseconds > oldest }
      here[person] = Seen(
        colleague: Colleague(name: member.caller.name, mayWrite: mayWrite), at: now)
      seen[place] = here
      return here.filter { $0.key != person }.map(\.value.colleague).sorted { $0.name < $1.name }
    }
  }
}
