import Acts
import HTML
import Routing
import SQLite
import Vocabulary

/// Entered by mistake, or twice: with the reason, on the record. For a day it can be gone on with.
struct LeaveOutPaper: CaseAct, Reasoned {
  typealias Asked = ReasonAsked<LeaveOutPaper>
  static let reasonLabel = "理由"
  static let reasonExample = "同一份书面申请录入了两次"
  static let step = Lifecycle.leaveOut
  static let path = Path<CasePlace>("/applications/:number/paper-discard")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) -> Said {
    Said(because: asked.reason)
  }
}

/// It was no mistake: the unit goes on entering.
struct EnterOn: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.enterOn
  static let path = Path<CasePlace>("/applications/:number/paper-undo")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try UndoEnding.back(facts)
  }
}
