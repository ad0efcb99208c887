import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Not taken in hand: which condition is not met, on what evidence, by which sentence, and how to be heard.
struct Refuse: CaseAct {
  struct Asked: Input, NumberTyped {
    static let condition = Field.text(
      "condition", "不符合哪一条", most: 40, help: "不予受理要有一条申请条件不符合；材料不齐请退回补正，不归本区请移送。",
      example: "condition1"
    ).picked
    static let reason = Field.longText(
      "reason", "不予受理的理由", most: 500, help: "写明怎样不符合，企业会收到。", example: "不是本市依法设立的独立法人")
    static let evidence = Field.longText(
      "evidence", "依据", most: 300, help: "核对了什么、从哪里看到的，企业会收到。",
      example: "国家企业信用信息公示系统，2026年11月20日查询")
    static let remedy = Field.longText(
      "remedy", "企业可以怎样办", most: 300, help: "可以申请复核，会另外写明。", example: "改制为公司以后，下一批可以申请",
      isRequired: false)
    static let number = Field.typedNumber("不予受理")
    static let fields = [condition.note, reason.note, evidence.note, remedy.note, number.note]
    let condition, reason, evidence, remedy, number: String
    init(_ answers: Answers) throws(Problems) {
      (condition, reason, evidence, remedy, number) = try answers.read(
        Self.condition, Self.reason, Self.evidence, Self.remedy, Self.number)
    }
  }

  static let step = Lifecycle.refuse
  static let path = Path<CasePlace>("/applications/:number/refusal")
  static let shownFields = [
    Asked.reason.note, Asked.evidence.note, Asked.remedy.note,
  ]
  let desk: CaseDesk

  static let occasion: Policy.Letter.Occasion? = .refused

  func beside(_ facts: CaseFacts) -> HTML? { material(facts) }

  func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] {
    let conditions = DistrictReview.conditions(try DistrictReview.form(facts))
    let typed = sheet.text(Asked.condition.note)
    return Self.letter(
      failed: conditions.first { $0.id == typed }, reason: sheet.text(Asked.reason.note),
      evidence: sheet.text(Asked.evidence.note), remedy: sheet.text(Asked.remedy.note), facts
    ).values
  }

  private static func letter(
    failed: Question?, reason: String, evidence: String, remedy: String, _ facts: CaseFacts
  ) -> (values: [String: String], sentence: String) {
    let findings = [Finding(condition: failed, verdict: "fail", evidence: evidence)]
      .filter { !$0.isEmpty }
    return (
      Finding.values(reason, findings, remedy, step.clause, facts),
      Finding.sentence(reason, findings)
    )
  }

  /// The conditions as the unit will find them in its review.
  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let conditions = (try? DistrictReview.form(facts)).map(DistrictReview.conditions) ?? []
    return group {
      Design.field(
        Asked.condition.note.choosing(from: conditions.map { Choice($0.id, $0.label) }), sheet)
      // Typed last, when all is said that it confirms.
      Design.field(Asked.number.note, sheet)
    }
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let conditions = DistrictReview.conditions(try DistrictReview.form(facts))
    let failed = conditions.first { $0.id == asked.condition }
    if failed == nil {
      throw Problems([
        Problem(field: "condition", code: "notAChoice", message: "“不符合哪一条”要从列出的条件里选。")
      ])
    }
    let (values, sentence) = Self.letter(
      failed: failed, reason: asked.reason, evidence: asked.evidence, remedy: asked.remedy, facts)
    var said = Said(because: sentence)
    said.letter = LetterDraft(.refused, values)
    said.payload = [
      "condition": .string(asked.condition), "reason": .string(asked.reason),
      "evidence": .string(asked.evidence),
    ]
    return said
  }
}
