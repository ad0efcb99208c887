import Routing
import SQLite
import Vocabulary

extension Queue {
  /// The next that waits for this reader after a case, and after the last the first: without going back
  /// to the list. Stage by stage, each carried by its index, however many cases there are.
  static func next(
    after file: Case, for member: Member, _ judge: Judge, in database: borrowing Connection
  ) throws -> Case? {
    let seat = member.seat
    guard seat.kind == .district || seat.kind == .bureau else { return nil }
    let stages = Lifecycle.stages(with: seat.roles).filter { $0.holder.kind == seat.kind }
    for isAfter in [true, false] {
      let found = try stages.flatMap { stage in
        try first(at: stage, seat, from: isAfter ? file.due : nil, in: database)
      }.filter { !isAfter || place($0) > place(file) }.sorted { place($0) < place($1) }
      let others = found.filter { $0.id != file.id }
      // Mostly one of the first waits.
      for some in [others.prefix(4), others.dropFirst(4)] where !some.isEmpty {
        let waiting = try judge.waiting(
          Array(some), for: seat.roles, member.caller.person, in: database)
        if let next = some.first(where: { waiting.contains($0.id) }) { return next }
      }
    }
    return nil
  }

  private static let looked = 20

  private static func place(_ file: Case) -> (Int, String) {
    (file.due?.number ?? never, file.number)
  }

  private static func first(
    at stage: Stage, _ seat: Caller.Seat, from due: Day?, in database: borrowing Connection
  ) throws -> [Case] {
    if seat.kind == .district {
      return try database.all(
        """
        SELECT * FROM application_row WHERE unit = ?1 AND stage = ?2 AND due >= ?3
          AND submitted IS NOT NULL ORDER BY due, number LIMIT ?4
        """, seat.organisation.number, stage.rawValue, due?.number ?? 0, looked, read: Case.init)
        + database.all(
          """
          SELECT * FROM application_row WHERE unit = ?1 AND stage = ?2 AND due IS NULL
            AND submitted IS NOT NULL LIMIT ?3
          """, seat.organisation.number, stage.rawValue, looked, read: Case.init)
    }
    return try database.all(
      """
      SELECT * FROM application_row WHERE stage = ?1 AND due >= ?2
        AND submitted IS NOT NULL ORDER BY due, number LIMIT ?3
      """, stage.rawValue, due?.number ?? 0, looked, read: Case.init)
      + database.all(
        """
        SELECT * FROM application_row WHERE stage = ?1 AND due IS NULL
          AND submitted IS NOT NULL LIMIT ?2
        """, stage.rawValue, looked, read: Case.init)
  }
}
