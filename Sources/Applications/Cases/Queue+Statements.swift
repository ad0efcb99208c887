import Policy
import Routing
import SQLite
import Vocabulary

extension Set where Element: RawRepresentable, Element.RawValue == String {
  /// As a statement is given them.
  // By hand, for every desk asks: raw values are plain words of our own.
  package var listed: String {
    "[" + map { "\"\($0.rawValue)\"" }.sorted().joined(separator: ",") + "]"
  }
}

/// Each scope has statements of its own, with a stage and without, so that an index carries it to its
/// place: the bare comparison of the day is what the index is entered by, the one of both what counts.
extension Queue {
  /// What SQLite takes for any letter or any letters is only itself here.
  var like: String? {
    if words.isEmpty { return nil }
    let plain = words.reduce(into: "") { $0 += "!%_".contains($1) ? "!\($1)" : "\($1)" }
    return "%\(plain)%"
  }

  var stageList: String? {
    stages?.listed
  }

  /// Few enough to be gone through.
  func ofEnterprise(
    _ enterprise: OrganisationID, in database: borrowing Connection
  ) throws -> [Case] {
    try database.remembered(
      """
      SELECT * FROM application_row a WHERE organisation = ?1
        AND (received IS NULL
          OR EXISTS (SELECT 1 FROM organisation o WHERE o.id = ?1 AND o.status <> 'claimed'))
        AND (?2 IS NULL OR stage IN (SELECT value FROM json_each(?2)))
        AND (?3 IS NULL OR unit = ?3) AND (?4 IS NULL OR round = ?4) AND (?5 IS NULL OR kind = ?5)
        AND (?6 IS NULL OR item LIKE ?6 ESCAPE '!' OR number LIKE ?6 ESCAPE '!')
        AND coalesce(due, 9999999) <= ?10 AND (coalesce(due, 9999999), number) > (?7, ?8)
      ORDER BY coalesce(due, 9999999), number LIMIT ?9
      """, enterprise.number, stageList, unit?.number, round?.number, kind?.rawValue, like,
      after.due, after.number, most, until, read: Case.init)
  }

