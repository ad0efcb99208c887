import Policy
import SQLite
import Vocabulary

/// A draft as it stands today: what is wrong in it, and what was to be put right and nobody has touched.
struct DraftStanding: Sendable {
  let draft: Draft
  let problems: [Problem]
  let untouched: [CorrectionItem]

  init(_ draft: Draft, _ facts: CaseFacts, in database: borrowing Connection) throws {
    self.draft = draft
    problems = draft.reading(isComplete: true, on: facts.now.day).problems
    untouched = try draft.untouched(facts, in: database)
  }

  /// How far one section is, in a word.
  enum State: String, Sendable, CaseIterable {
    case untouched, unfinished, filled, wrong, toCorrect

    var title: String {
      switch self {
      case .untouched: "未开始"
      case .unfinished: "未填完"
      case .filled: "已填"
      case .wrong: "有误"
      case .toCorrect: "待补正"
      }
    }
  }

  func state(of number: Int) -> State {
    let asked = Set(draft.form.sections[number - 1].questions.map(\.id))
    if untouched.contains(where: { asked.contains($0.field) }) { return .toCorrect }
    let own = problems.filter { asked.contains(Questionnaire.id(of: $0.field)) }
    let isTouched =
      draft.parts[number - 1].edition > 0 || draft.files.contains { asked.contains($0.slot) }
    if !isTouched { return .untouched }
    if own.isEmpty { return .filled }
    return own.allSatisfy { $0.code == "required" || $0.code == "tooFew" } ? .unfinished : .wrong
  }
}

extension Draft {
  /// What is answered and attached there as it was sent before.
  func untouched(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [CorrectionItem] {
    guard let corrections, let sent = try Submissions.of(facts.file.id, in: database).last else {
      return []
    }
    let (answers, attached) = content(on: facts.now.day)
    let (now, before) = (Held(answers, files: attached), Held(sent))
    return corrections.filter { !now.differs(from: before, at: $0.field) }
  }
}
