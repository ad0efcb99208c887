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

/// A handler takes a case that nobody has.
struct TakeCase: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.take
  static let path = Path<CasePlace>("/applications/:number/handler")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let member = moment.member else { throw Refusal.notFound }
    try Handlers.give(facts, to: member.caller.person, moment, in: database)
    return Said(member.caller.name)
  }
}
