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
    var ready: [CaseFacts] = []
    var held: [(facts: CaseFacts, why: Refusal)] = []
    let numbers = try database.all(
      "SELECT application FROM notice_item WHERE notice = ? ORDER BY position", notice.id.number
    ) { ApplicationID($0.int(0)) }
    let files = try numbers.compactMap { try Cases.find($0, in: database) }
      .filter { $0.stage == .publicised }
    for facts in try desk.judge.facts(of: files, for: person, at: now, in: database) {
      do {
        try desk.judge.admit(Lifecycle.list, facts, in: database)
        ready.append(facts)
      } catch let refusal as Refusal {
        held.append((facts, refusal))
      }
    }
    self.notice = notice
    self.ready = ready
    self.held = held
  }
}
