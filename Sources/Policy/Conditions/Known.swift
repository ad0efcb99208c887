import Vocabulary

/// What is known of an enterprise on a day: what it says of itself, and what registers say of it. The
/// two are kept apart, for only the second has been looked up.
package struct Known: Sendable, Equatable {
  package let declared: Values
  package let registered: Values

  package init(declared: Values, registered: Values) {
    self.declared = declared
    self.registered = registered
  }

  /// Both have something to say, and not the same: somebody has to ask.
  package func disagrees(on id: String) -> Bool {
    guard let said = declared[id], let found = registered[id] else { return false }
    // Rows are told in different detail; each of them is judged.
    if case .rows = said { return false }
    return said != found
  }
}

extension Conditions {
  /// At every gate the same: whatever either side says against the enterprise counts, and what one
  /// does not know the other may tell.
  package func judge(_ known: Known, on today: Day) -> [Finding] {
    zip(
      judge(known.declared.merging(known.registered) { $1 }, on: today),
      judge(known.registered.merging(known.declared) { $1 }, on: today)
    ).map { $0.stricter($1) }
  }

  /// Of the answers to these questions only those that can be given here: an older package may not
  /// have the word.
  package func fitting(_ values: Values) -> Values {
    values.filter { id, value in
      guard let question = questions.first(where: { $0.id == id }) else { return false }
      guard case .text(let word) = value, !question.choices.isEmpty else { return true }
      return question.choices.contains { $0.value == word }
    }
  }
}

extension Finding {
  fileprivate func stricter(_ other: Finding) -> Finding {
    if verdict != other.verdict { return verdict.weight > other.verdict.weight ? self : other }
    return Finding(
      condition: condition, verdict: verdict,
      points: points + other.points.filter { !points.contains($0) })
  }
}

extension Finding.Verdict {
  fileprivate var weight: Int {
    switch self {
    case .pass: 0
    case .evidence: 1
    case .fail: 2
    }
  }
}

extension Sequence<Finding> {
  /// One failing condition is enough; one to be proven leaves it open.
  package var verdict: Finding.Verdict {
    self.map(\.verdict).max { $0.weight < $1.weight } ?? .evidence
  }
}
