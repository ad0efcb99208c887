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

/// Taken back before there is an answer.
struct CallBackTransfer: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.callBack
  static let path = Path<CasePlace>("/applications/:number/transfer/withdrawal")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    for matter in facts.open(.transfer) {
      try Matters.close(matter.id, "withdrawn", moment, in: database)
    }
    return Said("仍由\(facts.file.unitName)办理")
  }
}
