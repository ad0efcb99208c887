import Applications
import Routing
import SQLite
import Vocabulary

/// Who came to what: for the dossier of an enterprise, and for whoever has to know by whom it was
/// coached. How many came, not who.
package struct Attendances: AttendanceBook {
  package init() {}

  package func attended(
    by enterprise: OrganisationID, in database: borrowing Connection
  ) throws -> [Attended] {
    try database.all(
      """
      SELECT a.id, a.title, a.kind, s.name, a.starts, count(*)
      FROM activity_signup p JOIN activity a ON a.id = p.activity
      JOIN organisation s ON s.id = a.station
      WHERE p.enterprise = ? AND p.attended IS NOT NULL GROUP BY a.id ORDER BY a.starts DESC, a.id
      """, enterprise.number
    ) { row in
      let id = ActivityID(row.int(0))
      return Attended(
        id: "\(id)", title: row.text(1), kind: Activity.Kind(rawValue: row.text(2))?.title ?? "",
        station: row.text(3), on: Instant(milliseconds: Int64(row.int(4))).day,
        people: row.int(5), address: ActivityView.path.link(ItemPlace(id)))
    }
  }

  /// Somebody of the enterprise came to an activity of that station.
  package static func wasCoached(
    _ enterprise: OrganisationID, by station: OrganisationID, in database: borrowing Connection
  ) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM activity_signup p JOIN activity a ON a.id = p.activity
      WHERE p.enterprise = ? AND p.attended IS NOT NULL AND a.station = ? LIMIT 1
      """, enterprise.number, station.number
    ) { _ in true } ?? false
  }
}
