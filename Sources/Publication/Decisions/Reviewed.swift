import Applications
import Policy
import Routing
import SQLite
import Vocabulary

/// Cases whose panel has signed, and what they came to.
enum Reviewed {
  /// Those of the round that wait for this step, the best first, some at a time.
  ///
  /// - Parameter isProposed: they have a proposal to be listed; otherwise none, and none was agreed to.
  static func waiting(
    in round: RoundID, isProposed: Bool, after read: Int, _ database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT a.* FROM application_row a WHERE a.round = ?1 AND a.stage = 'reviewed' AND ?2 =
        EXISTS (SELECT 1 FROM matter m WHERE m.application = a.id AND m.kind = 'decision'
          AND (m.closed IS NULL AND (NOT ?2 OR m.word = 'list')
            OR NOT ?2 AND m.outcome = 'list'))
      ORDER BY CAST((SELECT m.word FROM matter m WHERE m.application = a.id AND m.kind = 'report'
        AND m.outcome = 'signed' ORDER BY m.number DESC LIMIT 1) AS REAL) DESC, a.number
      LIMIT 50 OFFSET ?3
      """, round.number, isProposed ? 1 : 0, read, read: Case.init)
  }

  /// The panel's word that was signed last.
  static func score(_ facts: CaseFacts) -> Exact? {
    facts.matters.last { $0.kind == .report && $0.outcome == "signed" }.flatMap { Exact($0.word) }
  }
}
