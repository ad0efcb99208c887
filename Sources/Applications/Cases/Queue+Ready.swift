import SQLite
import Vocabulary

/// What can be gone on with at one stage: nothing that every step there is kept back by lies open, and what
/// each of them needs has been done. What cannot is passed over by the statement and judged by nobody.
extension Queue {
  func ofUnit(
    _ own: OrganisationID, at stage: Stage, _ ready: Lifecycle.Readiness,
    in database: borrowing Connection
  ) throws -> [Case] {
    try database.remembered(
      """
      SELECT * FROM application_row a WHERE unit = ?1 AND stage = ?2 AND submitted IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.kind IN (SELECT value FROM json_each(?3))
          AND m.application = a.id AND m.closed IS NULL)
        AND (?4 IS NULL OR EXISTS (SELECT 1 FROM matter m
          WHERE m.application = a.id AND m.kind = ?4 AND m.outcome = ?5))
        AND (?10 IS NULL OR NOT EXISTS (SELECT 1 FROM matter m
          WHERE m.application = a.id AND m.kind = ?10 AND m.outcome = ?11))
        AND coalesce(due, 9999999) BETWEEN ?6 AND ?9 AND (coalesce(due, 9999999), number) > (?6, ?7)
      ORDER BY coalesce(due, 9999999), number LIMIT ?8
      """, own.number, stage.rawValue, ready.lacks, ready.settled?.kind.rawValue,
      ready.settled?.outcome, after.due, after.number, most, until,
      ready.unsettled?.kind.rawValue, ready.unsettled?.outcome, read: Case.init)
  }

  func ofAll(
    at stage: Stage, _ ready: Lifecycle.Readiness,
    in database: borrowing Connection
  ) throws -> [Case] {
    try database.remembered(
      """
      SELECT * FROM application_row a WHERE stage = ?1 AND submitted IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.kind IN (SELECT value FROM json_each(?2))
          AND m.application = a.id AND m.closed IS NULL)
        AND (?3 IS NULL OR EXISTS (SELECT 1 FROM matter m
          WHERE m.application = a.id AND m.kind = ?3 AND m.outcome = ?4))
        AND (?9 IS NULL OR NOT EXISTS (SELECT 1 FROM matter m
          WHERE m.application = a.id AND m.kind = ?9 AND m.outcome = ?10))
        AND coalesce(due, 9999999) BETWEEN ?5 AND ?8 AND (coalesce(due, 9999999), number) > (?5, ?6)
      ORDER BY coalesce(due, 9999999), number LIMIT ?7
      """, stage.rawValue, ready.lacks, ready.settled?.kind.rawValue,
      ready.settled?.outcome, after.due, after.number, most, until,
      ready.unsettled?.kind.rawValue, ready.unsettled?.outcome, read: Case.init)
  }
}
