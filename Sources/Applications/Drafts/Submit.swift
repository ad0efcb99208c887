import Acts
import Design
import Digest
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The signatory sends the application (001 三（一）): complete, inside the window to the millisecond, the
/// conditions judged; what is sent is frozen, and a receipt says so.
struct Submit: CaseAct {
  struct Asked: Input {
    static let agreed = Field.flag(
      "agreed", "我已核对全部内容，代表企业提交，并遵守申请书中的声明", isRequired: true)
    static let fields = [agreed.note]
    init(_ answers: Answers) throws(Problems) { _ = try answers.read(Self.agreed) }
  }

  static let step = Lifecycle.submit
  static let path = Path<CasePlace>("/applications/:number/submission")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try Sending(desk: desk).send(facts, .account, moment, in: database)
  }

  func words(_ facts: CaseFacts) -> HTML { AnswersCheck.html(facts, desk) }

  func edition(_ facts: CaseFacts, in database: borrowing Connection) throws -> Int {
    try Drafts.edition(of: facts.file, in: database)
  }
}

/// What was asked for has been put right: a new version goes back to where the case came from.
struct Resubmit: CaseAct {
  typealias Asked = Submit.Asked

  static let step = Lifecycle.resubmit
  static let path = Path<CasePlace>("/applications/:number/resubmission")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try Sending(desk: desk).send(facts, .account, moment, in: database)
  }

  func words(_ facts: CaseFacts) -> HTML { AnswersCheck.html(facts, desk) }

  func edition(_ facts: CaseFacts, in database: borrowing Connection) throws -> Int {
    try Drafts.edition(of: facts.file, in: database)
  }
}
