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
    return CaseShown(
      all.isEmpty ? "" : "移送",
      ul {
        for one in all {
          li {
            "\(one.fromName)移送\(one.toName)：\(one.reason)（\(one.state)\(one.answer.isEmpty ? "" : "：\(one.answer)")）"
          }
        }
      },
      [
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
      ])
  }
}
