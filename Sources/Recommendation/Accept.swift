import Acts
import Applications
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The unit takes the application in hand (001 三（二）); each claimed honour now waits to be verified.
struct Accept: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.accept
  static let path = Path<CasePlace>("/applications/:number/acceptance")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    if let sent = try Submissions.of(facts.file.id, in: database).last {
      try HonourClaims.settle(facts, sent, moment, in: database)
    }
    var said = Said("材料齐全，予以受理")
    said.letter = LetterDraft(.accepted)
    return said
  }
}

/// Not taken in hand, with the reason, the clause and what can be done.
struct Refuse: CaseAct {
  struct Asked: Input, NumberTyped {
    static let reason = Field.longText(
      "reason", "不予受理的理由", most: 500, help: "写明不符合哪一条，企业会收到。", example: "不是本市依法设立的独立法人")
    static let remedy = Field.longText(
      "remedy", "企业可以怎样办", most: 300, example: "可以在收到通知后申请复核一次", isRequired: false)
    static let number = Field.typedNumber("不予受理")
    static let fields = [reason.note, remedy.note, number.note]
    let reason, remedy, number: String
    init(_ answers: Answers) throws(Problems) {
      (reason, remedy, number) = try answers.read(Self.reason, Self.remedy, Self.number)
    }
  }

  static let step = Lifecycle.refuse
  static let path = Path<CasePlace>("/applications/:number/refusal")
  let desk: CaseDesk

  func words(_ facts: CaseFacts) -> HTML {
    desk.preview(.refused, facts, clause: Self.step.clause)
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    var said = Said(because: asked.reason)
    said.letter = LetterDraft(
      .refused,
      [
        "reason": asked.reason, "clause": Self.step.clause,
        "remedy": asked.remedy.isEmpty ? "对决定不服的，可以在平台上申请复核一次。" : asked.remedy,
      ])
    return said
  }
}
