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
      "reason", "并案的理由", most: 500, help: "由审核人决定；并入以后，这一份不再单独办理。",
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
      (try? desk.ledger.store.read { try Twins.joinable(with: facts.file, in: $0) }) ?? []
    return field(
      Asked.into.note.choosing(
        from: all.map { twin in
          let why = ([twin.likeness.word].compactMap(\.self) + twin.reasons)
          return Choice(
            twin.file.number,
            "\(twin.file.item)（\((["\(twin.file.number)"] + why).joined(separator: "，"))）")
        }), sheet)
  }
}
