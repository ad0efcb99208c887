import SQLite

/// What holds of every case at every moment, looked at by `verify`: the row is what its history says,
/// and the history is one that the table allows.
package enum CaseInvariants {
  /// The first that does not hold, in words for the operator.
  package static func flaw(in database: borrowing Connection) throws -> String? {
    if let number = try database.first(folded, read: { $0.text(0) }) {
      return "申请 \(number) 的环节、版次和经过对不上"
    }
    if let number = try database.first(broken, read: { $0.text(0) }) {
      return "申请 \(number) 的经过前后不相接"
    }
    if let number = try database.first(undue, read: { $0.text(0) }) {
      return "申请 \(number) 的期限和记录的期限对不上"
    }
    if let number = try database.first(waiting, read: { $0.text(0) }) {
      return "申请 \(number) 已经终止，还有未办结的事项"
    }
    return try strange(in: database)
  }

  /// Stage, outcome and edition are those of the last event; events are numbered without a gap.
  private static let folded: StaticString = """
    SELECT a.number FROM application a
    LEFT JOIN application_event e ON e.application = a.id AND e.edition = a.edition
    WHERE e.to_stage IS NOT a.stage OR e.outcome IS NOT a.outcome
      OR a.edition <> (SELECT count(*) FROM application_event c WHERE c.application = a.id)
    LIMIT 1
    """

  /// Each begins where the one before it ended.
  private static let broken: StaticString = """
    SELECT a.number FROM application_event e JOIN application a ON a.id = e.application
    LEFT JOIN application_event p ON p.application = e.application AND p.edition = e.edition - 1
    WHERE e.from_stage IS NOT p.to_stage LIMIT 1
    """

  /// One day runs at most, and it is the row's.
  private static let undue: StaticString = """
    SELECT a.number FROM application a WHERE a.due IS NOT (
      SELECT max(d.due) FROM deadline d WHERE d.application = a.id AND d.closed IS NULL
        AND d.due = a.due)
    LIMIT 1
    """

  /// What must still be answered outlives a case; nothing else does.
  private static let waiting: StaticString = """
    SELECT a.number FROM matter m JOIN application a ON a.id = m.application
    WHERE m.closed IS NULL AND a.stage = 'ended' AND m.kind NOT IN ('objection', 'reconsideration')
    LIMIT 1
    """

  /// Every event is a step of the table, from a stage and to a stage that it knows.
  private static func strange(in database: borrowing Connection) throws -> String? {
    let seen = try database.all(
      """
      SELECT e.act, e.from_stage, e.to_stage, e.outcome, min(a.number) FROM application_event e
      JOIN application a ON a.id = e.application GROUP BY 1, 2, 3, 4
      """
    ) { row in
      (
        act: row.text(0), from: row.optionalText(1), to: row.text(2),
        outcome: row.optionalText(3), number: row.text(4)
      )
    }
    for one in seen where !admits(one.act, from: one.from, to: one.to, one.outcome) {
      return "申请 \(one.number) 的经过里有流程表不允许的一步（\(one.act)）"
    }
    return nil
  }

  static func admits(_ act: String, from: String?, to: String, _ outcome: String?) -> Bool {
    if act == Lifecycle.begun || act == Lifecycle.begunOnPaper {
      return from == nil && to == Stage.draft.rawValue
    }
    guard let step = Lifecycle.table.first(where: { $0.name == act }),
      let stage = from.flatMap(Stage.init(rawValue:)), step.from.contains(stage)
    else { return false }
    switch step.to {
    case .stays: return to == from
    case .stage(let target): return to == target.rawValue && outcome == nil
    case .ended(let end): return to == Stage.ended.rawValue && outcome == end.rawValue
    // Back is to where it was; that it is no end says the chain.
    case .back, .resumed: return to != from && to != Stage.ended.rawValue
    }
  }
}
