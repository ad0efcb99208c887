import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// A second person has looked at what the first one found.
private func settle(
  _ facts: CaseFacts, as outcome: String? = nil, _ moment: Moment,
  in database: borrowing Connection
) throws {
  for matter in facts.open(.screening) {
    try Matters.close(matter.id, outcome ?? matter.word, moment, in: database)
  }
}

struct PassScreening: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.pass
  static let path = Path<CasePlace>("/applications/:number/screening/pass")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try settle(facts, moment, in: database)
    return Said("由两人分别核对")
  }
}

/// It cannot go on: with the reason and the advice that the applicant reads.
struct FailScreening: CaseAct {
  struct Asked: Input, NumberTyped {
    static let number = Field.typedNumber("不通过", help: "决定以后这份申请就终止。")
    static let reason = Field.longText(
      "reason", "理由（企业读到的就是这段话）", most: 1000, example: "申请的是一组产品，没有写明是哪一件。")
    static let remedy = Field.longText(
      "remedy", "企业可以怎样做", most: 500, example: "可以申请复核；下一批受理时，一件产品写一份申请。")
    static let fields = [number.note, reason.note, remedy.note]
    let number, reason, remedy: String
    init(_ answers: Answers) throws(Problems) {
      (number, reason, remedy) = try answers.read(Self.number, Self.reason, Self.remedy)
    }
  }

  static let step = Lifecycle.fail
  static let path = Path<CasePlace>("/applications/:number/screening/failure")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try settle(facts, moment, in: database)
    var said = Said(because: asked.reason)
    said.payload = ["reason": .string(asked.reason), "remedy": .string(asked.remedy)]
    said.letter = LetterDraft(
      .screeningFailed,
      ["reason": asked.reason, "clause": Self.step.clause, "remedy": asked.remedy])
    return said
  }

  func words(_ facts: CaseFacts) -> HTML { ScreenerWords(desk: desk, facts: facts).html }
}

/// Not so, says the second person: the first does it again.
struct SendBackScreening: CaseAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "要重新核对什么", most: 500, example: "第 4 项：商标注册证上的注册人与企业名称不一致，请再核对。")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let step = Lifecycle.rescreen
  static let path = Path<CasePlace>("/applications/:number/screening/sending-back")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try settle(facts, as: "sentBack", moment, in: database)
    try desk.tellBody(
      facts.file, as: .screener, "复核人员请您重新核对：\(asked.reason)", moment, in: database)
    // Between the two of them; the applicant reads what comes of it.
    var said = Said("")
    said.payload = ["reason": .string(asked.reason)]
    return said
  }

  func words(_ facts: CaseFacts) -> HTML { ScreenerWords(desk: desk, facts: facts).html }
}

/// What the screener wrote, above what the checker decides.
struct ScreenerWords {
  let desk: CaseDesk
  let facts: CaseFacts

  var html: HTML {
    guard let screening = try? desk.ledger.store.read({ try Screenings.open(facts, in: $0) }),
      !screening.reason.isEmpty
    else { return HTML() }
    return note { p { "\(screening.personName)写的：\(screening.reason)" } }
  }
}
