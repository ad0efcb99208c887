import Acts
import Applications
import Messages
import Routing
import SQLite
import Vocabulary

/// What a department says, whichever way it comes: with the account of one of its people, or by the link
/// that works once.
struct ReplyInput: Input {
  static let opinion = Field.choice(
    "opinion", "意见", Consultation.Opinion.allCases.map { Choice($0.rawValue, $0.title) })
  static let text = Field.longText(
    "text", "具体意见", most: 2000, help: "有条件、不同意或无法判断的，请写明条件或理由。", example: "三年内没有处罚记录。",
    isRequired: false)
  static let signer = Field.text(
    "signer", "答复人", most: 60, help: "姓名和职务，记入档案。", example: "冯涛，商务委员会四级主任科员")
  static let fields = [opinion.note, text.note, signer.note]

  let opinion: Consultation.Opinion
  let text, signer: String

  init(_ answers: Answers) throws(Problems) {
    let (word, text, signer) = try answers.read(Self.opinion, Self.text, Self.signer)
    opinion = kept(word)
    self.text = text
    self.signer = signer
    if opinion.needsWords, text.allSatisfy(\.isWhitespace) {
      throw Problems([
        Problem(
          field: "text", code: "required", message: "“\(opinion.title)”要写明条件或理由，审核的人才知道怎么办。")
      ])
    }
  }
}

enum Replies {
  /// Kept as it came, once; the case moves nowhere, and whoever asked is told.
  static func keep(
    _ given: ReplyInput, to asked: Consultation, _ moment: Moment, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> Done<Consultation> {
    guard asked.isOpen else {
      throw Refusal(
        .conflict, code: "answeredAlready",
        asked.reply == nil ? "区里已经作出决定，这次征求意见已经结束。" : "已经答复过了，答复不能更改；要补充的请联系发函的区市场监管局。",
        clause: Lifecycle.answer.clause)
    }
    guard let file = try Cases.find(asked.application, in: database) else { throw Refusal.notFound }
    let before = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
    try desk.judge.admit(Lifecycle.answer, before, in: database)
    try database.run(
      """
      INSERT INTO consultation_reply (matter, opinion, text, signer, person, at)
      VALUES (?, ?, ?, ?, ?, ?)
      """, asked.id.number, given.opinion.rawValue, given.text, given.signer,
      moment.person?.number, moment.now.milliseconds)
    try database.run(
      "UPDATE consultation SET link = NULL WHERE matter = ?", asked.id.number)
    try Matters.close(asked.id, given.opinion.rawValue, moment, in: database)
    let facts = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
    let said = Said("\(asked.name)已经答复")
    let moved = try desk.take(Lifecycle.answer, facts, said, moment, in: database)
    try desk.post.tellUnit(
      file.unit, as: [.districtHandler], .caseNews,
      [
        "item": file.item, "number": file.number, "what": "，\(asked.name)答复了征求意见：\(given.opinion.title)",
        "reason": "",
      ], about: file.subject, link: CaseView.path.link(file.place), moment, in: database)
    guard let now = try Consultations.find(asked.id, in: database) else { throw Refusal.notFound }
    return Done(
      now, said.sentence(Lifecycle.answer, moved), about: moved.subject,
      payload: [
        "department": .string(asked.name), "opinion": .string(given.opinion.rawValue),
        "text": .string(given.text), "signer": .string(given.signer),
        "byLink": .bool(moment.person == nil),
      ])
  }
}
