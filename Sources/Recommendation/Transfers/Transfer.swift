import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// A case that came to the wrong unit, on its way to another, which has to agree (feature 36).
struct Transfer: Sendable {
  let id: MatterID
  let application: ApplicationID
  let from, to: OrganisationID
  let fromName, toName, reason, answer, outcome: String
  let at: Instant
  let isOpen: Bool

  init(_ row: borrowing Row) {
    id = MatterID(row.int(0))
    application = ApplicationID(row.int(1))
    from = OrganisationID(row.int(2))
    to = OrganisationID(row.int(3))
    fromName = row.text(4)
    toName = row.text(5)
    reason = row.text(6)
    answer = row.text(7)
    outcome = row.text(8)
    at = Instant(milliseconds: Int64(row.int(9)))
    isOpen = row.optionalInt(10) == nil
  }

  /// Of the units themselves; what they agreed on, for whoever asks.
  var state: String {
    if isOpen { return "等\(toName)答复" }
    switch outcome {
    case "accepted": return "\(toName)已接收"
    case "declined": return "\(toName)不同意接收"
    default: return "已收回"
    }
  }
}

enum Transfers {
  static func find(_ id: MatterID, in database: borrowing Connection) throws -> Transfer? {
    try database.first(
      """
      SELECT t.matter, t.application, t.from_unit, t.to_unit, f.name, o.name, t.reason, t.answer,
        m.outcome, m.opened, m.closed
      FROM transfer t JOIN matter m ON m.id = t.matter JOIN organisation f ON f.id = t.from_unit
      JOIN organisation o ON o.id = t.to_unit WHERE t.matter = ?
      """, id.number, read: Transfer.init)
  }

  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Transfer] {
    try database.all(
      """
      SELECT t.matter, t.application, t.from_unit, t.to_unit, f.name, o.name, t.reason, t.answer,
        m.outcome, m.opened, m.closed
      FROM transfer t JOIN matter m ON m.id = t.matter JOIN organisation f ON f.id = t.from_unit
      JOIN organisation o ON o.id = t.to_unit WHERE t.application = ? ORDER BY m.number
      """, application.number, read: Transfer.init)
  }

  static func open(
    to unit: OrganisationID, in database: borrowing Connection
  ) throws -> [Transfer] {
    try database.all(
      """
      SELECT t.matter, t.application, t.from_unit, t.to_unit, f.name, o.name, t.reason, t.answer,
        m.outcome, m.opened, m.closed
      FROM transfer t JOIN matter m ON m.id = t.matter JOIN organisation f ON f.id = t.from_unit
      JOIN organisation o ON o.id = t.to_unit
      WHERE t.to_unit = ? AND m.closed IS NULL ORDER BY m.number
      """, unit.number, read: Transfer.init)
  }
}
