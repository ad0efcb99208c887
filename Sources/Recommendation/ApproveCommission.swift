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

/// Decided by somebody else: every cultivating case of the round goes to the body.
struct ApproveCommission: RecordedAct {
  struct Asked: Input {
    static let number = Field.text(
      "number", "输入批次编号，确认委托", most: 7, help: "委托以后，这些申请立即转给该机构初筛，不能收回。",
      example: "2026-1"
    ).withFixedForm
    static let fields = [number.note]
    let number: String
    init(_ answers: Answers) throws(Problems) { number = try answers.read(Self.number) }
  }

  static let name = Lifecycle.entrust.name
  static let summary = "决定委托第三方专业机构"
  static let path = Path<ItemPlace<CommissionOwner>>("/commissions/:commission/decision")
  static let audience = Audience.members(Lifecycle.entrust.by).confirmed
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.entrust.clause
  static let isGrave = true
  static let namesEdition = true
  static let requiresEdition = true
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
    _ asked: Asked, at place: ItemPlace<CommissionOwner>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let (commission, round) = try find(place, in: database)
    if let no = Self.refusal(commission, member) { throw no }
    try requireTyped(
      asked.number, is: round.number, field: "number",
      "输入的编号不是委托的这个批次的编号（\(round.number)）。")
    let (ready, held) = try commission.cases(
      for: member.caller.person, at: moment.now, desk, in: database)
    if ready.isEmpty { throw held.first?.why ?? Self.nothing }
    try DraftSeen.require(ready, to: "委托", moment, clause: Self.clause)
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

  private static func refusal(_ commission: Commission, _ member: Member) -> Refusal? {
    if commission.decided != nil {
      return Refusal(.conflict, code: "decidedAlready", "这项委托已经决定过了。", clause: clause)
    }
    return commission.person == member.caller.person
      ? Refusal(.conflict, code: "samePerson", "委托是您提出的，要由另一个人决定。", clause: clause) : nil
  }

  private func find(
    _ place: ItemPlace<CommissionOwner>, in database: borrowing Connection
  ) throws -> (commission: Commission, round: Round) {
    guard let commission = try Commission.find(place.id, in: database),
      let round = desk.library.round(commission.round)
    else { throw Refusal.notFound }
    return (commission, round)
  }

  func called(
    at place: ItemPlace<CommissionOwner>, for member: Member, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) { database in
      let (commission, round) = try find(place, in: database)
      let ready = try commission.cases(
        for: member.caller.person, at: visit.now, desk, in: database
      ).ready
      return "\(round.title)，委托\(commission.bodyName)，\(ready.count) 份申请"
    }
  }

  /// What goes to the body by it, what does not and why.
  func page(
    _ sheet: Sheet, at place: ItemPlace<CommissionOwner>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (found, cases) = try ledger.store.read(lane: visit.lane) { database in
      let found = try find(place, in: database)
      let cases = try found.commission.cases(
        for: member.caller.person, at: visit.now, desk, in: database)
      return (found, cases)
    }
    return actPage(
      Self.summary, on: visit, backTo: (CommissionsView.summary, CommissionsView.path.link),
      no: Self.refusal(found.commission, member)
        ?? (cases.ready.isEmpty ? cases.held.first?.why ?? Self.nothing : nil),
      lead: "\(found.round.title)，委托\(found.commission.bodyName)：\(found.commission.note)",
      typed: Asked.fields, sheet
    ) {
      caseTable("这次转给该机构的（\(cases.ready.count) 份）", cases.ready)
      if !cases.held.isEmpty { heldTable("这次不转的（\(cases.held.count) 份）", cases.held) }
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "同意委托",
        look: .grave,
        held: [(Edition.name, "\(sheet.edition(now: DraftSeen.edition(of: cases.ready)))")])
    }
  }

  private static let nothing = Refusal(
    .conflict, code: "nothingToEntrust", "这一批现在没有培育中的申请可以委托。", clause: clause)
}

extension Commission {
  /// What would go to the body now, and what would not: such as whoever decides keeps out of.
  func cases(
    for person: PersonID, at now: Instant, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> (ready: [CaseFacts], held: [(facts: CaseFacts, why: Refusal)]) {
    try desk.judge.part(
      desk.judge.facts(
        of: Cases.all(in: round, at: .cultivating, database), for: person, at: now, in: database),
      by: Lifecycle.entrust, in: database)
  }
}
