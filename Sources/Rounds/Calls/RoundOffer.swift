import Acts
import Desk
import HTML
import JSON
import Routing
import SQLite

/// What somebody may begin from a round now; later rooms know what.
package struct RoundOffer: Sendable {
  package let name, title: String
  package let address: Address
  /// To be read, and no act.
  package let isView: Bool
  /// What is asked for and stands in this answer.
  package var more: [JSON.Member] = []

  package init(_ name: String, _ title: String, at address: Address, isView: Bool = false) {
    self.name = name
    self.title = title
    self.address = address
    self.isView = isView
  }

  package var json: JSON {
    .object(
      [.init("name", .string(name)), .init("href", .string("/api/v1" + address.text))] + more)
  }

  package static let schema = Schema.list(
    .object([
      .always("name", .text), .always("href", .text), .sometimes("package", .list(.any)),
      .sometimes("edition", .integer), .sometimes("number", .text),
      .sometimes("numbers", .list(.text)), .sometimes("editions", .map(.integer)),
    ]))

  /// Asks the rooms.
  package typealias Asking = @Sendable (Round, Visit) throws -> [RoundOffer]
}

/// A room in which something is begun from a round, or goes by its days.
package protocol RoundRoom: Room {
  func offers(_ round: Round, _ visit: Visit) throws -> [RoundOffer]

  /// The round says other days for what comes after its window.
  func follow(_ round: Round, _ moment: Moment, in database: borrowing Connection) throws
}

extension RoundRoom {
  package func offers(_ round: Round, _ visit: Visit) throws -> [RoundOffer] { [] }
  package func follow(
    _ round: Round, _ moment: Moment, in database: borrowing Connection
  ) throws {}
}
