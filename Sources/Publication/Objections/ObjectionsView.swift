import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// An objection in a list, without who objects.
struct ObjectionLine: Sendable {
  let objection: Objection
  let item, enterprise, number: String
  let state: String

  init(_ docket: Docket) {
    objection = docket.objection
    item = docket.facts.file.item
    enterprise = docket.facts.file.enterpriseName
    number = docket.facts.file.number
    state =
      docket.isOpen
      ? docket.waiting == nil ? "open" : "proposed" : docket.opinion?.conclusion.rawValue ?? "open"
  }

  var stateTitle: String {
    switch state {
    case "open": "等经办人核查"
    case "proposed": "等审核人决定"
    default: Opinion.Conclusion(rawValue: state)?.title ?? state
    }
  }

  static let properties: [Schema.Property] = [
    .always("id", .text), .always("application", .text), .always("item", .text),
    .always("enterprise", .text), .always("at", .instant), .always("toldBy", .day),
    .always("due", .day), .always("state", .text),
  ]

  var members: [JSON.Member] {
    [
      .init("id", .string("\(objection.id)")), .init("application", .string(number)),
      .init("item", .string(item)), .init("enterprise", .string(enterprise)),
      .init("at", .string("\(objection.at)")), .init("toldBy", .string("\(objection.toldBy)")),
      .init("due", .string("\(objection.due)")), .init("state", .string(state)),
    ]
  }
}

/// All objections, those that wait first.
struct ObjectionsView: View {
  typealias Asked = Nothing

  static let name = "objections"
  static let summary = "异议"
  static let path = Paths.objections
  static let audience = ObjectionView.audience
  static let clause: String? = Publication.notice
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object(
          ObjectionLine.properties + [
            .always("acts", Offer.schema), .always("blocked", .blocks),
          ])))
  ])

  struct Row: Sendable {
    let line: ObjectionLine
    /// Only programs ask.
    let acts: Docket.Acts
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> [Row] {
    try desk.ledger.store.read(lane: visit.lane) { database in
      try Objections.all(in: database).map {
        let docket = try Docket($0.id, member, visit.now, desk, in: database)
        return Row(
          line: ObjectionLine(docket),
          acts: visit.face == .json
            ? try docket.acts(member, desk, in: database) : Docket.Acts())
      }
    }
  }

  func json(_ rows: [Row]) -> JSON {
    ["items": .array(rows.map { .object($0.line.members + $0.acts.members) })]
  }

  func page(
    _ sheet: Sheet, _ rows: [Row]?, at place: Nowhere, for member: Member,
    _ visit: Visit
  ) -> HTML {
    Shell("异议", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      if let rows, !rows.isEmpty {
        DataTable(
          "异议，没有办结的在前", [.init("项目"), .init("提出时间"), .init("现在"), .init("办结期限", isKept: true)],
          rows.map(\.line).map { line in
            [
              group {
                a(.class("title"), .href(ObjectionView.path.link(ItemPlace(line.objection.id)))) {
                  line.item
                }
                span(.class("sub")) { line.enterprise }
              },
              moment(line.objection.at), HTML(line.stateTitle), date(line.objection.due),
            ]
          }
        ).html
      } else {
        emptyState("没有异议", "公示期内收到的异议会出现在这里。")
      }
    }
  }
}
