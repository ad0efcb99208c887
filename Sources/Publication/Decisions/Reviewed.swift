import Applications
import Policy
import Routing
import SQLite
import Vocabulary

/// Cases whose panel has signed, and what they came to.
enum Reviewed {
  static func all(
    in round: RoundID, _ database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row WHERE round = ? AND stage = 'reviewed' ORDER BY since, id
      LIMIT 1000
      """, round.number, read: Case.init)
  }

  /// The panel's word that was signed last.
  static func score(_ facts: CaseFacts) -> Exact? {
    facts.matters.last { $0.kind == .report && $0.outcome == "signed" }.flatMap { Exact($0.word) }
  }

  static func isBetter(_ one: CaseFacts, _ other: CaseFacts) -> Bool {
    let (a, b) = (score(one) ?? Exact(0), score(other) ?? Exact(0))
    return a == b ? one.file.number < other.file.number : a > b
  }
}
