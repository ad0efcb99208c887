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

  /// Theirs to decide: proposed by another, and open.
  func isDecided(by caller: Caller) -> Bool {
    guard decided == nil, person != caller.person, let seat = caller.seat else { return false }
    return !seat.roles.isDisjoint(with: Lifecycle.entrust.by)
  }

  /// Whether this member decides it now: proposed by another, with a case left that the member may send
  /// (not all are withdrawn, nor such as the member keeps out of).
  func waits(
    for caller: Caller, _ desk: CaseDesk, at now: Instant, in database: borrowing Connection
  ) throws -> Bool {
    guard isDecided(by: caller) else { return false }
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
        try Self.rounds(of: desk.library, in: database).map {
          (round: $0, count: try Cases.count(in: $0.id, at: .cultivating, database))
        },
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
            Asked.round.note.choosing(
              from: rounds.map { Choice($0.round.number, "\($0.round.title)（培育中 \($0.count) 份）") }),
            Asked.body.note.choosing(from: bodies.map { Choice("\($0.id)", $0.name) }),
            Asked.note.note,
          ], sheet, button: "提出委托")
      }
    }
  }
}
