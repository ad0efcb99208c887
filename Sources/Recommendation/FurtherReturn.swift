import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Once more than the package allows: the handler writes why and what, the approver signs (feature 31).
struct AskFurtherReturn: CaseAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "returnReason", "为什么要再次退回", most: 500, help: "写明上一次为什么没有一次告知；由审核人决定。", example: "补正后的报表与上次不一致")
    static let fields = [reason.note]
    static var more: [Schema.Property]? { CorrectionAsked.more }
    let reason: String
    let items: [Corrections.Item]

    init(_ answers: Answers) throws(Problems) {
      reason = try answers.read(Self.reason)
      items = try CorrectionAsked(answers).items
    }
  }

  static let step = Lifecycle.askReturn
  static let path = Path<CasePlace>("/applications/:number/further-return")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    _ = try Corrections.form(facts, for: asked.items)
    let matter = try Matters.open(.furtherReturn, on: facts.file, moment, in: database)
    let items = JSON.object(asked.items.map { JSON.Member($0.field, .string($0.text)) })
    try database.run(
      "INSERT INTO further_return (matter, reason, items) VALUES (?, ?, ?)", matter.number,
      asked.reason, items.text)
    // Why is told when it is signed; until then it is between the two of them.
    var said = Said("由审核人决定")
    said.payload = ["reason": .string(asked.reason), "items": items]
    return said
  }

  func words(_ facts: CaseFacts) -> HTML { Corrections.count(facts) }
  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? { Corrections.fields(facts, sheet) }
}

/// The approver signs, and the case goes back with a new due day.
struct SignFurtherReturn: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.signReturn
  static let path = Path<CasePlace>("/applications/:number/further-return/approval")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let asked = try FurtherReturn.open(facts, in: database) else { throw Refusal.notFound }
    try Matters.close(asked.matter, "signed", moment, in: database)
    var said = try Corrections.ask(asked.items, facts, moment, in: database)
    said.reason = "再次退回的理由：\(asked.reason)\(said.reason)"
    return said
  }
}

/// The approver does not sign: the handler goes on with what there is.
struct DenyFurtherReturn: CaseAct {
  struct Asked: Input {
    static let reason = Field.longText("reason", "不同意的理由", most: 500, example: "材料已经够作判断")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let step = Lifecycle.denyReturn
  static let path = Path<CasePlace>("/applications/:number/further-return/refusal")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.open(.furtherReturn) {
      try Matters.close(matter.id, "denied", moment, in: database)
    }
    var said = Said("")
    said.payload = ["reason": .string(asked.reason)]
    return said
  }
}

struct FurtherReturn: Sendable {
  let matter: MatterID
  let reason: String
  let items: [Corrections.Item]

  static func open(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> FurtherReturn? {
    guard let matter = facts.open(.furtherReturn).last else { return nil }
    return try database.first(
      "SELECT reason, items FROM further_return WHERE matter = ?", matter.id.number
    ) { row in
      let items = (try? JSON(parsing: row.utf8(1)))?.members ?? []
      return FurtherReturn(
        matter: matter.id, reason: row.text(0),
        items: items.map { (field: $0.name, text: $0.value.string ?? "") })
    }
  }
}

/// How often it has been returned, and what waits for the approver's signature, to the offices.
struct ReturnPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    let had = facts.matters.count { $0.kind == .correction }
    let isOffice = [.district, .bureau, .oversight].contains(member.seat.kind)
    guard isOffice || member.seat.kind == .enterprise, facts.file.submitted != nil else {
      return nil
    }
    let asked = isOffice ? try FurtherReturn.open(facts, in: database) : nil
    if had == 0, asked == nil { return nil }
    var members: [JSON.Member] = [.init("count", .integer(had))]
    if let asked {
      members.append(
        .init(
          "asked",
          [
            "reason": .string(asked.reason),
            "items": .object(asked.items.map { .init($0.field, .string($0.text)) }),
          ]))
    }
    let form = facts.package.forms.first { $0.id == FormUse.application.rawValue }
    return CaseShown(
      "退回补正",
      group {
        p { "已经退回 \(had) 次。" }
        if let asked {
          p {
            strong { "等审核人决定再次退回：" }
            asked.reason
          }
          ul { for item in asked.items { li { "\(form?.label(item.field) ?? item.field)：\(item.text)" } } }
        }
      }, [.init("returns", .object(members))])
  }
}
