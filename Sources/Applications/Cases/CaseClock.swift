import Acts
import Linux
import SQLite
import Vocabulary

/// What the clock does with cases: found in the deadlines, done by the same code as what people do.
package protocol ClockWork: Sendable {
  /// What should have been done by now, in order.
  func owed(
    _ moment: Moment, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [(step: Step, application: ApplicationID)]

  func said(
    _ step: Step, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Said

  /// What changes besides the stage.
  func carry(
    _ step: Step, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws
}

extension ClockWork {
  package func carry(
    _ step: Step, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws {}
}

package struct CaseClock: Sendable {
  let desk: CaseDesk
  let works: [any ClockWork]

  package init(_ desk: CaseDesk, _ works: [any ClockWork]) {
    self.desk = desk
    self.works = works
  }

  /// A part of the clerk's round: everything that is owed, some hundred at a time.
  package func round(at now: Instant, wall: Instant, in store: Store) throws {
    let moment = Moment(now: now, wall: wall, by: .clock)
    for work in works {
      let owed = try store.read { try work.owed(moment, desk, in: $0) }
      for start in stride(from: 0, to: owed.count, by: 200) {
        let some = Array(owed[start..<min(start + 200, owed.count)])
        try store.writeAndWait { database in
          for (step, application) in some {
            guard let file = try Cases.find(application, in: database) else { continue }
            let facts = try desk.judge.facts(of: file, for: nil, at: now, in: database)
            // Somebody may have been quicker.
            guard (try? desk.judge.admit(step, facts, in: database)) != nil else { continue }
            let said = try work.said(step, facts, in: database)
            try work.carry(step, facts, moment, in: database)
            let moved = try desk.take(step, facts, said, moment, in: database)
            try desk.record(step, moved, said, moment, in: database)
          }
        }
      }
    }
  }
}
