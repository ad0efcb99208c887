import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

extension Queue {
  /// The next that waits for this reader after a case, and after the last the first: without going back
  /// to the list. Of the list that the case was opened from, where there was one; what waits there comes
  /// first, then what merely stands in it.
  static func next(
    after file: Case, for member: Member, of list: Queue? = nil, _ judge: Judge,
    in database: borrowing Connection
  ) throws -> Case? {
    let seat = member.seat
    guard seat.kind == .district || seat.kind == .bureau else { return nil }
    var queue = list ?? waiting(for: seat)
    queue.most = 20
    var first: Case?
    for after in [place(file), (-1, "")] {
      queue.after = (due: after.0, number: after.1)
      let others = try queue.read(for: member, in: database).filter { $0.id != file.id }
      // Mostly one of the first waits.
      for some in [others.prefix(4), others.dropFirst(4)] where !some.isEmpty {
        let waiting = try judge.waiting(
          Array(some), for: seat.roles, member.caller.person, in: database)
        if let next = some.first(where: { waiting.contains($0.id) }) { return next }
      }
      first = first ?? others.first
    }
    return list == nil ? nil : first
  }

  private struct Duties: Hashable {
    let kind: OrganisationKind
    let roles: Set<Role>
  }

  private static let queues = Memories<Duties, Queue>(most: 500)

  /// What these roles have to go on with, of an enterprise all that is under way: put together once.
  static func waiting(for seat: Caller.Seat) -> Queue {
    queues.made(for: Duties(kind: seat.kind, roles: seat.roles)) {
      let theirs = Lifecycle.stages(with: seat.roles)
      var queue = Queue()
      if seat.kind == .enterprise {
        // What has been listed is over, but for the mark that can be registered, and must not crowd out
        // what waits.
        queue.stages = theirs.intersection([.listed])
          .union(Stage.allCases.filter { $0.holder.kind != nil })
      } else {
        queue.stages = theirs.filter { $0.holder.kind == seat.kind }
        queue.calling = Lifecycle.calling(for: seat.roles)
        queue.ready = Lifecycle.readiness(for: seat.roles)
      }
      return queue
    }
  }
}
