import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// From the list of reviewed cases: listed or not, with the text that the applicant reads.
struct Suggest: CaseAct {
  struct Asked: Input {
    static let word = Field.choice(
      "decision", "拟办意见",
      [Decision.Word.list, .notList].map { Choice($0.rawValue, $0.title) })
    static let text = Field.longText(
      "text", "理由（企业读到的就是这段话）", most: 1000, example: "专家评审总分 86.50，达到合格分数，建议列入公示。")
    static let remedy = Field.longText(
      "remedy", "企业可以怎样做", most: 500, help: "不列入时写明：可以申请复核，或者补强哪些方面后再申请。",
      example: "可以在收到通知书之日起申请复核；补齐检验报告后，下一批可以再申请。", isRequired: false)
    static let fields = [word.note, text.note, remedy.note]
    let word: Decision.Word
    let text, remedy: String

    init(_ answers: Answers) throws(Problems) {
      let (word, text, remedy) = try answers.read(Self.word, Self.text, Self.remedy)
      self.word = word == Decision.Word.list.rawValue ? .list : .notList
      self.text = text
      self.remedy = remedy
      if self.word == .notList, remedy.isEmpty {
        throw Problems([
          Problem(field: "remedy", code: "required", message: "不列入的，要写明企业可以怎样做。")
        ])
      }
    }
  }

  static let step = Lifecycle.suggest
  static let path = Path<CasePlace>("/applications/:number/decision")
  let desk: CaseDesk

  /// Whom the experts have given fewer points than the package asks for is not proposed (001 三（四）).
  static func objection(_ facts: CaseFacts) -> Problem? {
    let line = Exact(facts.figure(.passLine))
    guard let score = Reviewed.score(facts), score < line else { return nil }
    return Problem(
      field: Asked.word.note.name, code: "belowPassLine",
      message: "专家评审总分 \(score)，不到合格分数 \(line)，不能列入公示。")
  }

  func words(_ facts: CaseFacts) -> HTML {
    Self.objection(facts).map { no in note(.warn) { p { no.message } } } ?? HTML()
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    if asked.word == .list, let no = Self.objection(facts) { throw Problems([no]) }
    return try Self.open(asked.word, asked.text, asked.remedy, facts, moment, in: database)
  }

  /// With its words, to wait for whoever decides.
  static func open(
    _ word: Decision.Word, _ text: String, _ remedy: String, _ facts: CaseFacts,
    _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try Decisions.open(word, text, remedy, on: facts.file, moment, in: database)
    var said = Said("等审核人决定")
    said.payload = ["decision": .string(word.rawValue), "text": .string(text)]
    return said
  }
}
