import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What somebody may begin now that has no thing of its own yet: a first draft, a batch, a commission,
/// a notice. Offered on the desk and above the list it will stand in; asked of the act's own room.
package struct Start: Sendable {
  package let name: String
  package let title: String
  package let address: Address
  /// What it asks for, where this answer knows it.
  package var more: [JSON.Member] = []
  /// Its form, with what is known of it filled in.
  package let page: Address
  /// May be begun at any time and calls for nobody: stands among the usual places, like this.
  let tile: Tile?
  /// Somebody waits for it: it stands among what waits for whoever may begin it, too.
  package var waiting: Waiting?

  package struct Waiting: Sendable {
    /// What it is to be, of what: no entry of the journal has it yet.
    let subject: String
    /// Where it has come to.
    let stage: String
    let since: Instant
    let due: Day?

    package init(_ subject: String, stage: String, since: Instant, due: Day?) {
      self.subject = subject
      self.stage = stage
      self.since = since
      self.due = due
    }
  }

  /// As it waits in this seat.
  func task(in seat: Caller.Seat?) -> Task? {
    guard let waiting, let seat else { return nil }
    return Task(
      waiting.subject, title, stage: waiting.stage, holder: seat.name, at: page,
      since: waiting.since, due: waiting.due)
  }

  /// - Parameters:
  ///   - page: where people begin it, if not at its bare address.
  ///   - icon: for what calls for nobody, its picture.
  package init(
    _ name: String, _ title: String, at address: Address, more: [JSON.Member] = [],
    page: Address? = nil, aside icon: Icon? = nil
  ) {
    self.name = name
    self.title = title
    self.address = address
    self.more = more
    let page = page ?? address
    self.page = page
    tile = icon.map { Tile(title, nil, $0, at: page) }
  }

  package var json: JSON {
    .object(
      [
        .init("name", .string(name)), .init("href", .string("/api/v1" + address.text)),
        .init("title", .string(title)),
      ] + more)
  }

  package static let schema = Schema.list(.map(.any))
}

package protocol Starter: Sendable {
  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start]

  /// What a program is told of one of them besides: choices, and the edition of what it would act on. Nil:
  /// looked at closely there is nothing in it for them.
  func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]?
}

extension Starter {
  package func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]? { [] }
}

extension [any Starter] {
  package func starts(
    for caller: Caller, _ visit: Visit, in database: borrowing Connection
  ) throws -> [Start] {
    var all: [Start] = []
    for starter in self {
      var starts = try starter.starts(for: caller, at: visit.now, in: database)
      if visit.face == .json {
        starts = try starts.compactMap { start in
          try starter.told(start, to: caller, at: visit.now, in: database).map { told in
            var start = start
            start.more += told
            return start
          }
        }
      }
      all += starts
    }
    return all
  }
}
