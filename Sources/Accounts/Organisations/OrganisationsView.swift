import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// The organisations in the reader's charge, by kind.
struct OrganisationsView: View {
  struct Asked: Input {
    static let kind = Field.choice(
      "kind", "类别", OrganisationKind.allCases.map { Choice($0.rawValue, $0.title) },
      isRequired: false)
    static let after = Field.text("after", "从哪一个之后", most: 13, example: "", isRequired: false)
    static let fields = [kind.note, after.note]
    let kind: OrganisationKind?
    let after: OrganisationID?

    init(_ answers: Answers) throws(Problems) {
      let (kind, after) = try answers.read(Self.kind, Self.after)
      self.kind = OrganisationKind(rawValue: kind)
      self.after = OrganisationID(after)
    }
  }

  static let name = "organisations"
  static let summary = "单位一览"
  static let path = Paths.organisations
  static let audience = Audience.members(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .systemAdministrator, .supervisor, .auditor)
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("kind", .text), .always("name", .text),
          .sometimes("creditCode", .text), .always("status", .text), .always("acts", .offers),
          .always("blocked", .blocks),
        ]))),
    .sometimes("next", .text), .always("acts", .offers),
  ])
  static let most = 50

  struct Answer: Sendable {
    let kind: OrganisationKind
    let kinds: [OrganisationKind]
    let items: [Organisation]
    /// What may be done with each; only programs ask.
    let acts: [OrganisationActs]
    let next: OrganisationID?
    let districts: [Choice]
    /// Nothing, where they may not.
    let addable: [OrganisationKind]
    var mayAdd: Bool { !addable.isEmpty }
  }

  let store: Store

  /// What a seat has lists of.
  static func kinds(for seat: Caller.Seat) -> [OrganisationKind] {
    switch seat.kind {
    case .district: [.enterprise, .department, .workstation]
    case .bureau where seat.roles.contains(.systemAdministrator):
      OrganisationKind.allCases.filter { $0 != .enterprise }
    case .bureau, .oversight: OrganisationKind.allCases
    default: []
    }
  }

  func answer(
    _ asked: Asked, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let kinds = Self.kinds(for: member.seat)
    let kind = asked.kind ?? (member.seat.kind == .district ? .enterprise : .district)
    guard kinds.contains(kind) else {
      throw Problems([Problem(field: "kind", code: "notAChoice", message: "请从所列的类别里选择。")])
    }
    let district = member.seat.kind == .district ? member.seat.organisation.number : nil
    return try store.read(lane: visit.lane) { database in
      // From one the reader may not know of nothing begins, for its name would show in what follows.
      let last = try asked.after.flatMap { try Organisations.find($0, in: database) }
        .flatMap { Scope.admits(member.seat, to: $0) ? $0 : nil }
      // One list for a district's own and for all, each along its index.
      let items =
        district == nil
        ? try database.all(
          """
          SELECT * FROM organisation WHERE kind = ? AND (name, id) > (?, ?) ORDER BY name, id LIMIT ?
          """, kind.rawValue, last?.name ?? "", last?.id.number ?? 0, Self.most + 1,
          read: Organisation.init)
        : try database.all(
          """
          SELECT * FROM organisation WHERE district = ? AND kind = ? AND (name, id) > (?, ?)
          ORDER BY name, id LIMIT ?
          """, district, kind.rawValue, last?.name ?? "", last?.id.number ?? 0, Self.most + 1,
          read: Organisation.init)
      let shown = Array(items.prefix(Self.most))
      let districts = visit.face == .json ? try Districts.choices(in: database) : []
      return Answer(
        kind: kind, kinds: kinds, items: shown,
        acts: visit.face == .json
          ? try shown.map {
            try OrganisationActs(
              $0, for: member.seat, member.caller.person, districts, in: database)
          } : [],
        next: items.count > Self.most ? items[Self.most - 1].id : nil,
        districts: districts,
        addable: AddOrganisation.mayAdd(member) ? AddOrganisation.kinds(member) : [])
    }
  }

  func json(_ answer: Answer) -> JSON {
    let items = zip(answer.items, answer.acts).map { item, acts -> JSON in
      var members: [JSON.Member] = [
        .init("id", .string("\(item.id)")), .init("kind", .string(item.kind.rawValue)),
        .init("name", .string(item.name)), .init("status", .string(item.status.rawValue)),
      ]
      if let code = item.creditCode { members.append(.init("creditCode", .string(code))) }
      return .object(members + acts.members)
    }
    var members: [JSON.Member] = [.init("items", .array(items))]
    if let next = answer.next { members.append(.init("next", .string("\(next)"))) }
    let adding = AddOrganisation.offered(
      .choices("kind", answer.addable.map { ($0.rawValue, $0.title) }),
      .choices("district", answer.districts.map { ($0.value, $0.label) }))
    members.append(.init("acts", .array(answer.mayAdd ? [adding] : [])))
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    Shell(
      "单位一览", on: visit, trail: [("工作台", Paths.desk.link)],
      act: AddOrganisation.mayAdd(member)
        ? a(.class("button"), .href(AddOrganisation.path.link)) {
          icon(.plus)
          "新增单位"
        } : nil
    ).page {
      errorSummary(sheet)
      nav(.aria("aria-label", "类别")) {
        ul(.class("tabs")) {
          for kind in Self.kinds(for: member.seat) {
            li {
              a(
                .href(Self.path.link(Nowhere(), query: [("kind", kind.rawValue)])),
                .optional(kind == answer?.kind ? .aria("aria-current", "page") : nil)
              ) { kind.title }
            }
          }
        }
      }
      if let answer { list(answer) }
    }
  }

  private func list(_ answer: Answer) -> HTML {
    if answer.items.isEmpty {
      return emptyState("还没有\(answer.kind.title)", "登记或新增以后会出现在这里。")
    }
    let rows = answer.items.map { item in
      [
        a(.class("title"), .href(OrganisationView.path.link(ItemPlace(item.id)))) { item.name },
        HTML(item.creditCode ?? ""),
        state(item.status.title, item.status == .active ? .good : .warn),
      ]
    }
    return group {
      DataTable(answer.kind.title, [.init("名称"), .init("信用代码"), .init("状态")], rows).html
      if let next = answer.next {
        p {
          a(
            .href(
              Self.path.link(
                Nowhere(), query: [("kind", answer.kind.rawValue), ("after", "\(next)")])),
            .rel("next")
          ) { "下一页" }
        }
      }
    }
  }
}
