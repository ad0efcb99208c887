import Acts
import Applications
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// What would go into a round's next notice, and what is held back and why. Asked by the page, by what
/// is offered, and by the act itself.
struct NoticeDraft: Sendable {
  let round: Round
  let package: Package
  let ready: [CaseFacts]
  let held: [(facts: CaseFacts, why: Refusal)]

  init(
    _ round: Round, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws {
    guard let package = desk.library.package(round.package) else { throw Refusal.notFound }
    var ready: [CaseFacts] = []
    var held: [(facts: CaseFacts, why: Refusal)] = []
    let files = try Cases.all(in: round.id, at: .reviewed, database)
    for facts in try desk.judge.facts(of: files, for: person, at: now, in: database) {
      do {
        try desk.judge.admit(Lifecycle.publicise, facts, in: database)
        ready.append(facts)
      } catch let refusal as Refusal {
        held.append((facts, refusal))
      }
    }
    self.round = round
    self.package = package
    self.ready = ready.sorted { $0.file.number < $1.file.number }
    self.held = held
  }

  func letter(_ occasion: Policy.Letter.Occasion) throws -> Policy.Letter {
    guard let letter = package.letters.first(where: { $0.occasion == occasion }) else {
      throw Refusal.notFound
    }
    return letter
  }
}

extension Case {
  /// As the public reads it.
  func publicMembers(creditCode: String) -> [JSON.Member] {
    [
      .init("number", .string(number)), .init("item", .string(item)),
      .init("kind", .string(kind.rawValue)), .init("enterprise", .string(enterpriseName)),
      .init("creditCode", .string(creditCode)), .init("unit", .string(unitName)),
    ]
  }
}
