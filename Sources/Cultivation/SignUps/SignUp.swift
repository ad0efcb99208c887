import Desk
import JSON
import Routing
import SQLite
import Vocabulary

/// Somebody an enterprise sends. Personal data: only the station and that enterprise ever read it.
struct SignUp: Sendable {
  let id: SignUpID
  let activity: ActivityID
  let enterprise: OrganisationID
  let enterpriseName: String
  let name: String
  let position: String
  let phone: String
  let at: Instant
  let isWithdrawn: Bool
  let attended: Instant?

  init(_ row: borrowing Row) {
    id = SignUpID(row.int(0))
    activity = ActivityID(row.int(1))
    enterprise = OrganisationID(row.int(2))
    enterpriseName = row.text(3)
    name = row.text(4)
    position = row.text(5)
    phone = row.text(6)
    at = Instant(milliseconds: Int64(row.int(7)))
    isWithdrawn = !row.isNull(8)
    attended = row.optionalInt(9).map { Instant(milliseconds: Int64($0)) }
  }

  static let properties: [Schema.Property] = [
    .always("id", .text), .always("enterprise", .text), .always("name", .text),
    .always("position", .text), .sometimes("phone", .text), .always("at", .instant),
    .sometimes("attendedAt", .instant), .always("acts", Start.schema),
  ]

  func members(acts: [Start]) -> [JSON.Member] {
    var members: [JSON.Member] = [
      .init("id", .string("\(id)")), .init("enterprise", .string(enterpriseName)),
      .init("name", .string(name)), .init("position", .string(position)),
    ]
    if !phone.isEmpty { members.append(.init("phone", .string(phone))) }
    members.append(.init("at", .string("\(at)")))
    if let attended { members.append(.init("attendedAt", .string("\(attended)"))) }
    return members + [.init("acts", .array(acts.map(\.json)))]
  }
}

enum SignUps {
  /// Those who mean to come, in the order they were signed up.
  static func of(_ activity: ActivityID, in database: borrowing Connection) throws -> [SignUp] {
    try database.all(
      """
      SELECT p.id, p.activity, p.enterprise, e.name, p.name, p.position, p.phone, p.at,
        p.withdrawn, p.attended
      FROM activity_signup p JOIN organisation e ON e.id = p.enterprise
      WHERE p.activity = ? AND p.withdrawn IS NULL ORDER BY p.at, p.id
      """, activity.number, read: SignUp.init)
  }

  static func of(
    _ activity: ActivityID, from enterprise: OrganisationID, in database: borrowing Connection
  ) throws -> [SignUp] {
    try of(activity, in: database).filter { $0.enterprise == enterprise }
  }

  static func find(_ id: SignUpID, in database: borrowing Connection) throws -> SignUp {
    let found = try database.first(
      """
      SELECT p.id, p.activity, p.enterprise, e.name, p.name, p.position, p.phone, p.at,
        p.withdrawn, p.attended
      FROM activity_signup p JOIN organisation e ON e.id = p.enterprise WHERE p.id = ?
      """, id.number, read: SignUp.init)
    guard let found else { throw Refusal.notFound }
    return found
  }
}
