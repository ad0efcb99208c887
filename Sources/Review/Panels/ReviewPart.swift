import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The panel of a case on its page: to the body, the bureau and those who watch it; to an expert the
/// own sheet.
struct ReviewPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.thirdParty, .bureau, .oversight, .expertPool].contains(member.seat.kind),
      let matter = facts.matters.last(where: { $0.kind == .panel }),
      let id = PanelID(matter.reference)
    else { return nil }
    let panel = try Panels.find(id, in: database)
    let reviews = try ReviewTable.of(id, facts.file.id, in: database)
    let isOpen = reviews.isOpen(facts.file.id)
    let shown = reviews.filter { review in
      !review.isGone && (isOpen || review.person == member.caller.person)
    }
    let isReader = !member.seat.roles.isDisjoint(with: PanelsView.readers)
    @Sendable func link(_ address: Address) -> [JSON.Member] {
      isReader ? [.init("href", .string("/api/v1" + address.text))] : []
    }
    let score = reviews.officialScore(of: facts.file.id, by: facts.package.official)
    @Sendable func members() -> [JSON.Member] {
      var members: [JSON.Member] = [
        .init(
          "panel",
          .object(
            [
              .init("id", .string("\(id)")), .init("state", .string(panel.state.rawValue)),
            ] + link(PanelView.path.link(panel.place)))),
        .init(
          "sheets",
          .array(
            shown.map { review in
              .object(
                [
                  .init("id", .string("\(review.id)")), .init("expert", .string(review.personName)),
                  .init("state", .string(review.state.rawValue)),
                ] + link(ReviewView.path.link(review.place))
                  + (isOpen ? review.total.map { [.init("total", $0.json)] } ?? [] : []))
            })),
      ]
      if let score { members.append(.init("report", ["score": score.json])) }
      return members
    }
    return CaseShown(
      "专家评审",
      group {
        factList {
          fact(
            "评审组",
            isReader
              ? a(.href(PanelView.path.link(panel.place))) { panel.standing }
              : HTML(panel.standing))
          fact("已锁定的评分表", HTML("\(reviews.count { $0.state == .locked }) 张"))
          if let score { fact("正式分", strong { "\(score)" }) }
        }
        if !shown.isEmpty {
          ul(.class("links")) {
            for review in shown {
              li {
                let words = group {
                  "\(review.personName)的评分表"
                  if isOpen, let total = review.total { span(.class("quiet")) { "\(total) 分" } }
                }
                isReader ? a(.href(ReviewView.path.link(review.place))) { words } : words
              }
            }
          }
        }
      }, members())
  }
}
