import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Linux
import Rounds
import Routing
import SQLite
import Vocabulary

/// The city entrusts a round's cases to a third-party body (001 三（四）): prepared by one, decided by
/// another.
struct Commission: Sendable {
  let id: CommissionID
  let round: RoundID
  let body: OrganisationID
  let bodyName, note: String
  let at: Instant
  let person: PersonID
  let decided: Instant?
  let cases: Int?

  init(_ row: borrowing Row) {
    id = CommissionID(row.int(0))
    round = RoundID(row.int(1))
    body = OrganisationID(row.int(2))
    bodyName = row.text(3)
    note = row.text(4)
    at = Instant(milliseconds: Int64(row.int(5)))
    person = PersonID(row.int(6))
    decided = row.optionalInt(7).map { Instant(milliseconds: Int64($0)) }
    cases = row.optionalInt(8)
  }

  static func all(in database: borrowing Connection) throws -> [Commission] {
    try database.all(
      """
      SELECT c.id, c.round, c.body, o.name, c.note, c.at, c.person, c.decided, c.cases
      FROM commission c JOIN organisation o ON o.id = c.body
      WHERE NOT EXISTS (SELECT 1 FROM commission_refused r WHERE r.commission = c.id)
      ORDER BY c.at DESC LIMIT 200
      """, read: Commission.init)
  }

  /// Whether this member decides it now: proposed by another, with a case left that the member may send
  /// (not all are withdrawn, nor such as the member keeps out of).
  func waits(
    for caller: Caller, _ desk: CaseDesk, at now: Instant, in database: borrowing Connection
  ) throws -> Bool {
    guard decided == nil, person != caller.person, let seat = caller.seat,
      !seat.roles.isDisjoint(with: Lifecycle.entrust.by)
    else { return false }
    return try desk.judge.admitsAny(
      by: Lifecycle.entrust, for: caller.person, at: now, in: database
    ) { try Cases.all(in: round, at: .cultivating, most: $0, database) }
  }

  /// One has been proposed for this round, and not been decided yet.
  static func isWaiting(for round: RoundID, in database: borrowing Connection) throws -> Bool {
    try !database.remembered(
      """
      SELECT 1 FROM commission c WHERE c.round = ? AND c.decided IS NULL
        AND NOT EXISTS (SELECT 1 FROM commission_refused r WHERE r.commission = c.id) LIMIT 1
      """, round.number
    ) { _ in true }.isEmpty
  }

  static func find(_ id: CommissionID, in database: borrowing Connection) throws -> Commission? {
    try all(in: database).first { $0.id == id }
  }
}

struct ProposeCommission: RecordedAct {
  struct Asked: Input {
    static let round = Field.text("round", "批次", most: 7, example: "2026-1")
    static let body = Field.text("body", "第三方专业机构", most: 13, example: "0000000000000")
    static let note = Field.longText(
      "note", "委托事项", most: 500, example: "对本批申请进行材料初筛和专家评审")
    static let fields = [round.note, body.note, note.note]
    let round, body, note: String
    init(_ answers: Answers) throws(Problems) {
      (round, body, note) = try answers.read(Self.round, Self.body, Self.note)
    }
  }

  static let name = "commission.propose"
  static let summary = "拟委托第三方专业机构"
  static let path = Path<Nowhere>("/commissions/new")
  private static let by = Role.municipalHandler
  static let audience = Audience.members(by)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = "001 三（四）第一句"
  static let schema = Schema.object([.always("id", .text)])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<CommissionID> {
    guard let round = desk.library.rounds.first(where: { $0.number == asked.round }) else {
      throw Problems([Problem(field: "round", code: "notAChoice", message: "没有这个批次。")])
    }
    let bodies = try Organisations.all(.thirdParty, in: database).filter { $0.status == .active }
    guard let body = bodies.first(where: { "\($0.id)" == asked.body }) else {
      throw Problems([
        Problem(field: "body", code: "notAChoice", message: "没有这家第三方专业机构，或者它已经停用。")
      ])
    }
    if let no = try Self.refusal(round, in: database) { throw no }
    let id = CommissionID.drawnFresh
    try database.run(
      "INSERT INTO commission (id, round, body, note, at, person) VALUES (?, ?, ?, ?, ?, ?)",
      id.number, round.id.number, body.id.number, asked.note, moment.now.milliseconds,
      member.caller.person.number)
    return Done(
      id, "提议委托\(body.name)：\(round.title)", about: "commission/\(id)",
      payload: ["note": .string(asked.note)])
  }

