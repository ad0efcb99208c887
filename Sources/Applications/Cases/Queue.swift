import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Lists of cases, the oldest due first, as far as this member may know of them. Each scope has a
/// statement of its own, so that an index carries it.
struct Queue: Sendable {
  /// At any of these; nil: wherever they stand.
  var stages: Set<Stage>?
  var unit: OrganisationID?
  var round: RoundID?
  var kind: ItemKind?
  var words = ""
  /// In this one's hands, in their unit.
  var handler: PersonID?
  /// The last one of the page before.
  var after: (due: Int, number: String) = (-1, "")
  var most = 50

  /// Behind all that have a day.
  static let never = 9_999_999

  func read(for member: Member, in database: borrowing Connection) throws -> [Case] {
    let (unit, round) = (unit?.number, round?.number)
    let stages = stages.map { JSON.array($0.map(\.rawValue).sorted().map { .string($0) }).text }
    let kind = kind?.rawValue
    let like = words.isEmpty ? nil : "%\(words)%" as String?
    let seat = member.seat
    switch seat.kind {
    case .enterprise:
      return try database.all(
        """
        SELECT * FROM application_row WHERE organisation = ?1
          AND (?2 IS NULL OR stage IN (SELECT value FROM json_each(?2)))
          AND (?3 IS NULL OR unit = ?3) AND (?4 IS NULL OR round = ?4) AND (?5 IS NULL OR kind = ?5)
          AND (?6 IS NULL OR item LIKE ?6 OR number LIKE ?6)
          AND (coalesce(due, 9999999), number) > (?7, ?8)
        ORDER BY coalesce(due, 9999999), number LIMIT ?9
        """, seat.organisation.number, stages, unit, round, kind, like, after.due, after.number,
        most,
        read: Case.init)
    case .district:
      return try database.all(
        """
        SELECT * FROM application_row WHERE unit = ?1 AND submitted IS NOT NULL
          AND (?2 IS NULL OR stage IN (SELECT value FROM json_each(?2))) AND (?3 IS NULL OR unit = ?3)
          AND (?4 IS NULL OR round = ?4) AND (?5 IS NULL OR kind = ?5)
          AND (?6 IS NULL OR item LIKE ?6 OR number LIKE ?6 OR name LIKE ?6)
          AND (coalesce(due, 9999999), number) > (?7, ?8)
          AND (?10 IS NULL OR id IN (SELECT application FROM matter
            WHERE kind = 'handler' AND closed IS NULL AND reference = ?10))
        ORDER BY coalesce(due, 9999999), number LIMIT ?9
        """, seat.organisation.number, stages, unit, round, kind, like, after.due, after.number,
        most, handler.map { "\($0)" }, read: Case.init)
    case .thirdParty:
      return try database.all(
        """
        SELECT * FROM application_row WHERE body = ?1
          AND (?2 IS NULL OR stage IN (SELECT value FROM json_each(?2)))
          AND (?3 IS NULL OR unit = ?3) AND (?4 IS NULL OR round = ?4) AND (?5 IS NULL OR kind = ?5)
          AND (?6 IS NULL OR item LIKE ?6 OR number LIKE ?6 OR name LIKE ?6)
          AND (coalesce(due, 9999999), number) > (?7, ?8)
        ORDER BY coalesce(due, 9999999), number LIMIT ?9
        """, seat.organisation.number, stages, unit, round, kind, like, after.due, after.number,
        most,
        read: Case.init)
    case .bureau, .oversight:
      if seat.roles.isSubset(of: [.systemAdministrator]) { return [] }
      return try database.all(
        """
        SELECT * FROM application_row WHERE submitted IS NOT NULL
          AND (?1 IS NULL OR stage IN (SELECT value FROM json_each(?1))) AND (?2 IS NULL OR unit = ?2)
          AND (?3 IS NULL OR round = ?3) AND (?4 IS NULL OR kind = ?4)
          AND (?5 IS NULL OR item LIKE ?5 OR number LIKE ?5 OR name LIKE ?5)
          AND (coalesce(due, 9999999), number) > (?6, ?7)
        ORDER BY coalesce(due, 9999999), number LIMIT ?8
        """, stages, unit, round, kind, like, after.due, after.number, most, read: Case.init)
    case .department, .expertPool:
      let reader =
        seat.kind == .department ? seat.organisation.number : member.caller.person.number
      return try database.all(
        """
        SELECT a.* FROM application_reader r JOIN application_row a ON a.id = r.application
        WHERE r.reader = ?1 AND r.until IS NULL
          AND (?2 IS NULL OR a.stage IN (SELECT value FROM json_each(?2)))
          AND (?3 IS NULL OR a.unit = ?3) AND (?4 IS NULL OR a.round = ?4)
          AND (?5 IS NULL OR a.kind = ?5) AND (?6 IS NULL OR a.item LIKE ?6 OR a.number LIKE ?6)
          AND (coalesce(a.due, 9999999), a.number) > (?7, ?8)
        ORDER BY coalesce(a.due, 9999999), a.number LIMIT ?9
        """, reader, stages, unit, round, kind, like, after.due, after.number, most, read: Case.init
      )
    case .workstation: return []
    }
  }
}
