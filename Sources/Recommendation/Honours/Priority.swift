import Acts
import Applications
import Policy
import SQLite
import Vocabulary

/// The priority flag follows from verified honours that hold; nobody can set it, and what has ended takes
/// it along.
enum Priority {
  static func settle(
    _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let checks = try database.all(
      """
      SELECT c.variant, m.reference FROM honour_check c JOIN matter m ON m.id = c.matter
      WHERE c.application = ? AND m.outcome = 'verified'
        AND NOT EXISTS (SELECT 1 FROM honour_end e WHERE e.matter = c.matter) ORDER BY c.at
      """, facts.file.id.number
    ) { (variant: $0.text(0), reference: $0.text(1)) }
    let names = checks.compactMap { check -> String? in
      guard let (honour, variant) = find(check.variant, facts), variant.givesPriority else {
        return nil
      }
      // Some titles run out; some are for one product alone.
      if let last = lastYear(of: check.reference, as: check.variant, facts),
        last < moment.today.year
      {
        return nil
      }
      if honour.isForProduct, facts.file.kind != .product { return nil }
      return variant.name
    }
    var once: [String] = []
    for name in names where !once.contains(name) { once.append(name) }
    try database.run(
      "UPDATE application SET priority = ? WHERE id = ?", once.joined(separator: "、"),
      facts.file.id.number)
  }

  /// Of what is not recommended nothing is recommended first.
  static func drop(_ application: ApplicationID, in database: borrowing Connection) throws {
    try database.run("UPDATE application SET priority = '' WHERE id = ?", application.number)
  }

  /// By the package of the case's round.
  private static func find(
    _ variant: String, _ facts: CaseFacts
  ) -> (honour: Honour, variant: Honour.Variant)? {
    for honour in facts.package.honours {
      if let found = honour.variants.first(where: { $0.id == variant }) { return (honour, found) }
    }
    return nil
  }

  /// Where a title runs out: the last year in which it holds.
  static func lastYear(of reference: String, as variant: String, _ facts: CaseFacts) -> Int? {
    let parts = reference.split(separator: "｜", omittingEmptySubsequences: false)
    guard parts.count > 2, let year = Int(parts[2]),
      let years = find(variant, facts)?.honour.validityYears
    else { return nil }
    return year + years
  }
}
