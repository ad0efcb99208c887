import Acts
import Applications
import HTML
import Policy
import Recommendation
import Routing
import SQLite
import Vocabulary

/// Once in a screening, what can be put right goes back to the applicant, as a district returns it:
/// everything at once, each defect on the question or file that it is about.
struct ReturnScreening: CaseAct {
  typealias Asked = CorrectionAsked

  static let step = Lifecycle.correct
  static let path = Path<CasePlace>("/applications/:number/screening/return")
  let desk: CaseDesk

  func carry(
    _ asked: CorrectionAsked, _ facts: CaseFacts, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.open(.screening) {
      try Matters.close(matter.id, matter.word, moment, in: database)
    }
    return try Corrections.ask(asked.items, facts, moment, in: database)
  }

  func words(_ facts: CaseFacts) -> HTML { ScreenerWords(desk: desk, facts: facts).html }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? { Corrections.fields(facts, sheet) }
}
