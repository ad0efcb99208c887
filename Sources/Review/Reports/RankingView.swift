import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The ranked list of a round, for the bureau and those who watch it (001 三（四）).
struct RankingView: View {
  typealias Asked = Nothing

  static let name = "ranking"
  static let summary = "评审结果排名"
  static let path = Path<RoundPlace>("/rounds/:number/ranking")
  static let readers: Set<Role> = [
    .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor,
  ]
  static let audience = Audience.members(readers)
  static let clause: String? = "001 三（四）第一句"
  static let schema = Schema.object([
    .always("round", .text), .always("passLine", .number),
    .always("official", .oneOf(OfficialScore.Rule.allCases.map(\.rawValue))),
    .always(
      "items",
      .list(
        .object([
          .always("place", .integer), .always("number", .text), .always("item", .text),
          .always("enterprise", .text), .always("unit", .text), .always("stage", .text),
          .always("score", .number), .always("totals", .list(.number)),
          .always("edition", .integer), .sometimes("priority", .text),
          .always("acts", Offer.schema),
        ]))),
    .always("acts", RoundOffer.schema),
  ])

  let desk: CaseDesk
  /// What may be done with a case, of the room that decides.
  let acts: [OfferedAct]
  /// What may be done with all of the round.
  let offers: RoundOffer.Asking

  struct Answer: Sendable {
    let ranking: Ranking
    let offers: [RoundOffer]
  }

  func answer(
    _ asked: Nothing, at place: RoundPlace, for member: Member, _ visit: Visit
  ) throws -> Answer {
    guard let round = desk.library.rounds.first(where: { $0.number == place.number }) else {
      throw Refusal.notFound
    }
    let ranking = try desk.ledger.store.read(lane: visit.lane) {
      try Ranking(round, desk, acts, for: member, at: visit.now, in: $0)
    }
    return Answer(
      ranking: ranking, offers: ranking.rows.isEmpty ? [] : try offers(round, visit))
  }

  func json(_ answer: Answer) -> JSON {
    let ranking = answer.ranking
    return [
      "round": .string(ranking.round.number), "passLine": ranking.passLine.json,
      "official": .string(ranking.official.rule.rawValue),
      "items": .array(ranking.rows.map(Self.json)),
      "acts": .array(answer.offers.map(\.json)),
    ]
  }

  private static func json(_ row: Ranking.Row) -> JSON {
    let file = row.facts.file
    var members: [JSON.Member] = [
      .init("place", .integer(row.place)), .init("number", .string(file.number)),
      .init("item", .string(file.item)), .init("enterprise", .string(file.enterpriseName)),
      .init("unit", .string(file.unitName)), .init("stage", .string(file.stage.rawValue)),
      .init("score", row.score.json), .init("totals", .array(row.totals.map(\.json))),
      .init("edition", .integer(file.edition)),
    ]
    if !file.priority.isEmpty { members.append(.init("priority", .string(file.priority))) }
    return .object(members + [.init("acts", .array(row.offers.map(\.json)))])
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: RoundPlace, for member: Member, _ visit: Visit
  ) -> HTML {
    answer.map { RankingPage(ranking: $0.ranking, offers: $0.offers, visit: visit).html } ?? HTML()
  }
}
