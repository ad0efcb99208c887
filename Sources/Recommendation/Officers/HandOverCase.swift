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
    static let to = Field.text("to", "交给谁承办", most: 13, example: "0000000000000")
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

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let other = try Colleagues.find(asked.to, for: facts, field: "to", in: database)
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
    Flags.colleagues(Asked.to.note, facts, desk, sheet)
  }
}
