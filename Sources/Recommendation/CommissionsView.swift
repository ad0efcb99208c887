import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// All commissions, with what can be decided.
struct CommissionsView: View {
  typealias Asked = Nothing

  static let name = "commissions"
  static let summary = "委托第三方专业机构"
  static let path = Path<Nowhere>("/commissions")
  static let audience = Audience.members(
    .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = "001 三（四）第一句"
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("round", .text), .always("body", .text),
          .always("note", .text), .always("at", .instant), .sometimes("decided", .instant),
          .sometimes("cases", .integer),
          .sometimes(
            "applications",
            .list(
              .object([
                .always("number", .text), .always("item", .text), .always("enterprise", .text),
              ]))), .always("acts", Start.schema),
        ]))), .always("bodies", .list(.object([.always("body", .text), .always("name", .text)]))),
    .always("acts", Start.schema),
  ])

  struct Item: Sendable {
    let commission: Commission
    let round: String
    /// What would go with it, while it waits.
    let cases: [CaseFacts]
    let starts: [Start]
  }

  struct Answer: Sendable {
    let items: [Item]
    let bodies: [Organisation]
    let starts: [Start]
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      Answer(
        items: try Commission.all(in: database).map {
          try item($0, for: member.caller, visit, in: database)
        },
        bodies: try Organisations.all(.thirdParty, in: database).filter { $0.status == .active },
        starts: try [CommissionStarter(library: desk.library) as any Starter].starts(
          for: member.caller, visit, in: database))
    }
  }

  private func item(
    _ commission: Commission, for caller: Caller, _ visit: Visit, in database: borrowing Connection
  ) throws -> Item {
    let round = desk.library.round(commission.round)?.number ?? ""
    let place = ItemPlace<CommissionOwner>(commission.id)
    let cases =
      commission.decided == nil
      ? try commission.cases(for: caller.person, at: visit.now, desk, in: database).ready : []
    var starts: [Start] = []
    if !cases.isEmpty, commission.isDecided(by: caller) {
      starts.append(
        Start(
          ApproveCommission.name, ApproveCommission.summary, at: ApproveCommission.path.link(place),
          more: [
            .init("number", .string(round)),
            .init(Edition.name, .integer(DraftSeen.edition(of: cases))),
          ]))
    }
    if commission.mayBeRefused(by: caller) {
      starts.append(
        Start(
          RefuseCommission.name, RefuseCommission.summary, at: RefuseCommission.path.link(place)))
    }
    return Item(commission: commission, round: round, cases: cases, starts: starts)
  }

  func json(_ answer: Answer) -> JSON {
    let items = answer.items.map { item -> JSON in
      var members: [JSON.Member] = [
        .init("id", .string("\(item.commission.id)")), .init("round", .string(item.round)),
        .init("body", .string(item.commission.bodyName)),
        .init("note", .string(item.commission.note)),
        .init("at", .string("\(item.commission.at)")),
      ]
      if let decided = item.commission.decided {
        members.append(.init("decided", .string("\(decided)")))
      }
      if let cases = item.commission.cases { members.append(.init("cases", .integer(cases))) }
      if item.commission.decided == nil {
        members.append(
          .init(
            "applications",
            .array(
              item.cases.map { facts in
                [
                  "number": .string(facts.file.number), "item": .string(facts.file.item),
                  "enterprise": .string(facts.file.enterpriseName),
                ]
              })))
      }
      members.append(.init("acts", .array(item.starts.map(\.json))))
      return .object(members)
    }
    return [
      "items": .array(items),
      "bodies": .array(
        answer.bodies.map { ["body": .string("\($0.id)"), "name": .string($0.name)] }),
      "acts": .array(answer.starts.map(\.json)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell(
      "委托第三方专业机构", on: visit,
      act: answer.starts.isEmpty
        ? nil
        : group {
          for (index, start) in answer.starts.enumerated() {
            a(.class(index == 0 ? "button" : "button plain"), .href(start.page)) { start.title }
          }
        }
    ).page {
      errorSummary(sheet)
      if answer.items.isEmpty {
        emptyState("还没有委托", "有培育中的申请以后，由市局经办人员提出，审核人员决定。")
      } else {
        DataTable(
          "委托", [.init("批次"), .init("机构"), .init("事项"), .init("状态"), .init("下一步")],
          answer.items.map { item in
            [
              HTML(item.round), HTML(item.commission.bodyName), HTML(item.commission.note),
              HTML(
                item.commission.decided.map { "\($0.chinese) 已委托 \(item.commission.cases ?? 0) 份" }
                  ?? "等审核人员决定，现有 \(item.cases.count) 份可以委托"),
              group {
                for start in item.starts { a(.href(start.page)) { start.title } }
                if item.starts.isEmpty { "—" }
              },
            ]
          }
        ).html
      }
    }
  }
}
