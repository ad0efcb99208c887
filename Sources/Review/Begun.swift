import HTML
import JSON
import Routing

/// Something this reader may do now, begun beside the cases: from the pool, a panel, a draw, a sheet.
struct Begun: Sendable {
  let name, title: String
  let address: Address
  /// What is asked for and stands in this answer.
  var more: [JSON.Member] = []

  init(_ name: String, _ title: String, at address: Address, _ more: JSON.Member...) {
    self.name = name
    self.title = title
    self.address = address
    self.more = more
  }

  static let schema = Schema.list(
    .object([
      .always("name", .text), .always("href", .text), .sometimes("edition", .integer),
      .sometimes("schema", .any), .sometimes("cases", .list(.any)),
      .sometimes("count", .integer), .sometimes("evidence", .list(.any)),
    ]))

  var json: JSON {
    .object(
      [.init("name", .string(name)), .init("href", .string("/api/v1" + address.text))] + more)
  }
}
