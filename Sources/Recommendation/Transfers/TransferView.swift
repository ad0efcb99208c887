import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// One transfer, to the two units and to those above them: before it has agreed the other unit sees this
/// much of the case and no more.
struct TransferView: View {
  typealias Asked = Nothing

  static let name = "transfer"
  static let summary = "一次移送"
  static let path = Path<ItemPlace<Owner.Matter>>("/transfers/:transfer")
  static let audience = Audience.members(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = Lifecycle.transfer.clause
  static let schema = Schema.object([
    .always("id", .text), .always("application", .text), .always("item", .text),
    .always("enterprise", .text), .always("from", .text), .always("to", .text),
    .always("reason", .text), .always("state", .text), .always("answer", .text),
    .always("acts", Start.schema),
  ])

  struct Answer: Sendable {
    let transfer: Transfer
    let file: Case
    let starts: [Start]
  }

  let desk: CaseDesk

  static func find(
    _ id: MatterID, for member: Member, in database: borrowing Connection
  ) throws -> (transfer: Transfer, file: Case) {
    guard let found = try Transfers.find(id, in: database),
      let file = try Cases.find(found.application, in: database),
      member.seat.kind != .district
        || [found.from, found.to].contains(member.seat.organisation)
    else { throw Refusal.notFound }
    return (found, file)
  }

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Matter>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let (found, file) = try Self.find(place.id, for: member, in: database)
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: visit.now, in: database)
      let mayAnswer =
        try found.isOpen && found.to == member.seat.organisation
        && !member.seat.roles.isDisjoint(with: Lifecycle.receive.by)
        && desk.judge.admitsAny(of: [facts], by: Lifecycle.receive, in: database)
      return Answer(
        transfer: found, file: file,
        starts: mayAnswer
          ? [
            Start(
              AcceptTransfer.name, AcceptTransfer.summary, at: AcceptTransfer.path.link(place)),
            Start(
              DeclineTransfer.name, DeclineTransfer.summary, at: DeclineTransfer.path.link(place)),
          ] : [])
    }
  }

  func json(_ answer: Answer) -> JSON {
    let one = answer.transfer
    return [
      "id": .string("\(one.id)"), "application": .string(answer.file.number),
      "item": .string(answer.file.item), "enterprise": .string(answer.file.enterpriseName),
      "from": .string(one.fromName), "to": .string(one.toName), "reason": .string(one.reason),
      "state": .string(one.isOpen ? "waiting" : one.outcome), "answer": .string(one.answer),
      "acts": .array(answer.starts.map(\.json)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Matter>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let (one, file) = (answer.transfer, answer.file)
    return Shell(
      "移送：\(file.item)", on: visit, trail: [("申请", Paths.applications.link)]
    ).page {
      errorSummary(sheet)
      panel {
        factList {
          fact("企业", HTML(file.enterpriseName))
          fact("产品或服务", HTML("\(file.item)（编号 \(file.number)）"))
          fact("移送", HTML("\(one.fromName)移送\(one.toName)"))
          fact("理由", HTML(one.reason))
          fact("现在", HTML(one.state))
          if !one.answer.isEmpty { fact("答复", HTML(one.answer)) }
        }
      }
      if answer.starts.contains(where: { $0.name == AcceptTransfer.name }) {
        panel("接收") {
          p { "接收以后，这份申请由本单位办理，受理的期限重新计算。" }
          postForm(
            AcceptTransfer.path.link(place), on: visit, button: AcceptTransfer.summary)
        }
        panel("不接收") {
          postForm(
            DeclineTransfer.path.link(place), on: visit, fields: DeclineTransfer.Asked.fields,
            sheet, button: DeclineTransfer.summary, look: .plain)
        }
      }
    }
  }
}

/// What the two answers have in common.
protocol TransferAnswer: RecordedAct
where Spot == ItemPlace<Owner.Matter>, Actor == Member, Answer == TransferDone {
  var desk: CaseDesk { get }
  static var step: Step { get }
}

struct TransferDone: Sendable {
  let number, state: String
}

extension TransferAnswer {
  static var name: String { step.name }
  static var summary: String { step.title }
  static var audience: Audience<Member> { .members(step.by) }
  static var refuses: Set<Refusal.Kind> { [.conflict] }
  static var clause: String? { step.clause }
  static var schema: Schema {
    .object([.always("application", .text), .always("state", .text)])
  }
  var ledger: Ledger { desk.ledger }

  func json(_ done: TransferDone) -> JSON {
    ["application": .string(done.number), "state": .string(done.state)]
  }
  func next(_ done: TransferDone, at place: Spot) -> Address { TransferView.path.link(place) }

  func page(_ sheet: Sheet, at place: Spot, for member: Member, _ visit: Visit) throws -> HTML {
    let view = TransferView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }

  /// The other unit's, while it waits for it.
  func found(
    _ place: Spot, _ member: Member, _ visit: Visit, in database: borrowing Connection
  ) throws -> (transfer: Transfer, facts: CaseFacts) {
    let (found, file) = try TransferView.find(place.id, for: member, in: database)
    guard found.to == member.seat.organisation else { throw Refusal.notFound }
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: visit.now, in: database)
    guard found.isOpen else {
      throw Refusal(.conflict, code: "decidedAlready", "这次移送已经\(found.state)。")
    }
    try desk.judge.admit(Self.step, facts, in: database)
    return (found, facts)
  }
}

