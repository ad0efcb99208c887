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

/// Something about a case that somebody has to look into, given to a colleague or to all (feature 33).
struct RaiseFlag: CaseAct {
  struct Asked: Input {
    static let text = Field.longText(
      "text", "什么问题", most: 500, help: "只有办理的各单位看得到。", example: "商标权利人的名称与营业执照不一致，请核实变更证明")
    static let assignee = Field.text(
      "assignee", "交给谁", most: 13, example: "0000000000000", isRequired: false)
    static let fields = [text.note, assignee.note]
    let text, assignee: String
    init(_ answers: Answers) throws(Problems) {
      (text, assignee) = try answers.read(Self.text, Self.assignee)
    }
  }

  static let step = Lifecycle.flag
  static let path = Path<CasePlace>("/applications/:number/flags")
  static let shownFields = [Asked.text.note]
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let other =
      asked.assignee.isEmpty
      ? nil : try Colleagues.find(asked.assignee, for: facts, field: "assignee", in: database)
    let matter = try Matters.open(
      .flag, reference: String(asked.text.prefix(60)), on: facts.file, moment, in: database)
    try database.run(
      "INSERT INTO case_flag (matter, application, text, assignee) VALUES (?, ?, ?, ?)",
      matter.number, facts.file.id.number, asked.text, other?.person.number)
    if let other { try Flags.tell(other.person, asked.text, facts, desk, moment, in: database) }
    var said = Said("\(asked.text)\(other.map { "（交\($0.name)）" } ?? "")")
    said.payload = ["text": .string(asked.text)]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    Flags.colleagues(Asked.assignee.note, facts, desk, sheet)
  }
}
