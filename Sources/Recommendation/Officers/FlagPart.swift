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

/// Questions about the case, open ones first, to the offices.
struct FlagPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight].contains(member.seat.kind) else { return nil }
    let all = try Flags.of(facts.file.id, in: database)
    if all.isEmpty { return nil }
    let ordered = all.filter(\.isOpen) + all.filter { !$0.isOpen }
    return CaseShown(
      "问题",
      DataTable(
        "问题", [.init("问题"), .init("交给"), .init("怎样了结")],
        ordered.map { flag in
          [
            group {
              flag.text
              span(.class("sub")) {
                "\(flag.by)，"
                moment(flag.at)
              }
            }, HTML(flag.assignee ?? "—"),
            flag.isOpen ? state("还没有了结", .warn) : resolved(flag),
          ]
        }, isTitleSaid: true
      ).bare,
      [
        .init(
          "flags",
          .array(
            ordered.map { flag in
              .object(
                [
                  .init("flag", .string("\(flag.id)")), .init("text", .string(flag.text)),
                  .init("by", .string(flag.by)), .init("at", .string("\(flag.at)")),
                  .init("open", .bool(flag.isOpen)),
                ] + (flag.assignee.map { [.init("assignee", .string($0))] } ?? [])
                  + (flag.isOpen ? [] : [.init("resolution", .string(flag.resolution))])
                  + (flag.closedBy.map { [.init("resolvedBy", .string($0))] } ?? [])
                  + (flag.closed.map { [.init("resolvedAt", .string("\($0)"))] } ?? []))
            }))
      ])
  }

  private func resolved(_ flag: Flag) -> HTML {
    group {
      flag.resolution.isEmpty ? "申请终止，没有另行了结" : flag.resolution
      span(.class("sub")) {
        if let by = flag.closedBy { "\(by)，" }
        if let at = flag.closed { moment(at) }
      }
    }
  }
}
