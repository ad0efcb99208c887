import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The approver signs, and the case goes back with a new due day.
struct SignFurtherReturn: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.signReturn
  static let path = Path<CasePlace>("/applications/:number/further-return/approval")
  static let occasion: Policy.Letter.Occasion? = .correction
  let desk: CaseDesk

  func words(_ facts: CaseFacts) -> HTML {
    guard let asked = try? desk.ledger.store.read({ try FurtherReturn.open(facts, in: $0) }) else {
      return HTML()
    }
    return p { "再次退回的理由：\(asked.reason)" }
  }

  func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] {
    try FurtherReturn.open(facts, in: database).map {
      Self.letter($0, try Corrections.letter($0.items, facts))
    } ?? [:]
  }

  /// The enterprise reads that it is not the first, and why.
  private static func letter(
    _ asked: FurtherReturn, _ values: [String: String]
  ) -> [String: String] {
    var values = values
    values["items"] = "（这是再次退回补正，理由：\(asked.reason)）\n\(values["items"] ?? "")"
    return values
  }

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let asked = try FurtherReturn.open(facts, in: database) else { throw Refusal.notFound }
    try Matters.close(asked.matter, "signed", moment, in: database)
    var said = try Corrections.ask(asked.items, facts, moment, in: database)
    said.reason = "再次退回的理由：\(asked.reason)\(said.reason)"
    said.letter = said.letter.map { LetterDraft($0.occasion, Self.letter(asked, $0.values)) }
    return said
  }
}

/// The approver does not sign: the handler goes on with what there is.
struct DenyFurtherReturn: CaseAct, Reasoned {
  typealias Asked = ReasonAsked<DenyFurtherReturn>

  static let reasonLabel = "不同意的理由"
  static let reasonExample = "材料已经够作判断"
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
