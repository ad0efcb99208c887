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

/// It does not: the case stays where it is.
struct DeclineTransfer: TransferAnswer, Reasoned {
  typealias Asked = ReasonAsked<DeclineTransfer>

  static let reasonLabel = "不接收的理由"
  static let reasonExample = "企业住所仍在徐汇区，没有办理迁移"
  static let step = Lifecycle.deny
  static let path = Path<ItemPlace<Owner.Matter>>("/transfers/:transfer/refusal")
  let desk: CaseDesk

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Matter>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<TransferDone> {
    let (transfer, facts) = try found(place, member, moment, in: database)
    try Matters.close(transfer.id, "declined", moment, in: database)
    try database.run(
      "UPDATE transfer SET answer = ? WHERE matter = ?", asked.reason, transfer.id.number)
    let now = try desk.judge.facts(
      of: facts.file, for: moment.person, at: moment.now, in: database)
    let said = Said("\(transfer.toName)不接收")
    let moved = try desk.take(Self.step, now, said, moment, in: database)
    try desk.post.tellUnit(
      transfer.from, as: [.districtHandler], .caseNews,
      [
        "item": moved.item, "number": moved.number, "what": "\(transfer.toName)不同意接收",
        "reason": "理由：\(asked.reason)",
      ], about: moved.subject, link: CaseView.path.link(moved.place), moment, in: database)
    return Done(
      TransferDone(number: moved.number, state: "declined"), said.sentence(Self.step, moved),
      about: moved.subject, payload: ["reason": .string(asked.reason)])
  }
}
