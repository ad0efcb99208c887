import Routing
import SQLite
import Vocabulary

extension Queue {
  /// Beyond this a count says “1000+”: nobody reads on, and no list of years has to be gone through.
  static let countedTo = 1000

  /// How many there are at each stage, for offices that have a queue; stages without any are left out.
  static func counts(
    for member: Member, in database: borrowing Connection
  ) throws -> [(stage: Stage, count: Int)] {
    let seat = member.seat
    guard seat.kind == .district || seat.kind == .bureau,
      !seat.roles.isSubset(of: [.systemAdministrator])
    else { return [] }
    return try Stage.allCases.filter(\.isPublicToOffices).compactMap { stage in
      let count =
        seat.kind == .district
        ? try database.first(
          """
          SELECT count(*) FROM (SELECT 1 FROM application
            WHERE unit = ? AND stage = ? AND submitted IS NOT NULL LIMIT ?)
          """, seat.organisation.number, stage.rawValue, countedTo + 1
        ) { $0.int(0) }
        : try database.first(
          """
          SELECT count(*) FROM (SELECT 1 FROM application
            WHERE stage = ? AND submitted IS NOT NULL LIMIT ?)
          """, stage.rawValue, countedTo + 1
        ) { $0.int(0) }
      return count.flatMap { $0 == 0 ? nil : (stage: stage, count: $0) }
    }
  }

  /// The next that waits for this reader after a case, and after the last the first: without going back
  /// to the list.
  static func next(
    after file: Case, for member: Member, _ judge: Judge, in database: borrowing Connection
  ) throws -> Case? {
    let seat = member.seat
    guard seat.kind == .district || seat.kind == .bureau else { return nil }
    var queue = Queue()
    queue.stages = Lifecycle.stages(with: seat.roles).filter { $0.holder.kind == seat.kind }
    queue.most = 20
    for start in [(due: file.due?.number ?? never, number: file.number), (due: -1, number: "")] {
      queue.after = start
      let found = try queue.read(for: member, in: database)
      let waiting = try judge.waiting(
        found, for: seat.roles, member.caller.person, in: database)
      if let next = found.first(where: { waiting.contains($0.id) && $0.id != file.id }) {
        return next
      }
    }
    return nil
  }
}
