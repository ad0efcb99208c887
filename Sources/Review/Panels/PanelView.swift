import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A panel for those who form it, sit in it, decide on it or watch: how far it is, and its minutes.
struct PanelView: View {
  typealias Asked = Nothing

  static let name = "panel"
  static let summary = "评审组：抽取、评分进度和意见"
  static let path = Path<ItemPlace<Owner.Panel>>("/panels/:panel")
  static let audience = PanelsView.audience
  static let clause: String? = "001 三（四）第一句"
  static let schema = Schema.object([
    .always("id", .text), .always("body", .text), .always("made", .instant),
    .always("state", .oneOf(Panel.State.allCases.map(\.rawValue))), .always("size", .integer),
    .always("alternates", .integer), .sometimes("due", .day), .always("draw", .text),
    .always("inputHash", .text), .sometimes("annulment", .text),
    .always(
      "cases",
      .list(
        .object([
          .always("number", .text), .always("item", .text), .always("enterprise", .text),
          .always("stage", .text), .sometimes("score", .number), .sometimes("rule", .text),
          .sometimes("spread", .number), .sometimes("isWide", .boolean),
          .sometimes("secondLook", .text),
        ]))),
    .always(
      "reviews",
      .list(
        .object([
          .always("id", .text), .always("number", .text), .always("expert", .text),
          .always("state", .oneOf(Review.State.allCases.map(\.rawValue))),
          .sometimes("total", .number), .sometimes("why", .text), .sometimes("href", .text),
        ]))),
    .sometimes("report", reportSchema), .sometimes("earlierReports", .list(reportSchema)),
    .always("acts", PanelActs.schema), .always("blocked", .blocks),
  ])
  private static let reportSchema = Schema.object([
    .always("id", .text), .always("at", .instant), .always("sha256", .text),
    .always("content", .any),
    .always("signatures", .list(.object([.always("name", .text), .always("at", .instant)]))),
    .always("unsigned", .list(.text)),
  ])

  struct Answer: Sendable {
    let work: PanelWork
    let shown: PanelShown
    let acts: PanelActs
    let person: PersonID
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let panel = try Panels.find(place.id, for: member, in: database)
      let work = try PanelWork(panel, desk, in: database)
      return Answer(
        work: work, shown: PanelShown(work, to: member),
        acts: try PanelActs(work, member, desk, at: visit.now, in: database),
        person: member.caller.person)
    }
  }

  func json(_ answer: Answer) -> JSON {
    let (work, panel) = (answer.work, answer.work.panel)
    var members: [JSON.Member] = [
      .init("id", .string("\(panel.id)")), .init("body", .string(panel.bodyName)),
      .init("made", .string("\(panel.made)")), .init("state", .string(panel.state.rawValue)),
      .init("size", .integer(panel.size)), .init("alternates", .integer(panel.alternates)),
      .init("draw", .string("/api/v1" + DrawView.path.link(panel.place).text)),
      .init("inputHash", .string(Hex.text(panel.digest))),
      .init("cases", .array(answer.shown.cases.map { Self.json($0, answer) })),
      .init("reviews", .array(answer.shown.reviews.map { Self.json($0, work, answer.person) })),
    ]
    if let due = panel.due { members.append(.init("due", .string("\(due)"))) }
    if !panel.annulment.isEmpty { members.append(.init("annulment", .string(panel.annulment))) }
    if let report = answer.shown.reports.last {
      members.append(.init("report", Self.json(report, unsigned: work.unsigned.map(\.name))))
    }
    let earlier = answer.shown.reports.dropLast()
    if !earlier.isEmpty {
      members.append(
        .init("earlierReports", .array(earlier.map { Self.json($0, unsigned: []) })))
    }
    return .object(members + answer.acts.members)
  }

  private static func json(_ report: Report, unsigned: [String]) -> JSON {
    [
      "id": .string("\(report.id)"), "at": .string("\(report.at)"),
      "sha256": .string(Hex.text(report.digest)), "content": report.json,
      "signatures": .array(
        report.signatures.map { ["name": .string($0.name), "at": .string("\($0.at)")] }),
      "unsigned": .array(unsigned.map { .string($0) }),
    ]
  }

  private static func json(_ file: Case, _ answer: Answer) -> JSON {
    let work = answer.work
    var members: [JSON.Member] = [
      .init("number", .string(file.number)), .init("item", .string(file.item)),
      .init("enterprise", .string(file.enterpriseName)),
      .init("stage", .string(answer.shown.stage(of: file).rawValue)),
    ]
    if answer.shown.compares(file), let score = work.officialScore(of: file) {
      members.append(.init("score", score.json))
      members.append(.init("rule", .string(work.rule(of: file).rule.rawValue)))
    }
    if answer.shown.compares(file), let apart = work.spread(of: file) {
      members.append(.init("spread", apart.points.json))
      members.append(.init("isWide", .bool(apart.isWide)))
    }
    if let look = answer.shown.look(at: file, work) {
      members.append(.init("secondLook", .string(look.reason)))
    }
    return .object(members)
  }

  private static func json(
    _ review: Review, _ work: PanelWork, _ person: PersonID
  ) -> JSON {
    var members: [JSON.Member] = [
      .init("id", .string("\(review.id)")),
      .init(
        "number", .string(work.cases.first { $0.id == review.application }?.number ?? "")),
      .init("expert", .string(review.personName)), .init("state", .string(review.state.rawValue)),
    ]
    if let total = review.total, work.reviews.isOpen(review.application) {
      members.append(.init("total", total.json))
    }
    if !review.why.isEmpty { members.append(.init("why", .string(review.why))) }
    if work.mayOpen(review, person) {
      members.append(.init("href", .string("/api/v1" + ReviewView.path.link(review.place).text)))
    }
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Panel>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return PanelPage(
      answer: answer, calendar: desk.calendar, visit: visit
    ).html(sheet)
  }
}