/// The other unit agrees: the case is its from now on, and its days run anew.
struct AcceptTransfer: TransferAnswer {
  typealias Asked = Nothing
  static let step = Lifecycle.receive
  static let path = Path<ItemPlace<Owner.Matter>>("/transfers/:transfer/acceptance")
  let desk: CaseDesk

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.Matter>, by member: Member, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<TransferDone> {
    let (transfer, facts) = try found(place, member, visit, in: database)
    let moment = Moment(visit, by: .member(member))
    try Matters.close(transfer.id, "accepted", moment, in: database)
    try Cases.give(facts.file, to: transfer.to, in: database)
    guard let file = try Cases.find(facts.file.id, in: database) else { throw Refusal.notFound }
    let now = try desk.judge.facts(of: file, for: moment.person, at: visit.now, in: database)
    var said = Said("由\(transfer.fromName)移送\(transfer.toName)")
    said.reason = "\(said.text)：\(transfer.reason)"
    let moved = try desk.take(Self.step, now, said, moment, in: database)
    for unit in [transfer.from, transfer.to] {
      try desk.post.tellUnit(
        unit, as: [.districtHandler], .caseNews,
        [
          "item": moved.item, "number": moved.number, "what": "已由\(transfer.toName)接收", "reason": "",
        ], about: moved.subject, link: TransferView.path.link(place), moment, in: database)
    }
    return Done(
      TransferDone(number: moved.number, state: "accepted"), said.sentence(Self.step, moved),
      about: moved.subject, payload: ["from": .string(transfer.fromName)])
  }
}

/// It does not: the case stays where it is.
struct DeclineTransfer: TransferAnswer {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "不接收的理由", most: 500, example: "企业住所仍在徐汇区，没有办理迁移")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let step = Lifecycle.deny
  static let path = Path<ItemPlace<Owner.Matter>>("/transfers/:transfer/refusal")
  let desk: CaseDesk

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Matter>, by member: Member, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<TransferDone> {
    let (transfer, facts) = try found(place, member, visit, in: database)
    let moment = Moment(visit, by: .member(member))
    try Matters.close(transfer.id, "declined", moment, in: database)
    try database.run(
      "UPDATE transfer SET answer = ? WHERE matter = ?", asked.reason, transfer.id.number)
    let now = try desk.judge.facts(
      of: facts.file, for: moment.person, at: visit.now, in: database)
    let said = Said("\(transfer.toName)不接收")
    let moved = try desk.take(Self.step, now, said, moment, in: database)
    try desk.post.tellUnit(
      transfer.from, as: [.districtHandler], .caseNews,
      [
        "item": moved.item, "number": moved.number, "what": "：\(transfer.toName)不同意接收",
        "reason": "理由：\(asked.reason)",
      ], about: moved.subject, link: CaseView.path.link(moved.place), moment, in: database)
    return Done(
      TransferDone(number: moved.number, state: "declined"), said.sentence(Self.step, moved),
      about: moved.subject, payload: ["reason": .string(asked.reason)])
  }
}

/// Transfers that wait for this unit's answer.
struct TransferTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.receive.by) else {
      return []
    }
    return try Transfers.open(to: seat.organisation, in: database).compactMap { one in
      guard let file = try Cases.find(one.application, in: database) else { return nil }
      return Task(
        "transfer/\(one.id)", "\(one.fromName)移送：\(file.item)（\(file.enterpriseName)）",
        stage: "等接收", holder: one.toName, at: TransferView.path.link(ItemPlace(one.id)),
        since: one.at, due: nil)
    }
  }

  /// No rule gives it a day: the case's own runs on.
  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
