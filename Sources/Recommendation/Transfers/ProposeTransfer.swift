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

/// The handler asks another unit to take the case.
struct ProposeTransfer: CaseAct {
  struct Asked: Input {
    static let unit = Field.text("unit", "移送给哪个单位", most: 13, example: "0000000000000").picked
    static let reason = Field.longText(
      "reason", "移送的理由", most: 500, help: "对方同意以后，申请转到那里重新计算期限。", example: "企业住所已迁到浦东新区")
    static let fields = [unit.note, reason.note]
    let unit, reason: String
    init(_ answers: Answers) throws(Problems) {
      (unit, reason) = try answers.read(Self.unit, Self.reason)
    }
  }

  static let step = Lifecycle.transfer
  static let path = Path<CasePlace>("/applications/:number/transfer")
  static let shownFields = [Asked.reason.note]
  let desk: CaseDesk

  static func units(
    but own: OrganisationID, in database: borrowing Connection
  ) throws -> [Organisation] {
    try Organisations.all(.district, in: database).filter {
      $0.id != own && $0.status == .active
    }
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let file = facts.file
    guard
      let unit = try Self.units(but: file.unit, in: database).first(where: {
        "\($0.id)" == asked.unit
      })
    else {
      throw Problems([
        Problem(field: "unit", code: "notAChoice", message: "“移送给哪个单位”要从其他区级单位里选。")
      ])
    }
    let id = try Matters.open(.transfer, "\(unit.id)", on: file, moment, in: database)
    try database.run(
      """
      INSERT INTO transfer (matter, application, from_unit, to_unit, reason) VALUES (?, ?, ?, ?, ?)
      """, id.number, file.id.number, file.unit.number, unit.id.number, asked.reason)
    try desk.post.tellUnit(
      unit.id, as: Lifecycle.receive.by, .reviewTurn,
      ["title": "移送：\(file.item)", "what": "\(file.unitName)请你单位接收这份申请"],
      about: "transfer/\(id)", link: TransferView.path.link(ItemPlace(id)), moment, in: database)
    var said = Said("移送\(unit.name)，等对方答复")
    said.payload = ["unit": .string(unit.name), "reason": .string(asked.reason)]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let units = (try? desk.ledger.store.read { try Self.units(but: facts.file.unit, in: $0) }) ?? []
    return field(
      Asked.unit.note.choosing(from: units.map { Choice("\($0.id)", $0.name) }), sheet)
  }
}
