import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Given to a colleague: by whoever has it, or by the approver who shares the work out.
struct HandOverCase: CaseAct {
  struct Asked: Input {
    static let to = Field.text("to", "交给谁承办", most: 13, example: "0000000000000").picked
    static let reason = Field.longText("reason", "说明", most: 300, example: "轮休，请接着核对财务数据")
    static let fields = [to.note, reason.note]
    let to, reason: String
    init(_ answers: Answers) throws(Problems) {
      (to, reason) = try answers.read(Self.to, Self.reason)
    }
  }

  static let step = Lifecycle.handOver
  static let path = Path<CasePlace>("/applications/:number/handover")
  static let shownFields = [Asked.reason.note]
  let desk: CaseDesk

  /// Handlers who could have it: not whoever has it, and nobody takes what nobody has from themselves.
  static func others(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    let holder = Handlers.of(facts.matters) ?? facts.person
    let handlers = try Colleagues.handlers(of: facts.file.unit, in: database)
    return try Recusal.free(handlers.filter { $0.person != holder }, facts, in: database)
  }

  func objection(_ facts: CaseFacts, in database: borrowing Connection) throws -> Refusal? {
    if let no = try Self.notTheirs(facts, in: database) { return no }
    return try Self.others(facts, in: database).isEmpty
      ? Refusal(
        .conflict, code: "nobodyElse", "本单位没有别的经办人员可以交。请本单位的审核人员在“成员”里邀请一名经办人员。",
        clause: Self.step.clause) : nil
  }

  /// A colleague's is theirs to give, or the approver's.
  private static func notTheirs(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Refusal? {
    // Whoever has left, or keeps out, has nothing there to give any more.
    guard let holder = Handlers.of(facts.matters), let person = facts.person, holder != person,
      try Colleagues.handlers(of: facts.file.unit, in: database).contains(where: {
        $0.person == holder
      }), try !Recusal.binds(holder, facts, in: database)
    else { return nil }
    let approvers = try Memberships.people(
      of: facts.file.unit, as: [.districtApprover], in: database)
    if approvers.contains(where: { $0.person == person }) { return nil }
    let name = try Colleagues.name(of: holder, in: database)
    return Refusal(
      .conflict, code: "notTheirs", "这份申请由\(name)承办，要由\(name)或者本单位的审核人员交给别人。",
      clause: step.clause)
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    if let no = try Self.notTheirs(facts, in: database) { throw no }
    let other = try Colleagues.find(
      asked.to, among: Colleagues.handlers(of: facts.file.unit, in: database), facts, field: "to",
      in: database)
    if other.person == Handlers.of(facts.matters) {
      throw Problems([
        Problem(field: "to", code: "notAChoice", message: "这份申请现在就由\(other.name)承办，请选另一个人。")
      ])
    }
    try Handlers.give(facts, to: other.person, moment, in: database)
    if other.person != moment.person {
      try desk.post.tell(
        other.person, .reviewTurn,
        ["title": facts.file.item, "what": "交给您承办（编号 \(facts.file.number)）：\(asked.reason)"],
        about: facts.file.subject, link: CaseView.path.link(facts.file.place), moment,
        in: database)
    }
    var said = Said("\(other.name)：\(asked.reason)")
    said.payload = ["to": .string("\(other.person)"), "reason": .string(asked.reason)]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let others = (try? desk.ledger.store.read { try Self.others(facts, in: $0) }) ?? []
    return field(Asked.to.note.choosing(from: Colleagues.choices(others)), sheet)
  }
}
