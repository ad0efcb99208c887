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

/// Done with, and why: never without a justification.
struct ResolveFlag: CaseAct {
  struct Asked: Input {
    static let flag = Field.text("flag", "哪一个问题", most: 13, example: "0000000000000")
    static let resolution = Field.longText(
      "resolution", "怎样了结、依据是什么", most: 500, example: "已查变更登记，名称于 2024 年 5 月变更，权利人一致")
    static let fields = [flag.note, resolution.note]
    let flag, resolution: String
    init(_ answers: Answers) throws(Problems) {
      (flag, resolution) = try answers.read(Self.flag, Self.resolution)
    }
  }

  static let step = Lifecycle.settle
  static let path = Path<CasePlace>("/applications/:number/flags/resolution")
  static let shownFields = [Asked.resolution.note]
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let flag = try Flags.open(asked.flag, facts, in: database)
    try database.run(
      "UPDATE case_flag SET resolution = ? WHERE matter = ?", asked.resolution, flag.id.number)
    try Matters.close(flag.id, "resolved", moment, in: database)
    var said = Said("\(flag.text)：\(asked.resolution)")
    said.payload = ["flag": .string("\(flag.id)"), "resolution": .string(asked.resolution)]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    Flags.choice(Asked.flag.note, facts, desk, sheet)
  }
}
