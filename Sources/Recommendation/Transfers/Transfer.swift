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

/// A case that came to the wrong unit, on its way to another, which has to agree (feature 36).
struct Transfer: Sendable {
  let id: MatterID
  let application: ApplicationID
  let from, to: OrganisationID
  let fromName, toName, reason, answer, outcome: String
  let at: Instant
  let isOpen: Bool

  init(_ row: borrowing Row) {
    id = MatterID(row.int(0))
    application = ApplicationID(row.int(1))
    from = OrganisationID(row.int(2))
    to = OrganisationID(row.int(3))
    fromName = row.text(4)
    toName = row.text(5)
    reason = row.text(6)
    answer = row.text(7)
    outcome = row.text(8)
    at = Instant(milliseconds: Int64(row.int(9)))
    isOpen = row.optionalInt(10) == nil
  }

  /// Of the units themselves; what they agreed on, for whoever asks.
  var state: String {
    if isOpen { return "等\(toName)答复" }
    switch outcome {
    case "accepted": return "\(toName)已接收"
    case "declined": return "\(toName)不同意接收"
    default: return "已收回"
    }
  }
}

enum Transfers {
  static func find(_ id: MatterID, in database: borrowing Connection) throws -> Transfer? {
    try database.first(
      """
      SELECT t.matter, t.application, t.from_unit, t.to_unit, f.name, o.name, t.reason, t.answer,
        m.outcome, m.opened, m.closed
      FROM transfer t JOIN matter m ON m.id = t.matter JOIN organisation f ON f.id = t.from_unit
      JOIN organisation o ON o.id = t.to_unit WHERE t.matter = ?
      """, id.number, read: Transfer.init)
  }

  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Transfer] {
    try database.all(
      """
      SELECT t.matter, t.application, t.from_unit, t.to_unit, f.name, o.name, t.reason, t.answer,
        m.outcome, m.opened, m.closed
      FROM transfer t JOIN matter m ON m.id = t.matter JOIN organisation f ON f.id = t.from_unit
      JOIN organisation o ON o.id = t.to_unit WHERE t.application = ? ORDER BY m.number
      """, application.number, read: Transfer.init)
  }

  static func open(
    to unit: OrganisationID, in database: borrowing Connection
  ) throws -> [Transfer] {
    try database.all(
      """
      SELECT t.matter, t.application, t.from_unit, t.to_unit, f.name, o.name, t.reason, t.answer,
        m.outcome, m.opened, m.closed
      FROM transfer t JOIN matter m ON m.id = t.matter JOIN organisation f ON f.id = t.from_unit
      JOIN organisation o ON o.id = t.to_unit
      WHERE t.to_unit = ? AND m.closed IS NULL ORDER BY m.number
      """, unit.number, read: Transfer.init)
  }
}

/// The handler asks another unit to take the case.
struct ProposeTransfer: CaseAct {
  struct Asked: Input {
    static let unit = Field.text("unit", "移送给哪个单位", most: 13, example: "0000000000000")
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

/// Taken back before there is an answer.
struct CallBackTransfer: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.callBack
  static let path = Path<CasePlace>("/applications/:number/transfer/withdrawal")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.open(.transfer) {
      try Matters.close(matter.id, "withdrawn", moment, in: database)
    }
    return Said("仍由\(facts.file.unitName)办理")
  }
}

/// Transfers on the page of the case, and the units that there are for whoever may ask one.
struct TransferPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight].contains(member.seat.kind) else { return nil }
    let all = try Transfers.of(facts.file.id, in: database)
    let isAsking = member.seat.kind == .district && facts.file.stage == .submitted
    let units =
      isAsking ? try ProposeTransfer.units(but: facts.file.unit, in: database) : []
    if all.isEmpty, units.isEmpty { return nil }
    let members: [JSON.Member] = [
      .init(
        "transfer",
        [
          "items": .array(
            all.map { one in
              [
                "id": .string("\(one.id)"), "from": .string(one.fromName),
                "to": .string(one.toName), "reason": .string(one.reason),
                "state": .string(one.isOpen ? "waiting" : one.outcome),
                "answer": .string(one.answer),
              ]
            }),
          "units": .array(
            units.map { ["unit": .string("\($0.id)"), "name": .string($0.name)] }),
        ])
    ]
    return CaseShown(
      all.isEmpty ? "" : "移送",
      ul {
        for one in all {
          li {
            "\(one.fromName)移送\(one.toName)：\(one.reason)（\(one.state)\(one.answer.isEmpty ? "" : "：\(one.answer)")）"
          }
        }
      }, members)
  }
}
