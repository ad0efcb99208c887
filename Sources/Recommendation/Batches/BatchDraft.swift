import Applications
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
    let waiting = try rounds(of: unit, in: database)
    return try desk.library.rounds.filter { waiting.contains($0.id) }.map {
      try BatchDraft($0, of: unit, for: person, at: now, desk, in: database)
    }
  }

  private static func rounds(
    of unit: OrganisationID, in database: borrowing Connection
  ) throws -> Set<RoundID> {
    Set(
      try database.all(
        """
        SELECT DISTINCT a.round FROM application a
        WHERE a.unit = ? AND a.stage = 'recommended' AND NOT EXISTS (
          SELECT 1 FROM matter m WHERE m.application = a.id AND m.kind = 'batch')
        """, unit.number
      ) { RoundID($0.int(0)) })
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
