import Routing
import SQLite
import Vocabulary

extension Queue {
  /// Beyond this a count says “1000+”: nobody reads on, and no list of years has to be gone through.
  static let countedTo = 1000

  /// How many there are at each stage, for offices that have a queue; stages without any are left out.
  /// Counted in the index alone: SQLite would else take one that makes it look at each row.
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
          SELECT count(*) FROM (SELECT 1 FROM application INDEXED BY application_queue_stage
            WHERE stage = ? AND submitted IS NOT NULL LIMIT ?)
          """, stage.rawValue, countedTo + 1
        ) { $0.int(0) }
      return count.flatMap { $0 == 0 ? nil : (stage: stage, count: $0) }
    }
  }
}
