import Accounts
import Acts
import Applications
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

enum Replies {
  /// Kept as it came, once; the case moves nowhere, and whoever asked is told.
  static func keep(
    _ given: ReplyInput, to asked: Consultation, paper: String? = nil, _ moment: Moment,
    _ desk: CaseDesk, in database: borrowing Connection
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
      INSERT INTO consultation_reply (matter, opinion, text, signer, person, at, paper)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, asked.id.number, given.opinion.rawValue, given.text, given.signer,
      moment.person?.number, moment.now.milliseconds, paper)
    try database.run(
      "UPDATE consultation SET link = NULL WHERE matter = ?", asked.id.number)
    try Matters.close(asked.id, given.opinion.rawValue, moment, in: database)
    let facts = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
    let said = Said("\(asked.name)已经\(paper.map { "书面答复（\($0)）" } ?? "答复")")
    let moved = try desk.take(Lifecycle.answer, facts, said, moment, in: database)
    try desk.post.tellUnit(
      file.unit, as: [.districtHandler], .caseNews,
      [
        "item": file.item, "number": file.number,
        "what": "\(asked.name)答复了征求意见：\(given.opinion.title)",
        "reason": "",
      ], about: file.subject, link: CaseView.path.link(file.place), moment, in: database)
    guard let now = try Consultations.find(asked.id, in: database) else { throw Refusal.notFound }
    return Done(
      now, said.sentence(Lifecycle.answer, moved), about: moved.subject,
      payload: [
        "department": .string(asked.name), "opinion": .string(given.opinion.rawValue),
        "text": .string(given.text), "signer": .string(given.signer),
        "byLink": .bool(moment.person == nil), "document": .string(paper ?? ""),
      ])
  }
}
