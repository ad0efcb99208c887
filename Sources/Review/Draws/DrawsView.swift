import Acts
import Applications
import Design
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// Every draw of a round with the way to its proof, for anyone: what is published can be found.
struct DrawsView: View {
  typealias Asked = Nothing

  static let name = "draws"
  static let summary = "评审专家抽取的证明一览"
  static let path = Path<RoundPlace>("/rounds/:number/draws")
  static let audience = Audience.everyone
  static let schema = Schema.object([
    .always("round", .text),
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("state", .oneOf(Panel.State.allCases.map(\.rawValue))),
          .always("madeAt", .instant), .sometimes("drawnAt", .instant), .always("href", .text),
        ]))),
  ])

  struct Answer: Sendable {
    let round: Round
    let panels: [Panel]
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: RoundPlace, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    guard let round = desk.library.rounds.first(where: { $0.number == place.number }) else {
      throw Refusal.notFound
    }
    let panels = try desk.ledger.store.read(lane: visit.lane) {
      try Panels.of(round.id, in: $0)
    }
    return Answer(round: round, panels: panels)
  }

  func json(_ answer: Answer) -> JSON {
    let items = answer.panels.map { panel -> JSON in
      var members: [JSON.Member] = [
        .init("id", .string("\(panel.id)")), .init("state", .string(panel.state.rawValue)),
        .init("madeAt", .string("\(panel.made)")),
        .init("href", .string("/api/v1" + DrawView.path.link(ItemPlace(panel.id)).text)),
      ]
      if let drawn = panel.drawn { members.append(.init("drawnAt", .string("\(drawn)"))) }
      return .object(members)
    }
    return ["round": .string(answer.round.number), "items": .array(items)]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: RoundPlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell(
      Self.summary, on: visit, trail: [(answer.round.title, answer.round.address)]
    ).page {
      if answer.panels.isEmpty {
        emptyState("这一批还没有抽取过专家", "候选名单固定以后，抽取依据、两方的承诺和抽定的顺序都在这里公开。")
      } else {
        p(.class("lead")) { "每一次抽取都可以按公布的办法自己重算一遍。" }
        DataTable(
          "抽取", [.init("承办机构"), .init("固定候选名单"), .init("抽定"), .init("情况"), .init("证明")],
          answer.panels.map { panel in
            [
              HTML(panel.bodyName), moment(panel.made), panel.drawn.map { moment($0) } ?? HTML("—"),
              HTML(panel.state.title),
              a(.href(DrawView.path.link(ItemPlace(panel.id)))) { "看证明" },
            ]
          }
        ).html
      }
    }
  }
}
