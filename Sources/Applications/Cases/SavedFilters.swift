import Acts
import Design
import HTML
import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// A filter of the queue under a name, for whoever saved it.
struct SavedFilter: Sendable {
  let id: ID<SavedFilter>
  let name: String
  let query: [(name: String, value: String)]

  init(_ row: borrowing Row) {
    id = ID(row.int(0))
    name = row.text(1)
    query = ((try? JSON(parsing: row.utf8(2)))?.members ?? []).map {
      (name: $0.name, value: $0.value.string ?? "")
    }
  }

  var address: Address { QueueView.path.link(Nowhere(), query: query) }

  var json: JSON {
    [
      "id": .string("\(id)"), "name": .string(name), "href": .string("/api/v1" + address.text),
      "acts": [RemoveFilter.offered(at: ItemPlace(id))],
    ]
  }
}

enum SavedFilters {
  static let most = 20
  /// Who has a queue that is long.
  static let by: Set<Role> = [
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator,
  ]

  static func mayKeepAnother(_ member: Member, _ kept: [SavedFilter]) -> Bool {
    !member.seat.roles.isDisjoint(with: by) && kept.count < most
  }

  static func of(
    _ person: PersonID, in database: borrowing Connection
  ) throws -> [SavedFilter] {
    try database.all(
      "SELECT id, name, query FROM saved_filter WHERE person = ? ORDER BY name, id",
      person.number, read: SavedFilter.init)
  }
}
