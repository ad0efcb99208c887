import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Once more than the package allows: the handler writes why and what, the approver signs (feature 31).
struct AskFurtherReturn: CaseAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "returnReason", "再次退回的理由", most: 500, help: "写明上一次为什么没有一次告知；由审核人决定。", example: "补正后的报表与上次不一致"
    )
    static let fields = [reason.note]
    static var more: [Schema.Property]? { CorrectionAsked.more }
    let reason: String
    let items: [Corrections.Item]

    init(_ answers: Answers) throws(Problems) {
      (reason, items) = try Answers.both(
        try answers.read(Self.reason), try CorrectionAsked(answers).items)
    }
  }

  static let step = Lifecycle.askReturn
  static let path = Path<CasePlace>("/applications/:number/further-return")
  /// It goes out when it is signed.
  static let occasion: Policy.Letter.Occasion? = .correction
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    _ = try Corrections.form(facts, for: asked.items)
    let matter = try Matters.open(.furtherReturn, on: facts.file, moment, in: database)
    let items = JSON.object(asked.items.map { JSON.Member($0.field, .string($0.text)) })
    try database.run(
      "INSERT INTO further_return (matter, reason, items) VALUES (?, ?, ?)", matter.number,
      asked.reason, items.text)
    // Why is told when it is signed; until then it is between the two of them.
    var said = Said("由审核人决定")
    said.payload = ["reason": .string(asked.reason), "items": items]
    return said
  }

  func words(_ facts: CaseFacts) -> HTML { Corrections.count(facts) }

  func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] {
    let days = facts.figure(.correctionDays)
    let due = desk.calendar.deadline(after: facts.now.day, days: days).day.chinese
    return Corrections.letter(sheet, facts).merging(["due": due]) { $1 }
  }
  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? { Corrections.fields(facts, sheet) }
}
