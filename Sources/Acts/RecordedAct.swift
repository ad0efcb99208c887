import HTML
import JSON
import Journal
import Routing
import SQLite
import Vocabulary

/// An act on the store: its change, its journal entry and the memory of its key are one
/// transaction, on disk before anyone hears of it.
package protocol Recording: Act {
  var ledger: Ledger { get }
}

/// One that is nothing but its change; others have slow work to do before.
package protocol RecordedAct: Recording {
  func change(
    _ asked: Asked, at place: Spot, by actor: Actor, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<Answer>
}

extension RecordedAct {
  package func perform(
    _ asked: Asked, at place: Spot, by actor: Actor, _ visit: Visit
  ) async throws -> Answer {
    try await record(visit, at: place) { database in
      try change(asked, at: place, by: actor, visit, in: database)
    }
  }

}

extension Recording {
  package func record(
    _ visit: Visit, at place: Spot,
    _ change: @escaping @Sendable (borrowing Connection) throws -> Done<Answer>
  ) async throws -> Answer {
    try await ledger.store.write { database in
      if let once = visit.once {
        try OnceMemory.replay(once, for: visit.caller, in: database)
      }
      let done = try change(database)
      if let entry = done.entry(Self.name, visit) {
        try Journal.record(entry, at: visit.now, in: database)
      }
      if let once = visit.once {
        let address = next(done.answer, at: place).text
        try OnceMemory.keep(
          once, for: visit, json: remembered(done.answer).bytes, address: address, in: database)
      }
      return done.answer
    }
  }
}

/// What every act on the store needs.
package struct Ledger: Sendable {
  package let store: Store
  package init(_ store: Store) { self.store = store }
}
