import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Messages
import Rounds
import Routing
import SQLite
import Vocabulary

/// A commission that was prepared wrongly comes to nothing, with the reason: refused by whoever would
/// decide it, or taken back by whoever proposed it. After that another can be proposed.
struct RefuseCommission: RecordedAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "理由", most: 300, help: "经办人会收到；改好以后可以重新提出。", example: "委托事项没有写明评审范围")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let name = "commission.refuse"
  static let summary = "不同意或者收回委托的提议"
  static let path = Path<ItemPlace<CommissionOwner>>("/commissions/:commission/refusal")
  static let audience = Audience.members(
    Lifecycle.entrust.by.union([.municipalHandler]))
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.entrust.clause
  static let schema = Schema.object([.always("id", .text), .always("reason", .text)])

  struct Answer: Sendable {
    let id: CommissionID
    let reason: String
  }

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: ItemPlace<CommissionOwner>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    guard let commission = try Commission.find(place.id, in: database) else {
      throw Refusal.notFound
    }
    if let no = Self.refusal(commission, member) { throw no }
    try database.run(
      "INSERT INTO commission_refused (commission, reason, at, person) VALUES (?, ?, ?, ?)",
      commission.id.number, asked.reason, moment.now.milliseconds, member.caller.person.number)
    let round = desk.library.round(commission.round)?.title ?? ""
    let isOwn = commission.person == member.caller.person
    if !isOwn {
      try desk.post.tell(
        commission.person, .commissionRefused,
        ["body": commission.bodyName, "round": round, "reason": asked.reason],
        about: "commission/\(commission.id)", link: CommissionsView.path.link, moment, in: database)
    }
    return Done(
      Answer(id: commission.id, reason: asked.reason),
      "\(isOwn ? "收回" : "不同意")委托\(commission.bodyName)的提议：\(round)，\(asked.reason)",
      about: "commission/\(commission.id)", payload: ["reason": .string(asked.reason)])
  }

  private static func refusal(_ commission: Commission, _ member: Member) -> Refusal? {
    if commission.decided != nil {
      return Refusal(.conflict, code: "decidedAlready", "这项委托已经决定过了。", clause: clause)
    }
    return commission.mayBeRefused(by: member.caller)
      ? nil
      : Refusal(.conflict, code: "notYours", "委托是别人提出的，由他收回，或者由审核人员决定。", clause: clause)
  }

  func json(_ answer: Answer) -> JSON {
    ["id": .string("\(answer.id)"), "reason": .string(answer.reason)]
  }

  func next(_ answer: Answer, at place: ItemPlace<CommissionOwner>) -> Address {
    CommissionsView.path.link
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<CommissionOwner>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let found = try ledger.store.read(lane: visit.lane) { database in
      try Commission.find(place.id, in: database)
    }
    guard let found else { throw Refusal.notFound }
    let round = desk.library.round(found.round)?.title ?? ""
    return actPage(
      Self.summary, on: visit, backTo: (CommissionsView.summary, CommissionsView.path.link),
      no: Self.refusal(found, member), lead: "\(round)，委托\(found.bodyName)：\(found.note)",
      typed: Asked.fields, sheet
    ) {
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: Self.summary,
        tone: .wrong)
    }
  }
}

extension Commission {
  /// Before it is decided: by whoever proposed it, or by whoever could decide it.
  func mayBeRefused(by caller: Caller) -> Bool {
    guard decided == nil, let seat = caller.seat else { return false }
    return person == caller.person || !seat.roles.isDisjoint(with: Lifecycle.entrust.by)
  }
}
