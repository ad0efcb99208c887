import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// On the case's page: that there is an objection and what became of it, never from whom.
struct ObjectionPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    let found = facts.matters.filter { $0.kind == .objection }
    guard !found.isEmpty,
      CaseScope.isInside(member.seat)
    else { return nil }
    let isBureau = !member.seat.roles.isDisjoint(
      with: [.municipalHandler, .municipalApprover, .supervisor, .auditor])
    let open = try facts.open(.objection).compactMap { matter in
      try ObjectionID(matter.reference).flatMap { try Objections.find($0, in: database) }
    }
    var shown = CaseShown(
      "异议",
      ul {
        for matter in found {
          li {
            moment(matter.opened)
            " 收到一件异议，\(title(matter))"
            if isBureau, let id = ObjectionID(matter.reference) {
              " "
              a(.href(ObjectionView.path.link(ItemPlace(id)))) { "打开这件异议" }
            }
          }
        }
      },
      [
        .init(
          "objections",
          .array(
            found.map { matter in
              var members: [JSON.Member] = [
                .init("at", .string("\(matter.opened)")),
                .init("state", .string(matter.isOpen ? "open" : matter.outcome)),
              ]
              if isBureau { members.append(.init("id", .string(matter.reference))) }
              return .object(members)
            }))
      ])
    shown.clocks = open.map { Clock("objection", "异议处理", .until($0.due)) }
    return shown
  }

  private func title(_ matter: Matter) -> String {
    matter.isOpen ? "正在核查" : Opinion.Conclusion(rawValue: matter.outcome)?.title ?? "已办结"
  }
}
