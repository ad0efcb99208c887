import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What was written down wrongly of an honour is taken back with its reason, and verified once more: the flag
/// hangs on it (001 三（二）第三分句).
struct RecheckHonour: CaseAct {
  struct Asked: Input {
    static let honour = Field.text("honour", "哪一项称号", most: 13, example: "0000000000000").picked
    static let reason = Field.longText(
      "reason", "为什么重新核实", most: 300, help: "原来的核实不再作数，和理由一起留在办理经过里，企业看得到。", example: "核对时选错了称号的种类")
    static let fields = [honour.note, reason.note]
    let honour, reason: String
    init(_ answers: Answers) throws(Problems) {
      (honour, reason) = try answers.read(Self.honour, Self.reason)
    }
  }

  static let step = Lifecycle.recheck
  static let path = Path<CasePlace>("/applications/:number/honours/recheck")
  static let shownFields: [FieldNote] = []
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let checks = try HonourCheck.standing(facts, in: database)
    guard let check = checks.first(where: { "\($0.matter)" == asked.honour }) else {
      throw Problems([
        Problem(field: "honour", code: "notAChoice", message: "没有这一项已经核实的称号，请刷新页面核对。")
      ])
    }
    try Matters.takeBack(check.matter, in: database)
    try Matters.open(.honour, reference: check.claim, on: facts.file, moment, in: database)
    try Priority.settle(facts, moment, in: database)
    var said = Said("\(check.name)：\(asked.reason)")
    said.payload = ["honour": .string(check.claim), "reason": .string(asked.reason)]
    return said
  }

  /// Which one, then why.
  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let checks =
      (try? desk.ledger.store.read { try HonourCheck.standing(facts, in: $0) }) ?? []
    return div(.class("asks flow")) {
      field(
        Asked.honour.note.choosing(
          from: checks.map {
            Choice("\($0.matter)", "\($0.name)（现在是：\($0.isVerified ? "属实" : "不能证实")）")
          }), sheet)
      field(Asked.reason.note, sheet)
    }
  }
}
