import Acts
import Applications
import HTML
import Policy
import Routing
import SQLite
import Vocabulary

/// The correction's day moves, for this case alone; the enterprise is told.
struct GrantExtension: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.grantExtension
  static let path = Path<CasePlace>("/applications/:number/extension/approval")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let matter = facts.open(.extension).last, let until = Day(matter.word) else {
      throw Refusal.notFound
    }
    try Matters.close(matter.id, "granted", moment, in: database)
    try Deadlines.extend(facts.file, to: until, in: database)
    let said = "补正期限延长到\(until.chinese)。理由：\(matter.reference)"
    try desk.tellEnterprise(facts.file, Self.step.title, said, moment, in: database)
    return Said(said)
  }

  func words(_ facts: CaseFacts) -> HTML { Extensions.asked(facts) }
}

struct DenyExtension: CaseAct, Reasoned {
  typealias Asked = ReasonAsked<DenyExtension>

  static let reasonLabel = "不同意的理由"
  static let reasonExample = "已经给足时间"
  static let step = Lifecycle.denyExtension
  static let path = Path<CasePlace>("/applications/:number/extension/refusal")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.open(.extension) {
      try Matters.close(matter.id, "denied", moment, in: database)
    }
    return Said(asked.reason)
  }

  func words(_ facts: CaseFacts) -> HTML { Extensions.asked(facts) }
}

enum Extensions {
  static func asked(_ facts: CaseFacts) -> HTML {
    guard let matter = facts.open(.extension).last, let until = Day(matter.word) else {
      return HTML()
    }
    return p {
      "经办提请把补正期限由\(facts.file.due?.chinese ?? "")延长到\(until.chinese)。理由：\(matter.reference)"
    }
  }
}
