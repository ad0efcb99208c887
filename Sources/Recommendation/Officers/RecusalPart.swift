import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// Who keeps out of the case and who goes on: to the offices; to a third-party body its own people. Where
/// nobody is left in the unit, whom to turn to.
struct RecusalPart: CasePart {
  private struct Declared {
    let who, reason: String
    let substitute: String?
    let isWaiting: Bool
    let at: Instant
  }

  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight, .thirdParty].contains(member.seat.kind) else {
      return nil
    }
    let isBody = member.seat.kind == .thirdParty
    let own = isBody ? member.seat.organisation : facts.file.unit
    let all = try declared(facts, isBody ? own : nil, in: database)
    let related = try Recusal.related(in: own, facts, in: database)
    let gap = try RecusalGap(facts, member, in: database)
    let isHere = Lifecycle.substitute.from.contains(facts.file.stage)
    let colleagues =
      isHere && member.seat.kind == .district ? try able(facts, member, in: database) : []
    @Sendable func members() -> [JSON.Member] {
      [JSON.Member("recusals", json(all, related, colleagues, gap))]
    }
    let mine = Self.own(facts, member)
    if all.isEmpty, related.isEmpty, mine == nil, gap == nil {
      return CaseShown("", HTML(), members())
    }
    let years = facts.figure(.lookBackYears)
    return CaseShown(
      "回避",
      group {
        if let mine { note(.warn) { p { mine } } }
        ul {
          for one in all {
            li {
              "\(one.who)回避（\(one.reason)）"
              one.substitute.map { "，由\($0)接办" } ?? (one.isWaiting ? "，接办人待指定" : "")
              "，"
              moment(one.at)
            }
          }
          for name in related { li { "\(name)：是或者近 \(years) 年曾经是这家企业的人员，按规定回避，不能办理。" } }
        }
        if let gap { note(.warn) { p { gap.words } } }
      }, members())
  }

  /// Who can be named: for those who wait for somebody, and for whoever would keep out now.
  private func able(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    let waiting = try Substitute.choices(facts, in: database)
    return waiting.isEmpty
      ? try Colleagues.substitutes(for: member.caller.person, facts, in: database) : waiting
  }

  /// To whoever looks at it and keeps out of it: why there is nothing to press, and what to do.
  private static func own(_ facts: CaseFacts, _ member: Member) -> String? {
    if Recusal.stands(of: member.caller.person, in: facts.matters) {
      return "您已经对这份申请申报回避，不再办理，由接办的人接着办。"
    }
    guard facts.isRelated else { return nil }
    return "您是或者近 \(facts.figure(.lookBackYears)) 年曾经是这家企业的人员，按规定不能办理。请申报回避，并写明由谁接办。"
  }

  /// In one organisation, or in all.
  private func declared(
    _ facts: CaseFacts, _ organisation: OrganisationID?, in database: borrowing Connection
  ) throws -> [Declared] {
    try database.all(
      """
      SELECT p.name, r.reason, s.name, m.closed, m.opened FROM recusal r
      JOIN matter m ON m.id = r.matter
      JOIN person p ON p.id = r.person LEFT JOIN person s ON s.id = r.substitute
      WHERE r.application = ?1 AND (?2 IS NULL OR r.organisation = ?2) ORDER BY m.number
      """, facts.file.id.number, organisation?.number
    ) { row in
      Declared(
        who: row.text(0), reason: row.text(1), substitute: row.optionalText(2),
        isWaiting: row.optionalInt(3) == nil, at: Instant(milliseconds: Int64(row.int(4))))
    }
  }

  private func json(
    _ all: [Declared], _ related: [String], _ colleagues: [(person: PersonID, name: String)],
    _ gap: RecusalGap?
  ) -> JSON {
    var members: [JSON.Member] = [
      .init(
        "declared",
        .array(
          all.map { one in
            .object(
              [
                .init("by", .string(one.who)), .init("reason", .string(one.reason)),
                .init("at", .string("\(one.at)")),
              ] + (one.substitute.map { [.init("substitute", .string($0))] } ?? []))
          })),
      .init("related", .array(related.map { .string($0) })),
      .init(
        "colleagues",
        .array(
          colleagues.map { ["substitute": .string("\($0.person)"), "name": .string($0.name)] })),
    ]
    if let gap {
      members += [
        .init("missing", .array(gap.roles.map { .string($0.rawValue) })),
        .init("remedy", .string(gap.remedy)),
      ]
    }
    return .object(members)
  }
}
