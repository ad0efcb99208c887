import Accounts
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
    let (ready, held) = try desk.judge.part(
      Self.cases(round, for: person, at: now, desk, in: database), by: Lifecycle.publicise,
      in: database)
    self.round = round
    self.package = package
    self.ready = ready.sorted { $0.file.number < $1.file.number }
    self.held = held
  }

  /// Whether there would be anything in it: what is offered hangs on this alone.
  static func isReady(
    _ round: Round, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> Bool {
    var last: Case?
    while true {
      // A few at a time: the first that may go in is enough.
      let some = try decided(in: round.id, after: last, most: 20, database)
      last = some.last
      if some.isEmpty { return false }
      let facts = try desk.judge.facts(of: some, for: person, at: now, in: database)
      if try desk.judge.admitsAny(of: facts, by: Lifecycle.publicise, in: database) { return true }
    }
  }

  /// Since when the first of those that were decided waits for its notice.
  static func since(_ round: RoundID, in database: borrowing Connection) throws -> Instant? {
    try database.first(
      """
      SELECT min(m.closed) FROM application a JOIN matter m ON m.application = a.id
      WHERE a.round = ? AND a.stage = 'reviewed' AND m.kind = 'decision' AND m.outcome = 'list'
      """, round.number
    ) { $0.optionalInt(0).map { Instant(milliseconds: Int64($0)) } } ?? nil
  }

  /// Whether anything would be in it, and what was decided and is held by what is known now: whoever agreed
  /// takes that back, or it waits for ever. The first two hundred; more only until one is ready.
  static func waiting(
    in round: Round, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> (isReady: Bool, held: [(facts: CaseFacts, why: Refusal)]) {
    var held: [(facts: CaseFacts, why: Refusal)] = []
    var last: Case?
    while true {
      let some = try decided(in: round.id, after: last, most: 200, database)
      last = some.last
      if some.isEmpty { return (false, held) }
      let facts = try desk.judge.facts(of: some, for: person, at: now, in: database)
      let part = try desk.judge.part(facts, by: Lifecycle.publicise, in: database)
      held += try part.held.filter {
        try desk.judge.refusal(to: Lifecycle.recant, $0.facts, in: database) == nil
      }
      if !part.ready.isEmpty { return (true, held) }
    }
  }

  /// Of which it was decided that they go in, in the order they were reviewed.
  private static func decided(
    in round: RoundID, after last: Case?, most: Int, _ database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row a
      WHERE round = ? AND stage = 'reviewed' AND (since, id) > (?, ?) AND EXISTS (
        SELECT 1 FROM matter m
        WHERE m.application = a.id AND m.kind = 'decision' AND m.outcome = 'list')
      ORDER BY since, id LIMIT ?
      """, round.number, last?.since.milliseconds ?? -1, last?.id.number ?? 0, most,
      read: Case.init)
  }

  private static func cases(
    _ round: Round, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> [CaseFacts] {
    try desk.judge.facts(
      of: Cases.all(in: round.id, at: .reviewed, database), for: person, at: now, in: database)
  }

  /// Those of which nobody would be left to decide an objection, once this person has published them.
  func leavingNobody(after member: Member, in database: borrowing Connection) throws -> [CaseFacts]
  {
    let others = try Memberships.people(
      of: member.seat.organisation, as: Lifecycle.overrule.by, in: database
    ).map(\.person).filter { $0 != member.caller.person }
    // Whoever has had a case in hand is used up already.
    return ready.filter { facts in
      !facts.touchedBy.contains(member.caller.person)
        && others.allSatisfy { facts.touchedBy.contains($0) }
    }
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
