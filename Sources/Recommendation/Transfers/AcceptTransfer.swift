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

/// The other unit agrees: the case is its from now on, and its days run anew.
struct AcceptTransfer: TransferAnswer {
  typealias Asked = Nothing
  static let step = Lifecycle.receive
  static let path = Path<ItemPlace<Owner.Matter>>("/transfers/:transfer/acceptance")
  private static let theirs: Set<Matter.Kind> = [.handler, .duplicate, .furtherReturn, .recusal]
  let desk: CaseDesk

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.Matter>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<TransferDone> {
    let (transfer, facts) = try found(place, member, moment, in: database)
    try Matters.close(transfer.id, "accepted", moment, in: database)
    // Who had it in hand there has it no more, nor does what they proposed among themselves go along.
    for matter in facts.matters where matter.isOpen && Self.theirs.contains(matter.kind) {
      try Matters.close(matter.id, "transferred", moment, in: database)
    }
    try Flags.pass(from: nil, to: nil, on: facts.file.id, in: database)
    try Cases.give(facts.file, to: transfer.to, in: database)
    guard let file = try Cases.find(facts.file.id, in: database) else { throw Refusal.notFound }
    let now = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
    var said = Said("由\(transfer.fromName)移送\(transfer.toName)")
    said.reason = "\(said.text)：\(transfer.reason)"
    let moved = try desk.take(Self.step, now, said, moment, in: database)
    for unit in [transfer.from, transfer.to] {
      try desk.post.tellUnit(
        unit, as: [.districtHandler], .caseNews,
        [
          "item": moved.item, "number": moved.number, "what": "已由\(transfer.toName)接收",
          "reason": "",
        ], about: moved.subject, link: TransferView.path.link(place), moment, in: database)
    }
    return Done(
      TransferDone(number: moved.number, state: "accepted"), said.sentence(Self.step, moved),
      about: moved.subject, payload: ["from": .string(transfer.fromName)])
  }
}
