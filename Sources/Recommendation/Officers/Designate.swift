import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Where everybody of a unit keeps out, the city says which other unit goes on with the case, as it
/// stands and with the days that it has.
struct Designate: CaseAct {
  struct Asked: Input {
    static let unit = Field.text("unit", "由哪个单位办理", most: 13, example: "0000000000000").picked
    static let reason = Field.longText(
      "reason", "指定的理由", most: 500, help: "只有两个单位和市局看得到；企业收到的是由谁办理。",
      example: "原单位的审核人员与企业有利害关系，已经申报回避")
    static let fields = [unit.note, reason.note]
    let unit, reason: String
    init(_ answers: Answers) throws(Problems) {
      (unit, reason) = try answers.read(Self.unit, Self.reason)
    }
  }

  static let step = Lifecycle.designate
  static let path = Path<CasePlace>("/applications/:number/designation")
  static let shownFields = [Asked.reason.note]
  let desk: CaseDesk

  func words(_ facts: CaseFacts) -> HTML {
    p { "\(facts.file.unitName)没有可以办理这份申请的人。指定以后由另一个单位接着办，办过的都算数，还没有决定的意见由新的单位重新提出，期限照原来的走。" }
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let file = facts.file
    let units = try ProposeTransfer.units(but: file.unit, in: database)
    guard let unit = units.first(where: { "\($0.id)" == asked.unit }) else {
      throw Problems([
        Problem(field: "unit", code: "notAChoice", message: "“由哪个单位办理”要从其他区级单位里选。")
      ])
    }
    // What somebody there proposed is nobody's here to decide; who goes on says it themselves.
    for matter in facts.matters where matter.isOpen && Recuse.proposals.contains(matter.kind) {
      try Matters.close(matter.id, "designated", moment, in: database)
    }
    // Who had it in hand there has it no more, and nobody there is looked for.
    for matter in facts.open(.handler) + facts.open(.recusal) {
      try Matters.close(matter.id, "designated", moment, in: database)
    }
    try Cases.give(file, to: unit.id, in: database)
    for office in [file.unit, unit.id] {
      try desk.post.tellUnit(
        office, as: Colleagues.roles, .reviewTurn,
        ["title": file.item, "what": "市局指定由\(unit.name)办理（编号 \(file.number)）"],
        about: file.subject, link: CaseView.path.link(file.place), moment, in: database)
    }
    try desk.tellEnterprise(file, "市局指定由\(unit.name)办理", "", moment, in: database)
    var said = Said("由\(file.unitName)改由\(unit.name)办理")
    said.payload = [
      "from": .string(file.unitName), "to": .string(unit.name), "reason": .string(asked.reason),
    ]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let units =
      (try? desk.ledger.store.read { try ProposeTransfer.units(but: facts.file.unit, in: $0) })
      ?? []
    return field(
      Asked.unit.note.choosing(from: units.map { Choice("\($0.id)", $0.name) }), sheet)
  }
}
