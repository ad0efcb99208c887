import Accounts
import Acts
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// The signatory sees what the unit has entered for the enterprise, and says whether it is what was
/// handed in; from then on the enterprise goes on with it here itself.
struct LookOverPaper: CaseAct {
  struct Asked: Input {
    static let word = Field.choice(
      "word", "核对结果", PaperLook.allCases.map { Choice($0.rawValue, $0.title) })
    static let text = Field.longText(
      "text", "哪里不一致", most: 500, help: "不一致的必须写明，区里会看到并更正。", example: "商标注册号录成了另一件商标的",
      isRequired: false)
    static let fields = [word.note, text.note]
    let word: PaperLook
    let text: String
    init(_ answers: Answers) throws(Problems) {
      let word: String
      (word, text) = try answers.read(Self.word, Self.text)
      self.word = PaperLook(rawValue: word) ?? .differs
      if self.word == .differs, text.isEmpty {
        throw Problems([Problem(field: "text", code: "required", message: "请写明哪里不一致。")])
      }
    }
  }

  static let step = Lifecycle.lookOver
  static let path = Path<CasePlace>("/applications/:number/paper-check")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let file = facts.file
    try database.run(
      "UPDATE application SET looked = ? WHERE id = ?", asked.word.rawValue, file.id.number)
    try desk.post.tellUnit(
      file.unit, as: [.districtHandler], .caseNews,
      [
        "item": file.item, "number": file.number, "what": "企业核对书面申请：\(asked.word.title)",
        "reason": asked.text,
      ], about: file.subject, link: CaseView.path.link(file.place), moment, in: database)
    var said = Said(
      asked.text.isEmpty ? asked.word.title : "\(asked.word.title)：\(asked.text)")
    said.payload = ["word": .string(asked.word.rawValue), "text": .string(asked.text)]
    return said
  }

  func words(_ facts: CaseFacts) -> HTML {
    p { "请对照录入的申请书和书面申请的扫描件，逐项核对。核对以后，补正、撤回等都由本企业在这里自己办理。" }
  }

  func beside(_ facts: CaseFacts) -> HTML? {
    try? desk.ledger.store.read { try CaseMaterial(facts, desk, filesFirst: true, in: $0)?.html }
  }
}
