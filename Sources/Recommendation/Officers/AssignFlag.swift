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

/// Given to somebody else.
struct AssignFlag: CaseAct {
  struct Asked: Input {
    static let flag = Field.text("flag", "哪一个问题", most: 13, example: "0000000000000")
    static let assignee = Field.text("assignee", "交给谁", most: 13, example: "0000000000000").picked
    static let fields = [flag.note, assignee.note]
    let flag, assignee: String
    init(_ answers: Answers) throws(Problems) {
      (flag, assignee) = try answers.read(Self.flag, Self.assignee)
    }
  }

  static let step = Lifecycle.assign
  static let path = Path<CasePlace>("/applications/:number/flags/assignment")
  static let shownFields: [FieldNote] = []
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let flag = try Flags.open(asked.flag, facts, in: database)
    let other = try Colleagues.find(asked.assignee, for: facts, field: "assignee", in: database)
    try database.run(
      "UPDATE case_flag SET assignee = ? WHERE matter = ?", other.person.number, flag.id.number)
    try Flags.tell(other.person, flag.text, facts, desk, moment, in: database)
    var said = Said("\(flag.text)：交\(other.name)")
    said.payload = ["flag": .string("\(flag.id)"), "assignee": .string("\(other.person)")]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    group {
      Flags.choice(Asked.flag.note, facts, desk, sheet)
      Flags.colleagues(Asked.assignee.note, facts, desk, sheet)
    }
  }
}
