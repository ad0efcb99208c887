import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The approver decides: this one ends, its letter says where it goes on.
struct JoinTwin: CaseAct {
  struct Asked: Input, NumberTyped {
    static let number = Field.typedNumber("并案", help: "这一份结束，企业收到通知；另一份照常办理。")
    static let fields = [number.note]
    let number: String
    init(_ answers: Answers) throws(Problems) { number = try answers.read(Self.number) }
  }

  static let step = Lifecycle.join
  static let path = Path<CasePlace>("/applications/:number/joining/approval")
  static let occasion: Policy.Letter.Occasion? = .joined
  let desk: CaseDesk

  /// What it was to be joined with has ended or gone elsewhere meanwhile.
  func objection(_ facts: CaseFacts, in database: borrowing Connection) throws -> Refusal? {
    guard let matter = facts.open(.duplicate).last,
      let other = try Cases.find(matter.word, in: database)
    else { return nil }
    func no(_ code: String, _ why: String) -> Refusal {
      Refusal(.conflict, code: code, "\(why)，不能再并入。请不并案，各自办理。", clause: Self.step.clause)
    }
    if let outcome = other.outcome {
      return no("twinEnded", "另一份申请（\(other.number)）已经终止（\(outcome.title)）")
    }
    // Of another unit's cases nothing is told here.
    return other.unit == facts.file.unit ? nil : no("twinElsewhere", "另一份申请已经移送别的单位")
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let matter = facts.open(.duplicate).last,
      let other = try Cases.find(matter.word, in: database)
    else { throw Refusal.notFound }
    try Matters.close(matter.id, "joined", moment, in: database)
    // The other one's page tells of it too.
    let told = try Matters.open(
      .duplicate, facts.file.number, reference: matter.reference, on: other, moment, in: database)
    try Matters.close(told, "took", moment, in: database)
    // And is not to be joined the other way round.
    for back in try Matters.of(other.id, in: database)
    where back.kind == .duplicate && back.isOpen && back.word == facts.file.number {
      try Matters.close(back.id, "took", moment, in: database)
    }
    let values = letter(matter, other)
    let reason = values["reason"] ?? ""
    var said = Said(reason)
    said.reason = reason
    said.payload = ["into": .string(other.number), "reason": .string(matter.reference)]
    said.letter = LetterDraft(.joined, values)
    return said
  }

  func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] {
    guard let matter = facts.open(.duplicate).last,
      let other = try Cases.find(matter.word, in: database)
    else { return [:] }
    return letter(matter, other)
  }

  private func letter(_ matter: Matter, _ other: Case) -> [String: String] {
    [
      "reason": "与编号 \(other.number) 的“\(other.item)”是同一个产品或服务，并入该申请办理。\(matter.reference)",
      "clause": Citation.readable(Self.step.clause),
      "remedy": "另一份申请照常办理；认为不是同一个产品或服务的，可以在平台上申请复核一次。",
    ]
  }

  func words(_ facts: CaseFacts) -> HTML {
    guard let matter = facts.open(.duplicate).last else { return HTML() }
    return p { "经办人提请并入 \(matter.word)：\(matter.reference)" }
  }
}

/// They are two after all.
struct KeepApart: CaseAct, Reasoned {
  typealias Asked = ReasonAsked<KeepApart>

  static let reasonLabel = "不并案的理由"
  static let reasonExample = "是两款不同的产品，标准和用途都不同"
  static let step = Lifecycle.keepApart
  static let path = Path<CasePlace>("/applications/:number/joining/refusal")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.open(.duplicate) {
      try Matters.close(matter.id, "apart", moment, in: database)
    }
    var said = Said(asked.reason)
    said.payload = ["reason": .string(asked.reason)]
    return said
  }
}
