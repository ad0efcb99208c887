import Accounts
import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The body's secretary puts a group of cases before a panel: how many, and who cannot be drawn, by
/// which rule. From then on what is drawn from is frozen.
struct FormPanel: RecordedAct {
  struct Asked: Input {
    static let size = Field.integer("size", "评审组人数（单数）", 1...99)
    static let alternates = Field.integer("alternates", "候补人数", 1...50)
    static let fields = [size.note, alternates.note]
    static var more: [Schema.Property]? { [.always("cases", .list(.text))] }
    let size, alternates: Int
    let cases: [String]

    init(_ answers: Answers) throws(Problems) {
      (size, alternates) = try answers.read(Self.size, Self.alternates)
      if let sent = answers.others.first, sent.name == "cases", let list = sent.value.array {
        cases = list.compactMap(\.string)
      } else {
        cases = answers.others.compactMap { other in
          other.name.hasPrefix("case.") && other.value == "yes"
            ? String(other.name.dropFirst(5)) : nil
        }
      }
      if cases.isEmpty || Set(cases).count != cases.count {
        throw Problems([
          Problem(field: "cases", code: "required", message: "请选择本组评审哪几件，每件一次。")
        ])
      }
    }
  }

  static let name = Lifecycle.empanel.name
  static let summary = Lifecycle.empanel.title
  static let path = Path<Nowhere>("/panels/new")
  static let audience = Audience.members(.panelSecretary)
  static let clause: String? = Lifecycle.empanel.clause
  static let refuses: Set<Refusal.Kind> = [.conflict, .notFound]
  static let schema = Schema.object([.always("id", .text), .always("sha256", .text)])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Panel> {
    let cases = try asked.cases.map { number in
      let file = try Cases.find(number, for: member, in: database)
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: moment.now, in: database)
      try desk.judge.admit(Lifecycle.empanel, facts, in: database)
      return facts
    }
    try require(asked, cases)
    let id = PanelID.drawn
    let input = try DrawInput(
      id: id, size: asked.size, alternates: asked.alternates, cases: cases,
      body: member.seat, at: moment.now, in: database)
    try input.requireEnough()
    try keep(input, moment, member, in: database)
    for facts in cases {
      try Matters.open(.panel, "formed", reference: "\(id)", on: facts.file, moment, in: database)
      var said = Said("\(asked.size) 人，候补 \(asked.alternates) 人")
      said.payload = ["panel": .string("\(id)")]
      let moved = try desk.take(Lifecycle.empanel, facts, said, moment, in: database)
      try desk.record(Lifecycle.empanel, moved, said, moment, in: database)
    }
    try tellDrawers(id, moment, in: database)
    let panel = try Panels.find(id, in: database)
    return Done(
      panel, "组成评审组：\(cases.count) 件，\(asked.size) 人", about: panel.subject,
      payload: ["sha256": .string(Hex.text(panel.digest))])
  }

  private func require(_ asked: Asked, _ cases: [CaseFacts]) throws(Problems) {
    if Set(cases.map(\.file.round)).count > 1 {
      throw Problems([
        Problem(field: "cases", code: "round", message: "一个评审组只评审同一批次的申请。")
      ])
    }
    let least = cases.map { $0.figure(.panelSize) }.max() ?? 0
    if asked.size < least || asked.size.isMultiple(of: 2) {
      throw Problems([
        Problem(field: "size", code: "panelSize", message: "评审组应为 \(least) 人以上的单数。")
      ])
    }
  }

  private func keep(
    _ input: DrawInput, _ moment: Moment, _ member: Member, in database: borrowing Connection
  ) throws {
    let bytes = input.json.canonical.bytes
    try database.run(
      """
      INSERT INTO panel (id, body, round, size, alternates, input, digest, made, made_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, input.id.number, member.seat.organisation.number, input.cases[0].file.round.number,
      input.size, input.alternates, UTF8Text(bytes), SHA256.hash(bytes), moment.now.milliseconds,
      member.caller.person.number)
    for facts in input.cases {
      try database.run(
        "INSERT INTO panel_case (panel, application) VALUES (?, ?)", input.id.number,
        facts.file.id.number)
    }
  }

  private func tellDrawers(
    _ id: PanelID, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let sides: [(OrganisationKind, Role)] = [
      (.bureau, .municipalApprover), (.oversight, .supervisor),
    ]
    for (kind, role) in sides {
      for organisation in try Organisations.all(kind, in: database) {
        try desk.post.tellUnit(
          organisation.id, as: [role], .reviewTurn,
          ["title": "抽取评审专家", "what": "请提交随机数的承诺"], about: "panel/\(id)",
          link: PanelView.path.link(ItemPlace(id)), moment, in: database)
      }
    }
  }

  /// Whether something waits that this member may put before one.
  static func mayBegin(
    _ member: Member, _ desk: CaseDesk, at now: Instant, in database: borrowing Connection
  ) throws -> Bool {
    try desk.judge.admitsAny(
      by: Lifecycle.empanel, for: member.caller.person, at: now, in: database
    ) { try Panels.waiting(of: member.seat.organisation, most: $0, in: database) }
  }

  /// All that waits for a panel in the member's own body.
  static func group(
    _ member: Member, _ desk: CaseDesk, at now: Instant, in database: borrowing Connection
  ) throws -> PanelGroup {
    try PanelGroup(
      Panels.waiting(of: member.seat.organisation, in: database), member, desk, at: now,
      in: database)
  }

  func json(_ panel: Panel) -> JSON {
    ["id": .string("\(panel.id)"), "sha256": .string(Hex.text(panel.digest))]
  }

  func next(_ panel: Panel, at place: Nowhere) -> Address { PanelView.path.link(panel.place) }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let (waiting, least) = try ledger.store.read(lane: visit.lane) { database in
      // Those that this person keeps out of are put before a panel by somebody else.
      let ready = try Self.group(member, desk, at: visit.now, in: database)
        .ready(in: database)
      return (ready.map(\.file), ready.map { $0.figure(.panelSize) }.max())
    }
    return Shell(Self.summary, on: visit, trail: [("评审组", PanelsView.path.link)]).page {
      errorSummary(sheet)
      if let least {
        p(.class("lead")) { "选本组评审的申请，\(least) 人以上的单数。需要回避的专家自动排除，候选名单随即固定并公布指纹。" }
        let typed = sheet.answers.others.map(\.name)
        sendForm(Self.path.link, on: visit, button: "固定候选名单", class: "asks") {
          fieldset(.class("field"), .id("cases")) {
            legend { "本组的申请" }
            for file in waiting {
              label(.class("choice")) {
                input(
                  .type("checkbox"), .name("case.\(file.number)"), .value("yes"),
                  .checked(typed.isEmpty || typed.contains("case.\(file.number)")))
                span { "\(file.item)（\(file.enterpriseName)，\(file.number)）" }
              }
            }
          }
          field(
            Asked.size.note, sheet.answers.isEmpty ? Sheet(Answers(["size": "\(least)"])) : sheet)
          field(
            Asked.alternates.note,
            sheet.answers.isEmpty ? Sheet(Answers(["alternates": "2"])) : sheet)
        }
      } else {
        emptyState("没有等评审组的申请", "初筛通过的申请会出现在这里。")
      }
    }
  }
}

/// Everything the draw goes by, as it is frozen and published.
struct DrawInput: Sendable {
  let id: PanelID
  let size, alternates: Int
  let cases: [CaseFacts]
  let body: Caller.Seat
  let at: Instant
  let candidates: [String]
  let conflicts: [Conflict]

  init(
    id: PanelID, size: Int, alternates: Int, cases: [CaseFacts], body: Caller.Seat, at: Instant,
    in database: borrowing Connection
  ) throws {
    self.id = id
    self.size = size
    self.alternates = alternates
    self.cases = cases
    self.body = body
    self.at = at
    let experts = try Pool.all(in: database)
    conflicts = try ConflictSearch(cases: cases, body: body.organisation, today: at.day)
      .all(of: experts, in: database)
    let excluded = Set(conflicts.map(\.person))
    candidates = experts.map(\.person).filter { !excluded.contains($0) }.map { "\($0)" }.sorted()
  }

  func requireEnough() throws(Refusal) {
    if candidates.count < size + alternates {
      throw Refusal(
        .conflict, code: "poolTooSmall",
        "可以抽的专家只有 \(candidates.count) 人，不够成员 \(size) 人和候补 \(alternates) 人。请减少候补，或等专家库增加。",
        clause: Lifecycle.empanel.clause)
    }
  }

  var json: JSON {
    let people = Set(conflicts.map(\.person)).sorted { "\($0)" < "\($1)" }
    return [
      "panel": .string("\(id)"), "body": .string(body.name),
      "round": .string(cases[0].round.number),
      "policy": .string(cases[0].package.fingerprint), "at": .string("\(at)"),
      "size": .integer(size), "alternates": .integer(alternates),
      "years": .integer(cases.map { $0.figure(.lookBackYears) }.max() ?? 0),
      "cases": .array(cases.map(\.file.number).sorted().map { .string($0) }),
      "candidates": .array(candidates.map { .string($0) }),
      "excluded": .array(
        people.map { person in
          [
            "id": .string("\(person)"),
            "rules": .array(
              conflicts.filter { $0.person == person }.map { conflict in
                ["case": .string(conflict.number), "rule": .string(conflict.rule.rawValue)]
              }),
          ]
        }),
    ]
  }
}
