import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// A handler looks at what was asked and proposes.
struct ProposeMark: CaseAct {
  struct Asked: Input {
    static let word = Field.choice(
      "decision", "意见", [Decision.Word.license, .notLicense].map { Choice($0.rawValue, $0.title) })
    static let text = Field.longText(
      "text", "理由（企业读到的就是这段话）", most: 1000, example: "样稿符合标志使用规则。")
    static let fields = [word.note, text.note]
    let word: Decision.Word
    let text: String
    init(_ answers: Answers) throws(Problems) {
      let (word, text) = try answers.read(Self.word, Self.text)
      self.word = known(word)
      self.text = text
    }
  }

  static let step = Lifecycle.vet
  static let path = Path<CasePlace>("/applications/:number/mark/opinion")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try Decisions.open(asked.word, asked.text, "", on: facts.file, moment, in: database)
    var said = Said("")
    said.payload = ["decision": .string(asked.word.rawValue), "text": .string(asked.text)]
    return said
  }
}

/// The approver agrees: the licence runs as long as the entry stands.
struct LicenseMark: CaseAct, Publishing {
  typealias Asked = Nothing
  static let step = Lifecycle.license
  static let path = Path<CasePlace>("/applications/:number/mark/licence")
  let desk: CaseDesk
  let gazette: Gazette

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    _ = try Decisions.close(facts, "license", moment, in: database)
    guard let matter = facts.open(.mark).last,
      let code = try Entries.code(of: facts.file.id, in: database), let until = facts.file.due
    else { throw Refusal.notFound }
    try Matters.close(matter.id, "licensed", moment, in: database)
    let answers = try Marks.answers(matter.id, in: database)
    let number = "BZ-" + code.dropFirst(5)
    try database.run(
      """
      INSERT INTO mark_licence (number, entry, matter, scope, since, until)
      VALUES (?, ?, ?, ?, ?, ?)
      """, number, code, matter.id.number, try Marks.scope(answers, facts.package),
      moment.today.number, until.number)
    var said = Said("登记号 \(number)，自\(moment.today.chinese)起至\(until.chinese)")
    said.payload = ["mark": .string(number)]
    said.letter = LetterDraft(
      .markLicence,
      ["mark": number, "from": moment.today.chinese, "until": until.chinese])
    return said
  }
}

/// The approver agrees that it is not licensed; it can be asked anew.
struct RefuseMark: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.unlicense
  static let path = Path<CasePlace>("/applications/:number/mark/refusal")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let decision = try Decisions.close(facts, "notLicense", moment, in: database)
    for matter in facts.open(.mark) {
      try Matters.close(matter.id, "refused", moment, in: database)
    }
    try desk.tellEnterprise(facts, "标志使用没有登记", decision.text, moment, in: database)
    var said = Said("\(decision.text)可以改正后重新登记。")
    said.letter = LetterDraft(
      .markRefused, ["reason": decision.text, "remedy": "可以改正后重新登记。"])
    return said
  }
}

enum Marks {
  static func answers(_ matter: MatterID, in database: borrowing Connection) throws -> JSON {
    let text = try database.first(
      "SELECT answers FROM mark WHERE matter = ?", matter.number
    ) { $0.utf8(0) }
    return try text.map { try JSON(parsing: $0) } ?? [:]
  }

  /// Where the mark may be used, in the words of the package's form.
  static func scope(_ answers: JSON, _ package: Package) throws -> String {
    let form = try package.form(.mark)
    return form.questionnaire.questions.filter { $0.kind == .many }.compactMap { question in
      answers[question.id].flatMap { Questionnaire.kept($0, of: question) }
        .map { question.text($0) }
    }.joined(separator: "；")
  }
}

extension CaseDesk {
  func tellEnterprise(
    _ facts: CaseFacts, _ what: String, _ reason: String, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try post.tellUnit(
      facts.file.enterprise, as: [.enterpriseEditor, .signatory], .caseNews,
      [
        "item": facts.file.item, "number": facts.file.number, "what": what,
        "reason": reason.isEmpty ? "" : "理由：\(reason)",
      ], about: facts.file.subject, link: CaseView.path.link(facts.file.place), moment,
      in: database)
  }
}
