import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// The approver agrees: the case goes into the next notice of its round. The conditions are judged, and
/// what came out is kept.
struct Approve: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.approve
  static let path = Path<CasePlace>("/applications/:number/decision/approval")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let decision = try Decisions.close(facts, "list", moment, in: database)
    try desk.keepStanding(facts, .notice, moment, in: database)
    return Said(decision.text)
  }
}

/// The approver agrees that it is not listed: the applicant is told why and what it can do.
struct Dismiss: CaseAct {
  struct Asked: Input, NumberTyped {
    static let number = Field.typedNumber("不列入", help: "决定以后，企业会收到写明理由的通知书。")
    static let fields = [number.note]
    let number: String
    init(_ answers: Answers) throws(Problems) { number = try answers.read(Self.number) }
  }

  static let step = Lifecycle.dismiss
  static let path = Path<CasePlace>("/applications/:number/decision/refusal")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let decision = try Decisions.close(facts, "notList", moment, in: database)
    var said = Said(decision.text)
    said.reason = "理由：\(decision.text)"
    said.payload = ["reason": .string(decision.text)]
    said.letter = LetterDraft(
      .notProposed, ["reason": decision.text, "remedy": decision.remedy])
    return said
  }

  func words(_ facts: CaseFacts) -> HTML { desk.proposal(facts) }
}

/// The approver does not agree: the handler proposes anew, knowing why.
struct Reopen: CaseAct, Reasoned {
  typealias Asked = ReasonAsked<Reopen>

  static let reasonLabel = "要重拟的理由"
  static let reasonExample = "理由没有写到检验报告的问题，请补充后再报。"
  static let step = Lifecycle.reopen
  static let path = Path<CasePlace>("/applications/:number/decision/return")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let before = try Decisions.close(facts, "sentBack", moment, in: database)
    if let proposer = facts.open(.decision).last?.openedBy {
      try desk.tellProposer(
        proposer, facts, "“\(before.word.title)”退回重拟", asked.reason, moment, in: database)
    }
    // Why stays between the two of them; the history is read by the enterprise too.
    var said = Said("")
    said.payload = ["reason": .string(asked.reason)]
    return said
  }

  func words(_ facts: CaseFacts) -> HTML { desk.proposal(facts) }
}

extension CaseDesk {
  func tellProposer(
    _ person: PersonID, _ facts: CaseFacts, _ what: String, _ reason: String, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try post.tell(
      person, .caseNews,
      [
        "item": facts.file.item, "number": facts.file.number, "what": what,
        "reason": "理由：\(reason)",
      ], about: facts.file.subject, link: CaseView.path.link(facts.file.place), moment,
      in: database)
  }

  /// What is decided on, above the form that decides.
  func proposal(_ facts: CaseFacts) -> HTML {
    guard let matter = facts.open(.decision).last,
      let decision = try? ledger.store.read({ try Decisions.of(matter, in: $0) })
    else { return HTML() }
    return factList {
      fact("经办意见", HTML(decision.word.title))
      fact("理由", HTML(decision.text))
      if !decision.remedy.isEmpty { fact("企业可以怎样做", HTML(decision.remedy)) }
    }
  }
}
