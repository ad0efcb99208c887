import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A handler proposes that a listed item be suspended, restored or revoked.
struct ProposeMeasure: CaseAct {
  struct Asked: Input {
    static let word = Field.choice(
      "decision", "处理意见",
      [Decision.Word.suspend, .restore, .revoke].map { Choice($0.rawValue, $0.title) })
    static let text = Field.longText(
      "text", "理由（会公开）", most: 1000, example: "商标权属正在变更，变更完成前暂停使用标志。")
    static let remedy = Field.longText(
      "remedy", "企业可以怎样做", most: 500, example: "变更完成后提交新的商标注册证，申请恢复。", isRequired: false)
    static let fields = [word.note, text.note, remedy.note]
    let word: Decision.Word
    let text, remedy: String
    init(_ answers: Answers) throws(Problems) {
      let (word, text, remedy) = try answers.read(Self.word, Self.text, Self.remedy)
      self.word = known(word)
      self.text = text
      self.remedy = remedy
    }
  }

  static let step = Lifecycle.charge
  static let path = Path<CasePlace>("/applications/:number/measure")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let isSuspended = !facts.open(.suspension).isEmpty
    if asked.word == .suspend && isSuspended || asked.word == .restore && !isSuspended {
      throw Problems([
        Problem(
          field: "decision", code: "noChange",
          message: isSuspended ? "已经暂停，不用再暂停。" : "没有暂停，不用恢复。")
      ])
    }
    try Decisions.open(
      asked.word, asked.text, asked.remedy, on: facts.file, moment, in: database)
    var said = Said("")
    said.payload = ["decision": .string(asked.word.rawValue), "text": .string(asked.text)]
    return said
  }
}

/// Until it is restored, the mark is not to be used.
struct Suspend: CaseAct, Publishing {
  typealias Asked = Nothing
  static let step = Lifecycle.suspend
  static let path = Path<CasePlace>("/applications/:number/suspension")
  let desk: CaseDesk
  let gazette: Gazette

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let decision = try Decisions.close(facts, "suspend", moment, in: database)
    try Matters.open(.suspension, on: facts.file, moment, in: database)
    try desk.tellEnterprise(facts, "已暂停，请停止使用标志", decision.text, moment, in: database)
    return Said(because: decision.text, letter: .suspended, decision.remedy)
  }
}

struct Restore: CaseAct, Publishing {
  typealias Asked = Nothing
  static let step = Lifecycle.restore
  static let path = Path<CasePlace>("/applications/:number/restoration")
  let desk: CaseDesk
  let gazette: Gazette

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let decision = try Decisions.close(facts, "restore", moment, in: database)
    for matter in facts.open(.suspension) {
      try Matters.close(matter.id, "restored", moment, in: database)
    }
    try desk.tellEnterprise(facts, "已恢复，可以继续使用标志", decision.text, moment, in: database)
    return Said(because: decision.text, letter: .restored)
  }
}

/// It leaves the list for good; verification says so from now on.
struct Revoke: CaseAct, Publishing {
  struct Asked: Input, NumberTyped {
    static let number = Field.typedNumber("撤销", help: "撤销以后不能恢复，名单和核验立即显示已撤销。")
    static let fields = [number.note]
    let number: String
    init(_ answers: Answers) throws(Problems) { number = try answers.read(Self.number) }
  }

  static let step = Lifecycle.revoke
  static let path = Path<CasePlace>("/applications/:number/revocation")
  let desk: CaseDesk
  let gazette: Gazette

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let decision = try Decisions.close(facts, "revoke", moment, in: database)
    return Said(because: decision.text, letter: .revoked, decision.remedy)
  }

  func words(_ facts: CaseFacts) -> HTML { desk.proposal(facts) }
}

/// The years of an entry are over.
struct Expiries: ClockWork {
  func owed(
    _ moment: Moment, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [(step: Step, application: ApplicationID)] {
    try Deadlines.owed(Lifecycle.expire.name, on: moment.today, in: database)
      .map { (step: Lifecycle.expire, application: $0) }
  }

  func said(_ step: Step, _ facts: CaseFacts, in database: borrowing Connection) -> Said {
    var said = Said("有效期至 \(facts.file.due?.chinese ?? "")，已满")
    said.reason = "\(said.text)，请停止使用标志。"
    return said
  }
}