  func json(_ id: CommissionID) -> JSON { ["id": .string("\(id)")] }
  func next(_ id: CommissionID, at place: Nowhere) -> Address { CommissionsView.path.link }

  /// Whether somebody in these roles may begin it now for this round.
  static func mayBegin(
    _ round: Round, _ roles: Set<Role>, in database: borrowing Connection
  ) throws -> Bool {
    try roles.contains(by) && refusal(round, in: database) == nil
  }

  /// Why nothing of this round can be entrusted now; nil where something can.
  private static func refusal(
    _ round: Round, in database: borrowing Connection
  ) throws -> Refusal? {
    if try Commission.isWaiting(for: round.id, in: database) {
      return Refusal(
        .conflict, code: "proposedAlready", "这一批已经提出过委托，等审核人员决定。", clause: clause)
    }
    if try !Cases.any(in: round.id, at: .cultivating, database) {
      return Refusal(
        .conflict, code: "nothingToEntrust", "这一批还没有培育中的申请可以委托。", clause: clause)
    }
    return nil
  }

  /// Those with something to entrust that nobody has proposed yet.
  static func rounds(of library: Library, in database: borrowing Connection) throws -> [Round] {
    try library.rounds.filter { try refusal($0, in: database) == nil }
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let (rounds, bodies) = try desk.ledger.store.read(lane: visit.lane) { database in
      (
        try Self.rounds(of: desk.library, in: database),
        try Organisations.all(.thirdParty, in: database).filter { $0.status == .active }
      )
    }
    return Shell("委托第三方专业机构", on: visit, trail: [("委托", CommissionsView.path.link)]).page {
      errorSummary(sheet)
      if rounds.isEmpty {
        emptyState("没有要委托的", "有培育中的申请、还没有提出过委托的批次会出现在这里。")
      } else {
        p(.class("lead")) { "由市局审核人员决定以后，这一批培育中的申请一起转给该机构初筛。" }
        postForm(
          Self.path.link, on: visit,
          fields: [
            Asked.round.note.choosing(from: rounds.map { Choice($0.number, $0.title) }),
            Asked.body.note.choosing(from: bodies.map { Choice("\($0.id)", $0.name) }),
            Asked.note.note,
          ], sheet, button: "提出委托")
      }
    }
  }
}

/// Decided by somebody else: every cultivating case of the round goes to the body.
struct ApproveCommission: RecordedAct {
  typealias Asked = Nothing

  static let name = Lifecycle.entrust.name
  static let summary = "决定委托第三方专业机构"
  static let path = Path<ItemPlace<CommissionOwner>>("/commissions/:commission/decision")
  static let audience = Audience.members(Lifecycle.entrust.by).confirmed
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.entrust.clause
  static let schema = Schema.object([
    .always("id", .text), .always("cases", .integer),
    .always("held", .list(.object([.always("number", .text), .always("reason", .text)]))),
  ])

  struct Answer: Sendable {
    let id: CommissionID
    let cases: Int
    /// Of which whoever decides keeps out, and what else may not go: left for another commission.
    let held: [(number: String, why: String)]
  }

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Nothing, at place: ItemPlace<CommissionOwner>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    guard let commission = try Commission.find(place.id, in: database) else {
      throw Refusal.notFound
    }
    if commission.decided != nil {
      throw Refusal(.conflict, code: "decidedAlready", "这项委托已经决定过了。")
    }
    guard commission.person != member.caller.person else {
      throw Refusal(.conflict, code: "samePerson", "委托是您提出的，要由另一个人决定。", clause: Self.clause)
    }
    let files = try Cases.all(in: commission.round, at: .cultivating, database)
    let (ready, held) = try desk.judge.part(
      desk.judge.facts(of: files, for: moment.person, at: moment.now, in: database),
      by: Lifecycle.entrust, in: database)
    if ready.isEmpty, let first = held.first { throw first.why }
    for file in ready.map(\.file) {
      try Cases.entrust(file, to: commission.body, in: database)
      let said = Said(commission.bodyName)
      let now = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
      let moved = try desk.take(Lifecycle.entrust, now, said, moment, in: database)
      try desk.record(Lifecycle.entrust, moved, said, moment, in: database)
    }
    try database.run(
      "UPDATE commission SET decided = ?, decided_by = ?, cases = ? WHERE id = ?",
      moment.now.milliseconds, member.caller.person.number, ready.count, commission.id.number)
    return Done(
      Answer(
        id: commission.id, cases: ready.count,
        held: held.map { (number: $0.facts.file.number, why: $0.why.sentence) }),
      "决定委托\(commission.bodyName)，\(ready.count) 份申请", about: "commission/\(commission.id)")
  }

  func json(_ done: Answer) -> JSON {
    [
      "id": .string("\(done.id)"), "cases": .integer(done.cases),
      "held": .array(
        done.held.map { ["number": .string($0.number), "reason": .string($0.why)] }),
    ]
  }

  func next(_ done: Answer, at place: ItemPlace<CommissionOwner>) -> Address {
    CommissionsView.path.link
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<CommissionOwner>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = CommissionsView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: Nowhere(), for: member, visit), at: Nowhere(),
      for: member, visit)
  }
}

