import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// An honour that was verified holds no more: revoked, or run out. The flag goes with it, on the record.
struct EndHonour: CaseAct {
  struct Asked: Input {
    static let honour = Field.text("honour", "哪一项称号", most: 13, example: "0000000000000").picked
    static let kind = Field.choice(
      "kind", "怎样失效", [Choice("revoked", "被撤销"), Choice("lapsed", "已过有效期")])
    static let reason = Field.longText(
      "reason", "依据", most: 300, example: "沪市监质发〔2026〕8号，撤销称号")
    static let fields = [honour.note, kind.note, reason.note]
    let honour, kind, reason: String
    init(_ answers: Answers) throws(Problems) {
      (honour, kind, reason) = try answers.read(Self.honour, Self.kind, Self.reason)
    }
  }

  static let step = Lifecycle.endHonour
  static let path = Path<CasePlace>("/applications/:number/honours/end")
  static let shownFields = [Asked.kind.note, Asked.reason.note]
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let holding = try HonourEnds.holding(facts.file.id, in: database)
    guard let honour = holding.first(where: { "\($0.matter)" == asked.honour }) else {
      throw Problems([
        Problem(field: "honour", code: "notAChoice", message: "没有这一项已经核实、还有效的称号。")
      ])
    }
    try HonourEnds.end(honour.matter, asked.kind, asked.reason, facts, moment, in: database)
    let words = "\(honour.name)\(asked.kind == "revoked" ? "被撤销" : "已过有效期")：\(asked.reason)"
    try HonourEnds.tell([words], facts, desk, moment, in: database)
    try HonourEndsTogether.follow(
      honour.reference, asked.kind, asked.reason, facts, desk, moment, in: database)
    var said = Said(words)
    said.payload = [
      "honour": .string(honour.name), "kind": .string(asked.kind), "reason": .string(asked.reason),
    ]
    return said
  }

  func words(_ facts: CaseFacts) -> HTML {
    p { "重点推荐随之取消；这家企业别的在办的申请凭同一项称号重点推荐的，一起取消，企业和办理单位收到通知。" }
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let holding =
      (try? desk.ledger.store.read { try HonourEnds.holding(facts.file.id, in: $0) }) ?? []
    return field(
      Asked.honour.note.choosing(from: holding.map { Choice("\($0.matter)", $0.name) }), sheet)
  }
}
