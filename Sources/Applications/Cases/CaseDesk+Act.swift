import Acts
import Routing
import SQLite
import Vocabulary

/// The way of every act on one case, whether it is nothing but its change or has slow work before.
extension CaseDesk {
  /// What the judge knows of a case, as far as this reader may know of it.
  package func facts(
    of place: CasePlace, for member: Member, at now: Instant, in database: borrowing Connection
  ) throws -> CaseFacts {
    try judge.facts(
      of: Cases.find(place.number, for: member, in: database), for: member.caller.person,
      at: now, in: database)
  }

  /// Looked up in the reader's scope, at the edition that was read, admitted by the judge; then done,
  /// moved, told.
  /// - Parameters:
  ///   - edition: of what it is done on the strength of, where that is more than the case.
  ///   - carry: what it does besides moving.
  package func act(
    _ step: Step, at place: CasePlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection,
    edition: (CaseFacts, borrowing Connection) throws -> Int = { facts, _ in facts.file.edition },
    _ carry: (CaseFacts, borrowing Connection) throws -> Said
  ) throws -> Done<CaseDone> {
    let facts = try facts(of: place, for: member, at: moment.now, in: database)
    if let seen = moment.seen {
      let now = try edition(facts, database)
      if seen != now {
        throw try Cases.stale(facts.file, seen, now, for: member.seat, in: database)
      }
    }
    try judge.admit(step, facts, as: member.seat.roles, in: database)
    let said = try carry(facts, database)
    // What the act changed of the case itself is told with it; a line of its own before it has its edition.
    let file = try Cases.find(facts.file.id, in: database) ?? facts.file
    let now = try judge.facts(of: file, for: moment.person, at: moment.now, in: database)
    return said.done(step, try take(step, now, said, before: facts, moment, in: database))
  }
}
