import Applications
import Policy
import Routing
import SQLite
import Vocabulary

/// What of a notice can be listed now, and what is held back and why: an objection holds its own item
/// alone.
struct ListDraft: Sendable {
  let notice: Notice
  let ready: [CaseFacts]
  let held: [(facts: CaseFacts, why: Refusal)]

  init(
    _ notice: Notice, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws {
    let (ready, held) = try desk.judge.part(
      Self.cases(notice, for: person, at: now, desk, in: database), by: Lifecycle.list,
      in: database)
    self.notice = notice
    self.ready = ready
    self.held = held
  }

  /// Of what is held those that can be taken out of it: the conditions are not met, and nobody objects.
  func failing(
    _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [(facts: CaseFacts, why: Refusal)] {
    try held.filter {
      try desk.judge.refusal(to: Lifecycle.remove, $0.facts, in: database) == nil
    }
  }

  private static func cases(
    _ notice: Notice, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> [CaseFacts] {
    let files = try Cases.all(
      database.all(
        "SELECT application FROM notice_item WHERE notice = ? ORDER BY position", notice.id.number
      ) { ApplicationID($0.int(0)) }, in: database)
    return try desk.judge.facts(
      of: files.filter { $0.stage == .publicised }, for: person, at: now, in: database)
  }
}
