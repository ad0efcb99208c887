import Acts
import Applications
import HTML
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
  /// Why it counts no more.
  let struck: String?

  init(_ row: borrowing Row) {
    id = ID(row.int(0))
    application = ApplicationID(row.int(1))
    day = Day(number: row.int(2))
    people = row.text(3)
    findings = row.text(4)
    struck = row.optionalText(5)
  }

  /// So many photos at most.
  static let most = 12

  typealias Links = (shown: Address?, saved: Address)

  /// Its photos in their order, among the case's files.
  func photos(_ files: [String: Links]) -> [Links] {
    (1...Self.most).compactMap { files[slot($0)] }
  }

  /// Where the photo of this number is kept among the case's files.
  func slot(_ number: Int) -> String { "visit-\(id)-\(number)" }
}

enum SiteVisits {
  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [SiteVisit] {
    try database.all(
      """
      SELECT v.id, v.application, v.day, v.people, v.findings, s.reason FROM site_visit v
      LEFT JOIN site_visit_struck s ON s.visit = v.id WHERE v.application = ? ORDER BY v.day, v.at
      """, application.number, read: SiteVisit.init)
  }

  /// With its case, in the scope of who asks.
  static func find(
    _ place: ItemPlace<SiteVisit>, for member: Member, in database: borrowing Connection
  ) throws -> (visit: SiteVisit, file: Case) {
    guard let found = try find(place.id, in: database),
      let file = try Cases.find(found.application, in: database),
      try CaseScope.admits(member, to: file, in: database)
    else { throw Refusal.notFound }
    return (found, file)
  }

  static func find(
    _ id: ID<SiteVisit>, in database: borrowing Connection
  ) throws -> SiteVisit? {
    try database.first(
      """
      SELECT v.id, v.application, v.day, v.people, v.findings, s.reason FROM site_visit v
      LEFT JOIN site_visit_struck s ON s.visit = v.id WHERE v.id = ?
      """, id.number, read: SiteVisit.init)
  }
}
