import Acts
import Applications
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The unit takes the application in hand (001 三（二）); each claimed honour now waits to be verified.
struct Accept: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.accept
  static let path = Path<CasePlace>("/applications/:number/acceptance")
  static let occasion: Policy.Letter.Occasion? = .accepted
  let desk: CaseDesk

  func beside(_ facts: CaseFacts) -> HTML? { material(facts) }

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    if let sent = try Submissions.of(facts.file.id, in: database).last {
      try HonourClaims.settle(facts, sent, moment, in: database)
    }
    var said = Said("材料齐全，予以受理")
    said.letter = LetterDraft(.accepted)
    return said
  }
}
