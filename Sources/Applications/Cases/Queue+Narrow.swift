import Policy
import Routing
import SQLite
import Vocabulary

/// Nobody's cases, one's own, and those of priority: each carried by an index of its own, so that a list
/// of few is not looked for among many. The rest of what was asked is held against what these find.
extension Queue {
  func free(
    _ own: OrganisationID, at stage: Stage, in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row
      WHERE unit = ?1 AND stage = ?10 AND submitted IS NOT NULL AND handler = ''
        AND (?2 IS NULL OR unit = ?2) AND (?3 IS NULL OR round = ?3) AND (?4 IS NULL OR kind = ?4)
        AND (?5 IS NULL OR item LIKE ?5 ESCAPE '!' OR number LIKE ?5 ESCAPE '!' OR name LIKE ?5 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?6 AND ?9 AND (coalesce(due, 9999999), number) > (?6, ?7)
      ORDER BY coalesce(due, 9999999), number LIMIT ?8
      """, own.number, unit?.number, round?.number, kind?.rawValue, like, after.due, after.number,
      most, until, stage.rawValue, read: Case.init)
  }

  func free(at stage: Stage, in database: borrowing Connection) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row
      WHERE stage = ?9 AND submitted IS NOT NULL AND handler = ''
        AND (?1 IS NULL OR unit = ?1) AND (?2 IS NULL OR round = ?2) AND (?3 IS NULL OR kind = ?3)
        AND (?4 IS NULL OR item LIKE ?4 ESCAPE '!' OR number LIKE ?4 ESCAPE '!' OR name LIKE ?4 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?5 AND ?8 AND (coalesce(due, 9999999), number) > (?5, ?6)
      ORDER BY coalesce(due, 9999999), number LIMIT ?7
      """, unit?.number, round?.number, kind?.rawValue, like, after.due, after.number, most, until,
      stage.rawValue, read: Case.init)
  }

  /// In this one's hands, in their unit: elsewhere nobody has any.
  /// IS, not an equals sign: there are indexes for the empty hand, and it would be compiled anew for each.
  func handled(_ own: OrganisationID?, in database: borrowing Connection) throws -> [Case] {
    guard let own, let hands else { return [] }
    return try database.remembered(
      """
      SELECT * FROM application_row
      WHERE handler IS ?1 AND handler <> '' AND submitted IS NOT NULL AND +unit = ?2
        AND (?3 IS NULL OR +stage IN (SELECT value FROM json_each(?3)))
        AND (?4 IS NULL OR +unit = ?4) AND (?5 IS NULL OR +round = ?5) AND (?6 IS NULL OR kind = ?6)
        AND (?7 IS NULL OR item LIKE ?7 ESCAPE '!' OR number LIKE ?7 ESCAPE '!' OR name LIKE ?7 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?8 AND ?11 AND (coalesce(due, 9999999), number) > (?8, ?9)
      ORDER BY coalesce(due, 9999999), number LIMIT ?10
      """, hands.kept, own.number, stageList, unit?.number, round?.number, kind?.rawValue, like,
      after.due, after.number, most, until, read: Case.init)
  }

  /// Those of priority, of one unit or of all (001 三（二）第三分句).
  func prior(_ own: OrganisationID?, in database: borrowing Connection) throws -> [Case] {
    var queue = self
    if hands == .nobody {
      queue.stages = (stages ?? Lifecycle.take.from).intersection(Lifecycle.take.from)
    }
    return try own.map { try queue.priorOfUnit($0, in: database) } ?? queue.priorOfAll(in: database)
  }

  private func priorOfUnit(
    _ own: OrganisationID, in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row
      WHERE unit = ?1 AND submitted IS NOT NULL AND priority <> ''
        AND (?2 IS NULL OR handler = ?2)
        AND (?3 IS NULL OR +stage IN (SELECT value FROM json_each(?3)))
        AND (?4 IS NULL OR unit = ?4) AND (?5 IS NULL OR +round = ?5) AND (?6 IS NULL OR kind = ?6)
        AND (?7 IS NULL OR item LIKE ?7 ESCAPE '!' OR number LIKE ?7 ESCAPE '!' OR name LIKE ?7 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?8 AND ?11 AND (coalesce(due, 9999999), number) > (?8, ?9)
      ORDER BY coalesce(due, 9999999), number LIMIT ?10
      """, own.number, hands?.kept, stageList, unit?.number, round?.number, kind?.rawValue, like,
      after.due, after.number, most, until, read: Case.init)
  }

  private func priorOfAll(in database: borrowing Connection) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row
      WHERE submitted IS NOT NULL AND priority <> ''
        AND (?1 IS NULL OR handler = ?1)
        AND (?2 IS NULL OR +stage IN (SELECT value FROM json_each(?2)))
        AND (?3 IS NULL OR +unit = ?3) AND (?4 IS NULL OR +round = ?4) AND (?5 IS NULL OR kind = ?5)
        AND (?6 IS NULL OR item LIKE ?6 ESCAPE '!' OR number LIKE ?6 ESCAPE '!' OR name LIKE ?6 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?7 AND ?10 AND (coalesce(due, 9999999), number) > (?7, ?8)
      ORDER BY coalesce(due, 9999999), number LIMIT ?9
      """, hands?.kept, stageList, unit?.number, round?.number, kind?.rawValue, like, after.due,
      after.number, most, until, read: Case.init)
  }
}
