import Applications
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The cases of a round whose panel has signed, the best first: what the bureau proposes from.
struct Ranking: Sendable {
  struct Row: Sendable {
    let facts: CaseFacts
    /// Equal scores share their place.
    let place: Int
    let score: Exact
    /// Each expert's total, in no order that tells whose it is.
    let totals: [Exact]
    let offers: [Offer]

    var spread: Exact {
      Exact(hundredths: (totals.max()?.hundredths ?? 0) - (totals.min()?.hundredths ?? 0))
    }
  }

  let round: Round
  let passLine: Exact
  let official: OfficialScore
  let rows: [Row]

  init(
    _ round: Round, _ desk: CaseDesk, _ acts: [OfferedAct], for member: Member, at now: Instant,
    in database: borrowing Connection
  ) throws {
    self.round = round
    let package = desk.library.package(round.package)
    passLine = Exact(package?.figures[.passLine] ?? 0)
    official = package?.official ?? .mean
    let scored = try Ranking.scores(of: round.id, in: database)
    let totals = try Ranking.totals(of: round.id, in: database)
    let all = try desk.judge.facts(
      of: Cases.all(scored.map(\.application), in: database), for: member.caller.person, at: now,
      in: database)
    var rows: [Row] = []
    for (index, (one, facts)) in zip(scored, all).enumerated() {
      let file = facts.file
      let judged = try desk.judge.offers(facts, member.seat.roles, in: database)
      let place = rows.last.flatMap { $0.score == one.score ? $0.place : nil } ?? index + 1
      rows.append(
        Row(
          facts: facts, place: place, score: one.score,
          totals: totals[one.application, default: []],
          offers: judged.acts.compactMap { step in
            acts.first { $0.step.name == step.name }.map { act in
              Offer(step, step.title, at: act.link(file.place), hasForm: act.hasForm)
            }
          }))
    }
    self.rows = rows
  }

  private static func scores(
    of round: RoundID, in database: borrowing Connection
  ) throws -> [(application: ApplicationID, score: Exact)] {
    try database.all(
      """
      SELECT m.application, m.word FROM matter m JOIN application a ON a.id = m.application
      WHERE a.round = ? AND m.kind = 'report' AND m.outcome = 'signed'
      ORDER BY CAST(m.word AS REAL) DESC, a.number LIMIT 2000
      """, round.number
    ) { row in
      (
        application: ApplicationID(row.int(0)),
        score: Exact(hundredths: Int(((Double(row.text(1)) ?? 0) * 100).rounded()))
      )
    }
  }

  private static func totals(
    of round: RoundID, in database: borrowing Connection
  ) throws -> [ApplicationID: [Exact]] {
    let sheets = try database.all(
      """
      SELECT r.application, r.total FROM review r JOIN application a ON a.id = r.application
      JOIN panel n ON n.id = r.panel
      WHERE a.round = ? AND r.total IS NOT NULL AND r.gone IS NULL AND n.annulled IS NULL
      ORDER BY r.application, r.total DESC
      """, round.number
    ) { (application: ApplicationID($0.int(0)), total: Exact(hundredths: $0.int(1))) }
    return Dictionary(grouping: sheets, by: \.application).mapValues { $0.map(\.total) }
  }
}
