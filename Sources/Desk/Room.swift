import Messages
import Routing
import SQLite
import Vocabulary

/// What a room brings to the portal, all of which may be nothing. The portal has one list of rooms
/// (`Portal/RoomList`) and asks each of them. What a room of its own kind brings besides, such as acts
/// on cases, is a protocol of the room that asks for it.
package protocol Room: Sendable {
  /// What it writes to people.
  static var occasions: [Occasion] { get }
  /// Its steps of the schema, each with the number it landed with; what landed before there were such
  /// numbers stands in `Portal/Schema`.
  static var migrations: [Migration] { get }

  var trays: [any Tray] { get }
  var starters: [any Starter] { get }
  /// What is begun without a case in mind: from the desk alone, not from the list of cases.
  var openStarters: [any Starter] { get }
  var shortcuts: [Shortcut] { get }
  var search: [SearchMore] { get }
  var dueDays: [any DueDays] { get }
  /// What the portal does here by itself, as the record names it, in words.
  var deeds: [String: String] { get }

  /// Its part of the clerk's round, once a minute.
  func keepUp(at now: Instant, wall: Instant, in database: borrowing Connection) throws

  /// Its rows of the route table.
  /// - Parameter rooms: every room, where what it shows is made from what they bring.
  func routes(among rooms: [any Room]) -> [Route]

  /// What may be done with what waits in it, told with its row on the desk.
  func taskActs(among rooms: [any Room]) -> [any TaskActs]

  /// Rows that tell of all the others.
  func routes(telling routes: [Route], among rooms: [any Room]) -> [Route]
}

extension Room {
  package static var occasions: [Occasion] { [] }
  package static var migrations: [Migration] { [] }

  package var trays: [any Tray] { [] }
  package var starters: [any Starter] { [] }
  package var openStarters: [any Starter] { [] }
  package var shortcuts: [Shortcut] { [] }
  package var search: [SearchMore] { [] }
  package var dueDays: [any DueDays] { [] }
  package var deeds: [String: String] { [:] }

  package func keepUp(
    at now: Instant, wall: Instant, in database: borrowing Connection
  ) throws {}

  package func routes(among rooms: [any Room]) -> [Route] { [] }
  package func taskActs(among rooms: [any Room]) -> [any TaskActs] { [] }
  package func routes(telling routes: [Route], among rooms: [any Room]) -> [Route] { [] }
}
