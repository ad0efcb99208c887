import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

struct FurtherReturn: Sendable {
  let matter: MatterID
  let reason: String
  let items: [Corrections.Item]

  static func open(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> FurtherReturn? {
    guard let matter = facts.open(.furtherReturn).last else { return nil }
    return try database.first(
      "SELECT reason, items FROM further_return WHERE matter = ?", matter.id.number
    ) { row in
      let items = (try? JSON(parsing: row.utf8(1)))?.members ?? []
      return FurtherReturn(
        matter: matter.id, reason: row.text(0),
        items: items.map { (field: $0.name, text: $0.value.string ?? "") })
    }
  }
}
