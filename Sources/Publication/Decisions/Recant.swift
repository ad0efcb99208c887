import Acts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What was agreed is taken back before it is published: the handler proposes anew, knowing why.
struct Recant: CaseAct, Reasoned {
  typealias Asked = ReasonAsked<Recant>

  static let reasonLabel = "撤回的理由（经办会收到，企业看不到）"
  static let reasonExample = "公示以前发现检验报告有疑问，请核实后重拟"
  static let step = Lifecycle.recant
  static let path = Path<CasePlace>("/applications/:number/decision/recantation")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.matters where matter.kind == .decision && matter.outcome == "list" {
      try Matters.takeBack(matter.id, in: database)
      if let proposer = matter.openedBy {
        try desk.tellProposer(
          proposer, facts, "已同意的“拟列入公示”撤回重拟", asked.reason, moment, in: database)
      }
    }
    // Why stays inside: the history is read by the enterprise too.
    var said = Said("")
    said.payload = ["reason": .string(asked.reason)]
    return said
  }
}
