import HTML
import JSON
import Journal
import Messages
import Routing
import SQLite
import Vocabulary

/// An act on the store: its change, its journal entry and the memory of its key are one
/// transaction, on disk before anyone hears of it.
package protocol Recording: Act {
  var ledger: Ledger { get }

  /// A repetition gets the first answer. Not where nothing of that may be kept and doing it again does
  /// no harm.
  static var isRemembered: Bool { get }

  static var onceReach: OnceReach { get }
}

/// One that is nothing but its change; others have slow work to do before. What was sent is read by
/// then: a change knows its moment and no request, so that the clock, a test or a play can make it too.
package protocol RecordedAct: Recording {
  func change(
    _ asked: Asked, at place: Spot, by actor: Actor, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer>
}

extension RecordedAct {
  /// Made and put on the record without a request, in a transaction of the caller's.
  package func play(
    _ asked: Asked, at place: Spot, by actor: Actor, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Answer {
    let done = try change(asked, at: place, by: actor, moment, in: database)
    try done.record(as: Self.name, moment, in: database)
    return done.answer
  }

  package func perform(
    _ asked: Asked, at place: Spot, by actor: Actor, _ visit: Visit
  ) async throws -> Answer {
    try await record(visit, at: place) { moment, database in
      try change(asked, at: place, by: actor, moment, in: database)
    }
  }
}

extension Recording {
  package static var isKept: Bool { true }
  package static var isRemembered: Bool { true }
  package static var onceReach: OnceReach { .person }

  package func record(
    _ visit: Visit, at place: Spot,
    _ change: @escaping @Sendable (Moment, borrowing Connection) throws -> Done<Answer>
  ) async throws -> Answer {
    try await ledger.store.write { [ledger] database in
      let once = Self.isRemembered ? visit.once : nil
      if let once { try OnceMemory.replay(once, for: visit, Self.onceReach, ledger, in: database) }
      // A request may have been on its way for a minute: who called must stand now.
      if let caller = visit.caller { try ledger.requireStanding(caller, visit.wall, database) }
      let moment = Moment(visit)
      let told = try Messages.last(in: database)
      var done = try change(moment, database)
      done = done.telling(try Messages.readers(after: told, but: moment.person, in: database))
      // It would go well, and whoever wants it is asked who they are.
      if visit.isRehearsal { throw Rehearsed() }
      let entry = try done.record(as: Self.name, moment, in: database)
      if Self.audience.admission.needsConfirmation, let caller = visit.caller {
        let wasUnspent = try ledger.spend(caller, Self.path.link(place).text, database)
        // Two sent at one time have one confirmation between them.
        if visit.isGrave, !wasUnspent { throw Refusal.notConfirmed("办理“\(Self.summary)”") }
      }
      if let once {
        let address = next(done.answer, at: place).text
        try OnceMemory.keep(
          once, for: visit, Self.onceReach, json: remembered(done.answer).bytes,
          address: address, entry: entry, in: database)
      }
      visit.entry?.note(entry)
      return done.answer
    }
  }
}

/// What every act on the store needs.
package struct Ledger: Sendable {
  package typealias Standing =
    @Sendable (Caller, _ wall: Instant, borrowing Connection) throws -> Void

  package let store: Store
  /// Throws if the session has ended or a role has gone since the door was passed.
  let requireStanding: Standing
  /// Their unit lets them do nothing more for the time being.
  let isSuspended: @Sendable (PersonID, OrganisationID, borrowing Connection) throws -> Bool
  /// Notes that what was confirmed has been done, and says whether it was the first thing, and what the
  /// confirmation was given for, by its address.
  let spend: @Sendable (Caller, String, borrowing Connection) throws -> Bool

  package init(
    _ store: Store, requireStanding: @escaping Standing,
    isSuspended:
      @escaping @Sendable (PersonID, OrganisationID, borrowing Connection) throws -> Bool,
    spend: @escaping @Sendable (Caller, String, borrowing Connection) throws -> Bool
  ) {
    self.store = store
    self.requireStanding = requireStanding
    self.isSuspended = isSuspended
    self.spend = spend
  }
}

extension Recording {
  /// Done and taken back: what is wrong with it is said before anybody is asked who they are.
  package func rehearse(
    _ asked: Asked, at place: Spot, by actor: Actor, _ visit: Visit
  ) async throws {
    do { _ = try await perform(asked, at: place, by: actor, visit) } catch is Rehearsed {}
  }

  /// What was done already is not judged again: not even its password.
  package func recall(_ visit: Visit) throws {
    guard Self.isRemembered, let once = visit.once else { return }
    try ledger.store.read(lane: visit.lane) {
      try OnceMemory.replay(once, for: visit, Self.onceReach, ledger, in: $0)
    }
  }
}

/// A rehearsal has come to its end: all of it is taken back.
private struct Rehearsed: Error {}
