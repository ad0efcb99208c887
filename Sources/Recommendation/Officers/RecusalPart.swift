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

/// Who keeps out of the case and who goes on: to the offices.
struct RecusalPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight].contains(member.seat.kind) else { return nil }
    let all = try database.all(
      """
      SELECT p.name, r.reason, s.name, m.opened FROM recusal r JOIN matter m ON m.id = r.matter
      JOIN person p ON p.id = r.person LEFT JOIN person s ON s.id = r.substitute
      WHERE r.application = ? ORDER BY m.number
      """, facts.file.id.number
    ) { row in
      (
        who: row.text(0), reason: row.text(1), substitute: row.optionalText(2),
        at: Instant(milliseconds: Int64(row.int(3)))
      )
    }
    let related = try Recusal.related(
      in: facts.file.unit, to: facts.file.enterprise, in: database)
    let isDistrict =
      member.seat.kind == .district && [.submitted, .accepted].contains(facts.file.stage)
    let colleagues = isDistrict ? try Colleagues.of(facts.file.unit, in: database) : []
    @Sendable func members() -> [JSON.Member] {
      [
        .init(
          "recusals",
          [
            "declared": .array(
              all.map { one in
                .object(
                  [
                    .init("by", .string(one.who)), .init("reason", .string(one.reason)),
                    .init("at", .string("\(one.at)")),
                  ] + (one.substitute.map { [.init("substitute", .string($0))] } ?? []))
              }), "related": .array(related.map { .string($0) }),
            "colleagues": .array(
              colleagues.map { ["substitute": .string("\($0.person)"), "name": .string($0.name)] }),
          ])
      ]
    }
    if all.isEmpty, related.isEmpty { return CaseShown("", HTML(), members()) }
    return CaseShown(
      "回避",
      group {
        ul {
          for one in all {
            li {
              "\(one.who)回避（\(one.reason)），"
              one.substitute.map { "由\($0)接办" } ?? "接办人待指定"
              "，"
              moment(one.at)
            }
          }
          for name in related { li { "\(name)：是或者曾经是这家企业的人员，按规定回避，不能办理。" } }
        }
      }, members())
  }
}
