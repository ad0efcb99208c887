import Accounts
import Applications
import Design
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// The enterprise's history, and what is alike among what is on its way, to the offices.
struct TwinPart: CasePart {
  let desk: CaseDesk

  /// There is something to join with only where there is another.
  func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[String: [Offer]]] {
    let asked = all.filter { $0.admits(Lifecycle.pair) }.map(\.facts.file.id)
    let paired = asked.isEmpty ? [] : try Twins.joinable(of: asked, in: database)
    return all.map { one in
      one.admits(Lifecycle.pair) && !paired.contains(one.facts.file.id)
        ? [Lifecycle.pair.name: []] : [:]
    }
  }

  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight].contains(member.seat.kind) else { return nil }
    let all = try Twins.of(facts.file, for: member, in: database)
    if all.isEmpty { return nil }
    @Sendable func round(_ file: Case) -> String { desk.library.round(file.round)?.number ?? "" }
    let asked = facts.open(.duplicate).last
    return CaseShown(
      "这家企业的其他申请",
      group {
        if let asked {
          note(.warn) { p { "经办人提请并入 \(asked.word)：\(asked.reference)。由审核人决定。" } }
        }
        DataTable(
          "这家企业的其他申请", [.init("产品或服务"), .init("批次"), .init("环节"), .init("对照")],
          all.map { twin in
            [
              a(.href(CaseView.path.link(twin.file.place))) { twin.file.item },
              HTML(round(twin.file)),
              HTML(twin.file.outcome?.title ?? twin.file.stage.title),
              group {
                twin.likeness.word.map {
                  state($0, twin.mayTake(facts.file) ? .warn : .plain)
                } ?? HTML(twin.reasons.isEmpty ? "—" : "")
                for reason in twin.reasons { p(.class("small quiet")) { reason } }
              },
            ]
          }, isTitleSaid: true
        ).bare
      },
      [
        .init(
          "twins",
          .array(
            all.map { twin in
              [
                "into": .string(twin.file.number), "item": .string(twin.file.item),
                "round": .string(round(twin.file)),
                "stage": .string(twin.file.stage.rawValue),
                "likeness": .string(twin.likeness.rawValue),
                "reasons": .array(twin.reasons.map { .string($0) }),
                "live": .bool(twin.mayTake(facts.file)),
              ]
            }))
      ])
  }
}