  func ofUnit(_ own: OrganisationID, in database: borrowing Connection) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row a WHERE unit = ?1 AND submitted IS NOT NULL
        AND (?2 IS NULL OR unit = ?2) AND (?3 IS NULL OR round = ?3) AND (?4 IS NULL OR kind = ?4)
        AND (?5 IS NULL OR item LIKE ?5 ESCAPE '!' OR number LIKE ?5 ESCAPE '!' OR name LIKE ?5 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?6 AND ?9 AND (coalesce(due, 9999999), number) > (?6, ?7)
      ORDER BY coalesce(due, 9999999), number LIMIT ?8
      """, own.number, unit?.number, round?.number, kind?.rawValue, like, after.due, after.number,
      most, until, read: Case.init)
  }

  func ofUnit(
    _ own: OrganisationID, at stage: Stage, in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row a WHERE unit = ?1 AND stage = ?10 AND submitted IS NOT NULL
        AND (?2 IS NULL OR unit = ?2) AND (?3 IS NULL OR round = ?3) AND (?4 IS NULL OR kind = ?4)
        AND (?5 IS NULL OR item LIKE ?5 ESCAPE '!' OR number LIKE ?5 ESCAPE '!' OR name LIKE ?5 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?6 AND ?9 AND (coalesce(due, 9999999), number) > (?6, ?7)
      ORDER BY coalesce(due, 9999999), number LIMIT ?8
      """, own.number, unit?.number, round?.number, kind?.rawValue, like, after.due, after.number,
      most, until, stage.rawValue, read: Case.init)
  }

  /// Of those in which one of these lies open: from what lies open, which is little, and not along the
  /// queue, which is long; hence the pluses.
  func ofUnit(
    _ own: OrganisationID, calling: Set<Matter.Kind>, in database: borrowing Connection
  ) throws -> [Case] {
    let kinds = calling.listed
    return try database.all(
      """
      SELECT * FROM application_row a WHERE a.id IN (SELECT m.application FROM matter m
          WHERE m.closed IS NULL AND m.kind IN (SELECT value FROM json_each(?2)))
        AND +unit = ?1 AND submitted IS NOT NULL
        AND (?3 IS NULL OR +stage IN (SELECT value FROM json_each(?3)))
        AND (coalesce(due, 9999999), number) > (?4, ?5)
      ORDER BY coalesce(due, 9999999), number LIMIT ?6
      """, own.number, kinds, stageList, after.due, after.number, most, read: Case.init)
  }

  func ofBody(_ own: OrganisationID, in database: borrowing Connection) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row WHERE body = ?1
        AND (?2 IS NULL OR unit = ?2) AND (?3 IS NULL OR round = ?3) AND (?4 IS NULL OR kind = ?4)
        AND (?5 IS NULL OR item LIKE ?5 ESCAPE '!' OR number LIKE ?5 ESCAPE '!' OR name LIKE ?5 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?6 AND ?9 AND (coalesce(due, 9999999), number) > (?6, ?7)
      ORDER BY coalesce(due, 9999999), number LIMIT ?8
      """, own.number, unit?.number, round?.number, kind?.rawValue, like, after.due, after.number,
      most, until, read: Case.init)
  }

  func ofBody(
    _ own: OrganisationID, at stage: Stage, in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row WHERE body = ?1 AND stage = ?9
        AND (?2 IS NULL OR unit = ?2) AND (?3 IS NULL OR round = ?3) AND (?4 IS NULL OR kind = ?4)
        AND (?5 IS NULL OR item LIKE ?5 ESCAPE '!' OR number LIKE ?5 ESCAPE '!' OR name LIKE ?5 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?6 AND ?10 AND (coalesce(due, 9999999), number) > (?6, ?7)
      ORDER BY coalesce(due, 9999999), number LIMIT ?8
      """, own.number, unit?.number, round?.number, kind?.rawValue, like, after.due, after.number,
      most, stage.rawValue, until, read: Case.init)
  }

  func ofAll(in database: borrowing Connection) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row WHERE submitted IS NOT NULL
        AND (?1 IS NULL OR unit = ?1) AND (?2 IS NULL OR round = ?2) AND (?3 IS NULL OR kind = ?3)
        AND (?4 IS NULL OR item LIKE ?4 ESCAPE '!' OR number LIKE ?4 ESCAPE '!' OR name LIKE ?4 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?5 AND ?8 AND (coalesce(due, 9999999), number) > (?5, ?6)
      ORDER BY coalesce(due, 9999999), number LIMIT ?7
      """, unit?.number, round?.number, kind?.rawValue, like, after.due, after.number, most,
      until, read: Case.init)
  }

  func ofAll(at stage: Stage, in database: borrowing Connection) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row WHERE stage = ?8 AND submitted IS NOT NULL
        AND (?1 IS NULL OR unit = ?1) AND (?2 IS NULL OR round = ?2) AND (?3 IS NULL OR kind = ?3)
        AND (?4 IS NULL OR item LIKE ?4 ESCAPE '!' OR number LIKE ?4 ESCAPE '!' OR name LIKE ?4 ESCAPE '!')
        AND coalesce(due, 9999999) BETWEEN ?5 AND ?9 AND (coalesce(due, 9999999), number) > (?5, ?6)
      ORDER BY coalesce(due, 9999999), number LIMIT ?7
      """, unit?.number, round?.number, kind?.rawValue, like, after.due, after.number, most,
      stage.rawValue, until, read: Case.init)
  }

  /// What a department or an expert has been given to read and `CaseScope` still admits them to: few
  /// enough to be gone through.
  func readable(
    by reader: Int, at only: Stage? = nil, in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT a.* FROM application_reader r JOIN application_row a ON a.id = r.application
      WHERE r.reader = ?1 AND r.until IS NULL AND a.outcome IS NULL
        AND (?10 IS NULL OR a.stage = ?10)
        AND (?2 IS NULL OR a.stage IN (SELECT value FROM json_each(?2)))
        AND (?3 IS NULL OR a.unit = ?3) AND (?4 IS NULL OR a.round = ?4)
        AND (?5 IS NULL OR a.kind = ?5) AND (?6 IS NULL OR a.item LIKE ?6 ESCAPE '!' OR a.number LIKE ?6 ESCAPE '!')
        AND coalesce(a.due, 9999999) <= ?11
        AND (coalesce(a.due, 9999999), a.number) > (?7, ?8)
      ORDER BY coalesce(a.due, 9999999), a.number LIMIT ?9
      """, reader, stageList, unit?.number, round?.number, kind?.rawValue, like, after.due,
      after.number, most, only?.rawValue, until, read: Case.init)
  }
}
