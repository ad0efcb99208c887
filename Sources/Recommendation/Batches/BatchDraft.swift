import Applications
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// What would go into a unit's next batch of a round, in the order in which it would stand, and what is
/// held back and why: whoever keeps out of a case does not send it.
struct BatchDraft: Sendable {
  let round: Round
  let ready: [CaseFacts]
  let held: [(facts: CaseFacts, why: Refusal)]

  init(
    _ round: Round, of unit: OrganisationID, for person: PersonID, at now: Instant,
    _ desk: CaseDesk, in database: borrowing Connection
  ) throws {
    let files = try database.all(
      """
      SELECT a.* FROM application s INDEXED BY application_unsent JOIN application_row a ON a.id = s.id
      WHERE s.unit = ? AND s.stage IS 'recommended' AND s.batched = 0 AND s.round = ?
      """, unit.number, round.id.number, read: Case.init)
    let waiting = try desk.judge.facts(of: files, for: person, at: now, in: database)
    (ready, held) = try desk.judge.part(
      waiting.sorted { Self.place($0.file) < Self.place($1.file) }, by: Lifecycle.batch,
      in: database)
    self.round = round
  }

  /// Of each round where a unit has something that was not sent.
  static func all(
    of unit: OrganisationID, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> [BatchDraft] {
    let waiting = try counts(of: unit, for: person, at: now, desk, in: database)
    return try desk.library.rounds.filter { waiting[$0.id] != nil }.map {
      try BatchDraft($0, of: unit, for: person, at: now, desk, in: database)
    }
  }

  /// All of them together, of whatever round: what its page shows.
  static func ready(
    of unit: OrganisationID, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> [CaseFacts] {
    try all(of: unit, for: person, at: now, desk, in: database).flatMap(\.ready)
  }

  /// How many would be ready, of each round where something was not sent. Nothing but keeping out of a case
  /// holds one back: those with a recusal, or of an enterprise where this person is or was, are judged, the
  /// others only counted, as there may be hundreds.
  static func counts(
    of unit: OrganisationID, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> [RoundID: Int] {
    let far = try database.all(
      """
      SELECT round, count(*) FROM application INDEXED BY application_unsent
      WHERE unit = ? AND stage IS 'recommended' AND batched = 0 AND recused = 0 GROUP BY round
      """, unit.number
    ) { (RoundID($0.int(0)), $0.int(1)) }
    var counts = Dictionary(uniqueKeysWithValues: far)
    // From the few firms that this person has been with, not from all that is recommended anywhere.
    let near = try database.all(
      """
      SELECT id, recused FROM application INDEXED BY application_unsent
      WHERE unit = ?1 AND stage IS 'recommended' AND batched = 0 AND recused = 1
      UNION
      SELECT a.id, a.recused FROM membership w
      CROSS JOIN application a INDEXED BY application_enterprise ON a.organisation = w.organisation
      WHERE w.person = ?2 AND a.unit = ?1 AND a.stage = 'recommended' AND a.batched = 0
      """, unit.number, person.number
    ) { (id: ApplicationID($0.int(0)), isRecused: $0.bool(1)) }
    if near.isEmpty { return counts }
    let files = try Cases.all(near.map(\.id), in: database)
    let facts = try desk.judge.facts(of: files, for: person, at: now, in: database)
    let ready = Set(
      try desk.judge.part(facts, by: Lifecycle.batch, in: database).ready.map(\.file.id))
    let counted = Set(near.filter { !$0.isRecused }.map(\.id))
    for file in files {
      counts[file.round, default: 0] +=
        (ready.contains(file.id) ? 1 : 0) - (counted.contains(file.id) ? 1 : 0)
    }
    return counts
  }

  /// Since when the first of them waits; the index has the answer at its front, for those with a recusal and
  /// those without.
  static func since(
    _ unit: OrganisationID, _ round: RoundID, in database: borrowing Connection
  ) throws -> Instant? {
    try [false, true].compactMap { isRecused in
      try database.first(
        """
        SELECT since FROM application INDEXED BY application_unsent
        WHERE unit = ? AND stage IS 'recommended' AND batched = 0 AND recused = ? AND round = ?
        ORDER BY since LIMIT 1
        """, unit.number, isRecused, round.number
      ) { Instant(milliseconds: Int64($0.int(0))) }
    }.min()
  }

  private init(_ round: Round, _ ready: [CaseFacts], _ held: [(facts: CaseFacts, why: Refusal)]) {
    (self.round, self.ready, self.held) = (round, ready, held)
  }

  /// What was seen and chosen: what has become ready since, or is left out, goes with the next batch.
  func only(_ numbers: [String]) throws -> BatchDraft {
    try requireKnown(numbers)
    let chosen = Set(numbers)
    if let (_, why) = held.first(where: { chosen.contains($0.facts.file.number) }) { throw why }
    return BatchDraft(round, ready.filter { chosen.contains($0.file.number) }, held)
  }

  /// Sending cannot be undone: a name that is none of these is a mistake.
  func requireKnown(_ numbers: [String]) throws(Problems) {
    let known = Set((ready + held.map(\.facts)).map(\.file.number))
    guard let wrong = numbers.first(where: { !known.contains($0) }) else { return }
    throw Problems([
      Problem(
        field: "numbers", code: "notAChoice",
        message: "“\(wrong.prefix(20))”不在这一批可以报送的申请里，可能已经报送或者撤回。")
    ])
  }

  /// Those of priority first, then as they were recommended.
  private static func place(_ file: Case) -> (Int, Instant, String) {
    (file.priority.isEmpty ? 1 : 0, file.since, file.number)
  }

  /// As the unit ranks them; of equals the one that stood before goes first.
  func ranked(_ ranks: [String: Int]) -> [CaseFacts] {
    ready.enumerated().map { index, facts in
      (rank: ranks[facts.file.number] ?? index + 1, index: index, facts: facts)
    }.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.facts)
  }
}
