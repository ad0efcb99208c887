import Acts
import Applications
import HTML
import JSON
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
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.open(.reconsideration) {
      try Matters.close(matter.id, "granted", moment, in: database)
    }
    var said = Said(asked.reason)
    said.reason = "理由：\(asked.reason)"
    return said
  }
}
