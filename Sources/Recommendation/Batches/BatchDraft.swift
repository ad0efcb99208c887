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
      SELECT a.* FROM application_row a
      WHERE a.unit = ? AND a.stage = 'recommended' AND +a.round = ? AND NOT EXISTS (
        SELECT 1 FROM matter m WHERE m.application = a.id AND m.kind = 'batch')
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

  /// How many would be ready, of each round where something was not sent. Nothing but keeping out of a case
  /// holds one back: those with a recusal, or of an enterprise where this person is or was, are judged, the
  /// others only counted, as there may be hundreds.
  static func counts(
    of unit: OrganisationID, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> [RoundID: Int] {
    let found = try database.all(
      """
      SELECT round, count(*) FILTER (WHERE NOT near), json_group_array(id) FILTER (WHERE near)
      FROM (
        SELECT a.round, a.id, EXISTS (
            SELECT 1 FROM matter r WHERE r.application = a.id AND r.kind = 'recusal'
          ) OR EXISTS (
            SELECT 1 FROM membership w WHERE w.organisation = a.organisation AND w.person = ?2
          ) AS near
        FROM application a
        WHERE a.unit = ?1 AND a.stage = 'recommended' AND NOT EXISTS (
          SELECT 1 FROM matter m WHERE m.application = a.id AND m.kind = 'batch'))
      GROUP BY round
      """, unit.number, person.number
    ) { (round: RoundID($0.int(0)), far: $0.int(1), near: $0.text(2)) }
    var counts: [RoundID: Int] = [:]
    for (round, far, near) in found {
      let ids = try JSON(parsing: Array(near.utf8)).array?.compactMap(\.integer) ?? []
      let files = try Cases.all(ids.map { ApplicationID($0) }, in: database)
      let facts = try desk.judge.facts(of: files, for: person, at: now, in: database)
      counts[round] =
        try far + desk.judge.part(facts, by: Lifecycle.batch, in: database).ready.count
    }
    return counts
  }

  private init(_ round: Round, _ ready: [CaseFacts], _ held: [(facts: CaseFacts, why: Refusal)]) {
    (self.round, self.ready, self.held) = (round, ready, held)
  }

  /// What was seen and chosen: what has become ready since, or is left out, goes with the next batch.
  func only(_ numbers: [String]?) throws -> BatchDraft {
    guard let numbers else { return self }
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
