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
  /// Taken or not as the case was read.
  static var namesEdition: Bool { true }
  static var requiresEdition: Bool { true }
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
    _ place: Spot, _ member: Member, _ moment: Moment, in database: borrowing Connection
  ) throws -> (transfer: Transfer, facts: CaseFacts) {
    let (found, file) = try TransferView.find(place.id, for: member, in: database)
    guard found.to == member.seat.organisation else { throw Refusal.notFound }
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: moment.now, in: database)
    guard found.isOpen else {
      throw Refusal(.conflict, code: "decidedAlready", "这次移送\(found.state)，不用再答复。")
    }
    if let seen = moment.seen, seen != file.edition {
      throw try Cases.stale(file, seen, file.edition, for: member.seat, in: database)
    }
    try desk.judge.admit(Self.step, facts, in: database)
    return (found, facts)
  }
}
