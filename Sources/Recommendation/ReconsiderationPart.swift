import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What was asked to be heard once more and what came of it, for programs: on the page it stands in the history.
struct ReconsiderationPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard CaseScope.isInside(member.seat),
      let asked = facts.matters.last(where: { $0.kind == .reconsideration })
    else { return nil }
    return CaseShown(
      "", HTML(),
      [
        .init(
          "reconsideration",
          [
            "reason": .string(asked.reference), "at": .string("\(asked.opened)"),
            "state": .string(asked.isOpen ? "waiting" : asked.outcome),
          ])
      ])
  }
}
