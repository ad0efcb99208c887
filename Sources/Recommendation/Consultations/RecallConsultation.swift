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

/// A question that was put wrongly, or to the wrong department, is taken back with its reason; after that
/// the department can be asked anew. What has been answered stays.
struct RecallConsultation: CaseAct {
  struct Asked: Input {
    static let consultation = Field.text(
      "consultation", "收回哪一个", most: 13, example: "0000000000000")
    static let reason = Field.longText(
      "reason", "收回的理由", most: 300, help: "部门会收到。", example: "问题写得不清楚，改写以后重新征求")
    static let fields = [consultation.note, reason.note]
    let consultation, reason: String
    init(_ answers: Answers) throws(Problems) {
      (consultation, reason) = try answers.read(Self.consultation, Self.reason)
    }
  }

  static let step = Lifecycle.recall
  static let path = Path<CasePlace>("/applications/:number/consultations/recall")
  static let shownFields = [Asked.reason.note]
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let all = try Consultations.of(facts.file.id, in: database)
    guard let found = all.first(where: { $0.isOpen && "\($0.id)" == asked.consultation }) else {
      throw Problems([
        Problem(
          field: "consultation", code: "notAChoice", message: "没有这件等答复的征求意见，可能已经答复，请刷新页面核对。")
      ])
    }
    try Matters.close(found.id, Consultation.recalled, moment, in: database)
    try database.run("UPDATE consultation SET link = NULL WHERE matter = ?", found.id.number)
    if let department = found.department {
      try tell(department, found, asked.reason, facts, moment, in: database)
    }
    var said = Said("\(found.name)：\(asked.reason)")
    said.payload = [
      "consultation": .string("\(found.id)"), "department": .string(found.name),
      "reason": .string(asked.reason),
    ]
    return said
  }

  private func tell(
    _ department: OrganisationID, _ found: Consultation, _ reason: String, _ facts: CaseFacts,
    _ moment: Moment, in database: borrowing Connection
  ) throws {
    try desk.post.tellUnit(
      department, as: Lifecycle.answer.by, .consultationRecalled,
      ["item": facts.file.item, "unit": facts.file.unitName, "reason": reason],
      about: facts.file.subject, link: ConsultationView.path.link(ItemPlace(found.id)), moment,
      in: database)
    // Whoever has said something may go on reading what it was about.
    let all = try Consultations.of(facts.file.id, in: database)
    if all.contains(where: { $0.department == department && ($0.isOpen || $0.reply != nil) }) {
      return
    }
    try CaseScope.close(facts.file.id, to: .organisation(department), moment.now, in: database)
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let all =
      (try? desk.ledger.store.read { try Consultations.of(facts.file.id, in: $0) }) ?? []
    return field(
      Asked.consultation.note.choosing(
        from: all.filter(\.isOpen).map { Choice("\($0.id)", "\($0.name)：\($0.question)") }), sheet)
  }
}
