import SQLite
import Vocabulary

/// The enterprises in a district's cultivation plan, for rooms that do something for them.
package enum PlanMembers {
  /// Whose cases still go on.
  package static func of(
    _ unit: OrganisationID, in database: borrowing Connection
  ) throws -> [OrganisationID] {
    try database.all(
      """
      SELECT DISTINCT a.organisation FROM plan_measure m JOIN application a ON a.id = m.application
      WHERE a.unit = ? AND a.stage <> 'ended' ORDER BY a.organisation
      """, unit.number
    ) { OrganisationID($0.int(0)) }
  }
}
