import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The conditions, judged once more before the list, are not met: it leaves the notice, and its
/// enterprise is told why.
struct Remove: CaseAct, Publishing {
  struct Asked: Input, NumberTyped {
    static let number = Field.typedNumber("移出公示", help: "移出以后，企业会收到写明理由的通知书。")
    static let fields = [number.note]
    let number: String
    init(_ answers: Answers) throws(Problems) { number = try answers.read(Self.number) }
  }

  static let step = Lifecycle.remove
  static let path = Path<CasePlace>("/applications/:number/removal")
  let desk: CaseDesk
  let gazette: Gazette

  func words(_ facts: CaseFacts) -> HTML {
    let why = try? desk.ledger.store.read { try desk.judge.gateObjection(.list, facts, in: $0) }
    return group { if let why { note(.warn) { p { why.sentence } } } }
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let why = try desk.judge.gateObjection(.list, facts, in: database)
    try desk.keepStanding(facts, .list, moment, in: database)
    return Said(because: why?.sentence ?? "", letter: .removed)
  }
}

extension Said {
  /// What leaves a notice or a list, or may use its mark no more or again: the words go into the history,
  /// the message and the letter.
  init(
    because reason: String, letter occasion: Policy.Letter.Occasion, _ remedy: String = ""
  ) {
    self.init(because: reason)
    letter = LetterDraft(
      occasion,
      [
        "reason": reason,
        "remedy": remedy.isEmpty ? "对处理有不同意见的，可以书面向本单位提出。" : remedy,
      ])
  }
}
