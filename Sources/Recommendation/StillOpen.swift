import Acts
import Applications
import Design
import HTML
import SQLite
import Vocabulary

/// What has not come to an end beside the line when somebody proposes or decides: departments that have
/// not answered, questions nobody has settled. Silence is no consent and no bar: it is said, each by name.
struct StillOpen: Sendable {
  let lines: [String]

  init(_ facts: CaseFacts, in database: borrowing Connection) throws {
    let today = facts.now.day
    let asked =
      facts.open(.consultation).isEmpty
      ? [] : try Consultations.of(facts.file.id, in: database).filter(\.isOpen)
    let flags =
      facts.open(.flag).isEmpty ? [] : try Flags.of(facts.file.id, in: database).filter(\.isOpen)
    lines =
      asked.map { one in
        one.isLate(on: today)
          ? "\(one.name)逾期没有答复征求意见（\(one.due.chinese) 到期），不视为同意。"
          : "\(one.name)还没有答复征求意见（\(one.due.chinese) 到期），不视为同意；现在决定，就不再等它答复。"
      }
      + flags.map { one in
        "问题还没有了结：\(one.text)\(one.assignee.map { "（交\($0)）" } ?? "")"
      }
  }

  var html: HTML {
    lines.isEmpty ? HTML() : note(.warn) { for line in lines { p { line } } }
  }
}

extension CaseAct {
  /// Above the button: what is decided on, and what is still open.
  func proposed(_ facts: CaseFacts) -> HTML {
    (try? desk.ledger.store.read { try Proposed(facts, in: $0)?.html }) ?? HTML()
  }

  func stillOpen(_ facts: CaseFacts) -> HTML {
    (try? desk.ledger.store.read { try StillOpen(facts, in: $0).html }) ?? HTML()
  }

  /// Beside it: the application as it was frozen, its files, the conditions.
  func material(_ facts: CaseFacts) -> HTML? {
    try? desk.ledger.store.read { try CaseMaterial(facts, desk, in: $0)?.html }
  }
}
