import Acts
import Applications
import JSON
import Linux
import Routing
import SQLite
import Vocabulary

struct SiteVisit: Sendable {
  let id: ID<SiteVisit>
  let application: ApplicationID
  let day: Day
  let people, findings: String

  init(_ row: borrowing Row) {
    id = ID(row.int(0))
    application = ApplicationID(row.int(1))
    day = Day(number: row.int(2))
    people = row.text(3)
    findings = row.text(4)
  }

  /// So many photos at most.
  static let most = 12

  /// Where the photo of this number is kept among the case's files.
  func slot(_ number: Int) -> String { "visit-\(id)-\(number)" }
}

enum SiteVisits {
  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [SiteVisit] {
    try database.all(
      """
      SELECT id, application, day, people, findings FROM site_visit WHERE application = ?
      ORDER BY day, at
      """, application.number, read: SiteVisit.init)
  }

  static func find(
    _ id: ID<SiteVisit>, in database: borrowing Connection
  ) throws -> SiteVisit? {
    try database.first(
      "SELECT id, application, day, people, findings FROM site_visit WHERE id = ?", id.number,
      read: SiteVisit.init)
  }
}
