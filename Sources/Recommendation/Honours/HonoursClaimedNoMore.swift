import Acts
import Applications
import SQLite
import Vocabulary

/// What an enterprise has left out of its correction gives no priority any more, though it was verified
/// before; what it claims again is verified again, as long as the district has not recommended.
struct HonoursClaimedNoMore: CorrectionBook {
  func corrected(
    _ facts: CaseFacts, by sent: Submission, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let claimed = Set(HonourClaims.references(sent))
    for one in try HonourEnds.holding(facts.file.id, in: database)
    where !claimed.contains(one.reference) {
      try HonourEnds.end(one.matter, "leftOut", "补正时不再填写这一项", facts, moment, in: database)
    }
    guard facts.file.cameFrom != .screening else { return }
    let ended = try HonourEnds.leftOut(of: facts.file.id, in: database)
    for reference in claimed.intersection(ended).sorted()
    where !facts.open(.honour).contains(where: { $0.reference == reference }) {
      try Matters.open(.honour, reference: reference, on: facts.file, moment, in: database)
    }
  }
}

extension HonourEnds {
  /// Left out of a correction, and neither verified nor waiting since.
  fileprivate static func leftOut(
    of application: ApplicationID, in database: borrowing Connection
  ) throws -> Set<String> {
    Set(
      try database.all(
        """
        SELECT m.reference FROM honour_end e JOIN matter m ON m.id = e.matter
        WHERE e.application = ? AND e.kind = 'leftOut' AND NOT EXISTS (
          SELECT 1 FROM matter n WHERE n.application = m.application AND n.kind = 'honour'
            AND n.reference = m.reference AND n.number > m.number AND n.outcome IS NOT 'ended')
        """, application.number
      ) { $0.text(0) })
  }
}
