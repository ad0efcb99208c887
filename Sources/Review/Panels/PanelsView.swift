import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Panels, as far as this reader may know of them, and what waits for one.
struct PanelsView: View {
  typealias Asked = Nothing

  static let name = "panels"
  static let summary = "评审组"
  static let path = Path<Nowhere>("/panels")
  /// A body's screeners and checkers see that there is a panel and how far it is, on the case's page.
  static let readers: Set<Role> = [
    .panelSecretary, .expert, .municipalHandler, .municipalApprover, .municipalAdministrator,
    .supervisor, .auditor,
  ]
  static let audience = Audience.members(readers)
  static let clause: String? = "001 三（四）第一句"
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("body", .text), .always("made", .instant),
          .always("state", .oneOf(Panel.State.allCases.map(\.rawValue))),
          .always("size", .integer), .sometimes("due", .day), .always("href", .text),
          .always("acts", PanelActs.schema), .always("blocked", .blocks),
        ]))),
    .always(
      "waiting", .list(.object([.always("number", .text), .always("item", .text)]))),
    .always("acts", Begun.schema), .always("blocked", .blocks),
  ])

  struct Answer: Sendable {
    let panels: [Panel]
    let waiting: [Case]
    /// Why none of them can be put before a panel by this reader.
    let barred: Refusal?
    let acts: [Begun]
    /// What may be done with those under way; only programs ask.
    let offered: [PanelID: PanelActs]
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let group =
        member.seat.roles.contains(.panelSecretary)
        ? try FormPanel.group(member, desk, at: visit.now, in: database) : nil
      let underWay =
        visit.face == .json ? try Panels.underWay(for: member, in: database) : []
      let offered = try underWay.map { panel in
        (
          panel.id,
          try PanelActs(
            PanelWork(panel, desk, in: database), member, desk, at: visit.now, in: database)
        )
      }
      let ready = try group?.ready(in: database) ?? []
      let isReady = !ready.isEmpty
      var form = Begun(FormPanel.name, FormPanel.summary, at: FormPanel.path.link)
      form.more = [.choices("cases", ready.map { (id: $0.file.number, title: $0.file.item) })]
      return Answer(
        panels: try Panels.all(for: member, in: database),
        waiting: group?.all.map(\.file) ?? [],
        barred: isReady ? nil : try group?.refusal(to: Lifecycle.empanel, in: database),
        acts: isReady ? [form] : [],
        offered: Dictionary(uniqueKeysWithValues: offered))
    }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "items": .array(
        answer.panels.map { panel in
          var members: [JSON.Member] = [
            .init("id", .string("\(panel.id)")), .init("body", .string(panel.bodyName)),
            .init("made", .string("\(panel.made)")), .init("state", .string(panel.state.rawValue)),
            .init("size", .integer(panel.size)),
          ]
          if let due = panel.due { members.append(.init("due", .string("\(due)"))) }
          members.append(
            .init("href", .string("/api/v1" + PanelView.path.link(panel.place).text)))
          let none = [JSON.Member("acts", []), JSON.Member("blocked", [])]
          return .object(members + (answer.offered[panel.id]?.members ?? none))
        }),
      "waiting": .array(
        answer.waiting.map { ["number": .string($0.number), "item": .string($0.item)] }),
      "acts": .array(answer.acts.map(\.json)),
      "blocked": PanelActs.json(answer.barred.map { [(name: FormPanel.name, refusal: $0)] } ?? []),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell(
      Self.summary, on: visit,
      line: answer.waiting.isEmpty ? nil : span { "有 \(answer.waiting.count) 件等评审组" },
      act: answer.acts.first.map { act in
        a(.class("button"), .href(act.address)) { act.title }
      }
    ).page {
      if let no = answer.barred { note(.warn) { p { no.sentence } } }
      if answer.panels.isEmpty {
        emptyState("还没有评审组", "初筛通过的申请由专业机构的秘书分组，专家由抽取产生。")
      } else {
        DataTable(
          Self.summary, [.init("组成时间"), .init("承办机构"), .init("人数"), .init("情况"), .init("期限")],
          answer.panels.map { panel in
            [
              a(.href(PanelView.path.link(panel.place))) { panel.made.chinese },
              HTML(panel.bodyName), HTML("\(panel.size)"), HTML(panel.standing),
              HTML(panel.due?.chinese ?? ""),
            ]
          }
        ).html
      }
    }
  }
}
