import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The handler holds two applications of one enterprise for one: the same item twice, or under two names.
struct ProposeJoin: CaseAct {
  struct Asked: Input {
    static let into = Field.text("into", "并入哪一份申请", most: 20, example: "2026-1-0482913")
    static let reason = Field.longText(
      "reason", "为什么是同一个产品或服务", most: 500, help: "由审核人决定；并入以后，这一份不再单独办理。",
      example: "两份申请是同一款产品的不同叫法，型号和标准相同")
    static let fields = [into.note, reason.note]
    let into, reason: String
    init(_ answers: Answers) throws(Problems) {
      (into, reason) = try answers.read(Self.into, Self.reason)
    }
  }

  static let step = Lifecycle.pair
  static let path = Path<CasePlace>("/applications/:number/joining")
  static let shownFields = [Asked.reason.note]
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let member = moment.member else { throw Refusal.notFound }
    let twin = try Twins.of(facts.file, for: member, in: database).first {
      $0.file.number == asked.into && $0.mayTake(facts.file)
    }
    guard let twin else {
      throw Problems([
        Problem(
          field: "into", code: "notAChoice", message: "要选这家企业另一份还在本单位办理的申请。")
      ])
    }
    try Matters.open(
      .duplicate, twin.file.number, reference: asked.reason, on: facts.file, moment, in: database)
    var said = Said("并入 \(twin.file.number)：\(asked.reason)")
    said.payload = ["into": .string(twin.file.number), "reason": .string(asked.reason)]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let all =
      (try? desk.ledger.store.read { database in
        try Cases.all(of: facts.file.enterprise, in: database).map {
          Twin(file: $0, likeness: .other)
        }.filter { $0.file.id != facts.file.id && $0.mayTake(facts.file) }
      }) ?? []
    return field(
      Asked.into.note.choosing(
        from: all.map { Choice($0.file.number, "\($0.file.item)（\($0.file.number)）") }), sheet)
  }
}

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
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let matter = facts.open(.duplicate).last,
      let other = try Cases.find(matter.word, in: database)
    else { throw Refusal.notFound }
    guard other.outcome == nil else {
      throw Refusal(
        .conflict, code: "twinEnded", "另一份申请（\(other.number)）已经\(other.outcome?.title ?? "终止")，不能再并入。")
    }
    try Matters.close(matter.id, "joined", moment, in: database)
    // The other one's page tells of it too.
    let told = try Matters.open(
      .duplicate, facts.file.number, reference: matter.reference, on: other, moment, in: database)
    try Matters.close(told, "took", moment, in: database)
    let reason = "与编号 \(other.number) 的“\(other.item)”是同一个产品或服务，并入该申请办理。\(matter.reference)"
    var said = Said(reason)
    said.reason = reason
    said.payload = ["into": .string(other.number), "reason": .string(matter.reference)]
    said.letter = LetterDraft(
      .refused,
      [
        "reason": reason, "clause": Self.step.clause,
        "remedy": "另一份申请照常办理；认为不是同一个产品或服务的，可以在平台上申请复核一次。",
      ])
    return said
  }

  func words(_ facts: CaseFacts) -> HTML {
    guard let matter = facts.open(.duplicate).last else { return HTML() }
    return p { "经办人提请并入 \(matter.word)：\(matter.reference)" }
  }
}

/// They are two after all.
struct KeepApart: CaseAct {
  struct Asked: Input {
    static let reason = Field.longText("reason", "不并案的理由", most: 500, example: "是两款不同的产品，标准和用途都不同")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

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
