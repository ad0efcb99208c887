import Accounts
import Acts
import Applications
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// One way to be heard after a no: once, by somebody who has not had the case in hand.
struct AskAgain: CaseAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "申请复核的理由", most: 1000, help: "写明对哪一点不服、依据是什么。只能申请一次。", example: "商标已于上月办完转让")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let step = Lifecycle.appeal
  static let path = Path<CasePlace>("/applications/:number/reconsideration")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try Matters.open(
      .reconsideration, reference: asked.reason, on: facts.file, moment, in: database)
    return Said(asked.reason)
  }
}

/// Granted: it goes back to the stage that decided.
struct GrantReconsideration: CaseAct {
  struct Asked: Input {
    static let reason = Field.longText("reason", "同意复核的理由", most: 500, example: "企业补充了新的证明")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let step = Lifecycle.reconsider
  static let path = Path<CasePlace>("/applications/:number/reconsideration/grant")
  static let occasion: Policy.Letter.Occasion? = .reconsidered
  private static let conclusion = "同意复核，重新办理"
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.open(.reconsideration) {
      try Matters.close(matter.id, "granted", moment, in: database)
    }
    try DistrictReview.reopen(facts, moment, in: database)
    if facts.file.cameFrom == .accepted { try Priority.settle(facts, moment, in: database) }
    return Reconsideration.said(Self.conclusion, asked.reason, facts)
  }

  func words(_ facts: CaseFacts) -> HTML { Reconsideration.words(facts) }

  func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] {
    Reconsideration.letter(Self.conclusion, sheet.text(Asked.reason.note))
  }
}

/// Not granted: what was decided stands, with the reason, and that is the end of it.
struct UpholdDecision: CaseAct {
  struct Asked: Input, NumberTyped {
    static let number = Field.typedNumber("维持原决定", help: "复核只有一次，答复以后不能再改。")
    static let reason = Field.longText(
      "reason", "维持原决定的理由", most: 500, help: "企业会收到复核答复。", example: "补充的材料仍不能证明商标归该企业所有")
    static let fields = [reason.note, number.note]
    let reason, number: String
    init(_ answers: Answers) throws(Problems) {
      (reason, number) = try answers.read(Self.reason, Self.number)
    }
  }

  static let step = Lifecycle.uphold
  static let path = Path<CasePlace>("/applications/:number/reconsideration/refusal")
  static let occasion: Policy.Letter.Occasion? = .reconsidered
  private static let conclusion = "维持原决定"
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.open(.reconsideration) {
      try Matters.close(matter.id, "upheld", moment, in: database)
    }
    try desk.post.tellUnit(
      facts.file.enterprise, as: [.enterpriseEditor, .signatory], .caseNews,
      [
        "item": facts.file.item, "number": facts.file.number, "what": "复核已有答复：维持原决定",
        "reason": "理由：\(asked.reason)",
      ], about: facts.file.subject, link: CaseView.path.link(facts.file.place), moment,
      in: database)
    return Reconsideration.said(Self.conclusion, asked.reason, facts)
  }

  func words(_ facts: CaseFacts) -> HTML { Reconsideration.words(facts) }

  func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] {
    Reconsideration.letter(Self.conclusion, sheet.text(Asked.reason.note))
  }
}

enum Reconsideration {
  /// With the letter that answers, where the round's package has one.
  static func said(_ conclusion: String, _ reason: String, _ facts: CaseFacts) -> Said {
    var said = Said(because: reason)
    if facts.package.letters.contains(where: { $0.occasion == .reconsidered }) {
      said.letter = LetterDraft(.reconsidered, letter(conclusion, reason))
    }
    return said
  }

  static func letter(_ conclusion: String, _ reason: String) -> [String: String] {
    ["conclusion": conclusion, "reason": reason]
  }

  /// What the enterprise asks for, above the form that answers it.
  static func words(_ facts: CaseFacts) -> HTML {
    guard let asked = facts.open(.reconsideration).last else { return HTML() }
    return p { "企业申请复核的理由：\(asked.reference)" }
  }
}