/// All commissions, with what can be decided.
struct CommissionsView: View {
  typealias Asked = Nothing

  static let name = "commissions"
  static let summary = "委托第三方专业机构"
  static let path = Path<Nowhere>("/commissions")
  static let audience = Audience.members(
    .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = "001 三（四）第一句"
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("round", .text), .always("body", .text),
          .always("note", .text), .always("at", .instant), .sometimes("decided", .instant),
          .sometimes("cases", .integer), .always("acts", Start.schema),
        ]))), .always("bodies", .list(.object([.always("body", .text), .always("name", .text)]))),
    .always("acts", Start.schema),
  ])

  struct Answer: Sendable {
    let items: [(commission: Commission, round: String, starts: [Start])]
    let bodies: [Organisation]
    let starts: [Start]
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      Answer(
        items: try Commission.all(in: database).map { commission in
          let mayDecide =
            try commission.waits(for: member.caller, desk, at: visit.now, in: database)
          return (
            commission: commission, round: desk.library.round(commission.round)?.number ?? "",
            starts:
              (mayDecide
              ? [
                Start(
                  ApproveCommission.name, "同意委托",
                  at: ApproveCommission.path.link(ItemPlace(commission.id)))
              ] : [])
              + (commission.mayBeRefused(by: member.caller)
                ? [
                  Start(
                    RefuseCommission.name, RefuseCommission.summary,
                    at: RefuseCommission.path.link(ItemPlace(commission.id)))
                ] : [])
          )
        },
        bodies: try Organisations.all(.thirdParty, in: database).filter { $0.status == .active },
        starts: try CommissionStarter(library: desk.library).starts(
          for: member.caller, at: visit.now, in: database))
    }
  }

  func json(_ answer: Answer) -> JSON {
    let items = answer.items.map { item -> JSON in
      var members: [JSON.Member] = [
        .init("id", .string("\(item.commission.id)")), .init("round", .string(item.round)),
        .init("body", .string(item.commission.bodyName)),
        .init("note", .string(item.commission.note)),
        .init("at", .string("\(item.commission.at)")),
      ]
      if let decided = item.commission.decided {
        members.append(.init("decided", .string("\(decided)")))
      }
      if let cases = item.commission.cases { members.append(.init("cases", .integer(cases))) }
      members.append(.init("acts", .array(item.starts.map(\.json))))
      return .object(members)
    }
    return [
      "items": .array(items),
      "bodies": .array(
        answer.bodies.map { ["body": .string("\($0.id)"), "name": .string($0.name)] }),
      "acts": .array(answer.starts.map(\.json)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell(
      "委托第三方专业机构", on: visit,
      act: answer.starts.isEmpty
        ? nil
        : group {
          for (index, start) in answer.starts.enumerated() {
            a(.class(index == 0 ? "button" : "button plain"), .href(start.page)) { start.title }
          }
        }
    ).page {
      errorSummary(sheet)
      if answer.items.isEmpty {
        emptyState("还没有委托", "有培育中的申请以后，由市局经办人员提出，审核人员决定。")
      } else {
        DataTable(
          "委托", [.init("批次"), .init("机构"), .init("事项"), .init("状态"), .init("下一步")],
          answer.items.map { item in
            [
              HTML(item.round), HTML(item.commission.bodyName), HTML(item.commission.note),
              HTML(
                item.commission.decided.map { "\($0.chinese) 已委托 \(item.commission.cases ?? 0) 份" }
                  ?? "等审核人员决定"),
              group {
                for start in item.starts {
                  if start.name == RefuseCommission.name {
                    a(.href(start.page)) { start.title }
                  } else {
                    postForm(start.address, on: visit, button: start.title, class: "inline")
                  }
                }
                if item.starts.isEmpty { "—" }
              },
            ]
          }
        ).html
      }
    }
  }
}
