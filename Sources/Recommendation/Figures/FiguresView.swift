import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// A unit's round in numbers, beside the city's median; all units beside each other for those above them.
struct FiguresView: View {
  typealias Asked = RoundAsked

  static let name = "figures"
  static let summary = "统计：进度、时限、称号、行业"
  static let path = Path<Nowhere>("/figures")
  static let audience = Audience.members(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = "001 三（二）第一分句"
  private static let counted = Schema.list(
    .object([.always("name", .text), .always("count", .integer)]))
  static let schema = Schema.object([
    .sometimes("round", .text), .always("scope", .text),
    .always(
      "funnel", .list(.object([.always("stage", .text), .always("count", .integer)]))),
    .always(
      "waiting",
      .list(
        .object([
          .always("stage", .text), .always("limit", .integer), .always("count", .integer),
          .always("late", .integer), .always("median", .text), .sometimes("city", .text),
        ]))),
    .always(
      "paces",
      .list(
        .object([
          .always("name", .text), .always("limit", .integer), .always("count", .integer),
          .always("median", .text), .sometimes("city", .text),
        ]))), .always("honours", counted), .always("industries", counted),
    .always(
      "units",
      .list(
        .object([
          .always("name", .text), .always("received", .integer), .always("accepted", .integer),
          .always("recommended", .integer), .always("late", .integer),
          .always(
            "paces",
            .list(.object([.always("name", .text), .always("median", .text)]))),
        ]))),
  ])

  struct Answer: Sendable {
    let scope: String
    let round: Round?
    let figures: RoundFigures?
  }

  let desk: CaseDesk

  func answer(
    _ asked: Asked, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let isUnit = member.seat.kind == .district
    let scope = isUnit ? member.seat.name : "全市"
    let unit = isUnit ? member.seat.organisation : nil
    let asked = try asked.round(in: desk.library)
    guard let round = try asked ?? busiest(unit, visit) ?? desk.library.standing(at: visit.now),
      let package = desk.library.package(round.package)
    else { return Answer(scope: scope, round: nil, figures: nil) }
    let figures = try desk.ledger.store.read(lane: visit.lane) { database in
      try RoundFigures(
        round, package, unit: unit, on: visit.now.day, desk.calendar, in: database)
    }
    return Answer(scope: scope, round: round, figures: figures)
  }

  /// The newest in which something has been handed in: an empty one tells nothing.
  private func busiest(_ unit: OrganisationID?, _ visit: Visit) throws -> Round? {
    try desk.ledger.store.read(lane: visit.lane) { database in
      try desk.library.rounds.first { round in
        try database.first(
          """
          SELECT 1 FROM application
          WHERE round = ?1 AND submitted IS NOT NULL AND (?2 IS NULL OR unit = ?2) LIMIT 1
          """, round.id.number, unit?.number
        ) { _ in true } ?? false
      }
    }
  }

  func json(_ answer: Answer) -> JSON {
    let figures = answer.figures
    func counted(_ all: [(name: String, count: Int)]?) -> JSON {
      .array((all ?? []).map { ["name": .string($0.name), "count": .integer($0.count)] })
    }
    var members: [JSON.Member] = []
    if let round = answer.round { members.append(.init("round", .string(round.number))) }
    members += [
      .init("scope", .string(answer.scope)),
      .init(
        "funnel",
        .array(
          (figures?.funnel ?? []).map {
            ["stage": .string($0.stage.rawValue), "count": .integer($0.count)]
          })),
      .init(
        "waiting",
        .array(
          (figures?.waiting ?? []).map { one in
            .object(
              [
                .init("stage", .string(one.stage.rawValue)), .init("limit", .integer(one.limit)),
                .init("count", .integer(one.ages.count)), .init("late", .integer(one.late)),
                .init("median", .string(RoundFigures.median(one.ages))),
              ]
                + (one.isComparable
                  ? [.init("city", .string(RoundFigures.median(one.city)))] : []))
          })),
      .init(
        "paces",
        .array(
          (figures?.paces ?? []).map { one in
            .object(
              [
                .init("name", .string(one.title)), .init("limit", .integer(one.limit)),
                .init("count", .integer(one.own.count)),
                .init("median", .string(RoundFigures.median(one.own))),
              ]
                + (one.isComparable
                  ? [.init("city", .string(RoundFigures.median(one.city)))] : []))
          })), .init("honours", counted(figures?.honours)),
      .init("industries", counted(figures?.industries)),
      .init(
        "units",
        .array(
          (figures?.units ?? []).map { one in
            [
              "name": .string(one.name), "received": .integer(one.received),
              "accepted": .integer(one.accepted), "recommended": .integer(one.recommended),
              "late": .integer(one.late),
              "paces": .array(
                zip(figures?.paces ?? [], one.paces).map { pace, days in
                  [
                    "name": .string(pace.title), "median": .string(RoundFigures.median(days)),
                  ]
                }),
            ]
          })),
    ]
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    let rounds = desk.library.rounds
    return Shell(
      "统计", on: visit,
      line: answer.map { answer in
        group {
          span { answer.scope }
          if let round = answer.round { span(.class("quiet")) { round.title } }
        }
      }
    ).page {
      errorSummary(sheet)
      if rounds.count > 1 {
        RoundAsked.filter(Self.path, desk.library, sheet, shown: answer?.round)
      }
      if let figures = answer?.figures {
        FiguresPage(figures: figures, scope: answer?.scope ?? "").html
      } else if rounds.isEmpty {
        emptyState("还没有批次", "批次开放以后，这里有进度和时限。")
      }
    }
  }
}
