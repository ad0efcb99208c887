import Vocabulary

/// One thing an enterprise must be (001 三（一）1–4), with what makes it fail and what can be done.
package struct Condition: Sendable, Equatable {
  package enum Outcome: String, Sendable, CaseIterable {
    case fail
    /// Not decided by an answer alone: somebody has to look at papers.
    case evidence
  }

  package struct Rule: Sendable, Equatable {
    package let when: Expression
    package let outcome: Outcome
    package let reason: String
    package let remedy: String
    package let clause: String?
  }

  package let id: String
  package let title: String
  package let text: String
  package let clause: String
  /// The questions it turns on.
  package let asks: [String]
  package let rules: [Rule]
  /// Said when nothing stands against it.
  package let passed: String
  /// What to bring when something is not known.
  package let evidence: String
}

/// What came out for one condition.
package struct Finding: Sendable, Equatable {
  package enum Verdict: String, Sendable, CaseIterable {
    case pass, fail, evidence

    package var title: String {
      switch self {
      case .pass: "符合"
      case .fail: "不符合"
      case .evidence: "需要证明"
      }
    }
  }

  package struct Point: Sendable, Equatable {
    package let reason: String
    package let remedy: String
    package let clause: String
    /// Something is not known, rather than something standing against it.
    package let isOpen: Bool
  }

  package let condition: Condition
  package let verdict: Verdict
  package let points: [Point]
}

extension Value {
  fileprivate var hasUnknownRow: Bool {
    if case .rows(let rows) = self { rows.contains([:]) } else { false }
  }
}

extension Condition {
  /// The rules on what is known now. Every failing rule is told, not just the first.
  ///
  /// - Parameter questions: to say what is not known.
  func judge(_ values: Values, _ questions: [Question], on today: Day) -> Finding {
    func points(_ outcome: Outcome) -> [Finding.Point] {
      rules.filter { $0.outcome == outcome && $0.when.holds(for: values, on: today) == true }
        .map {
          .init(
            reason: $0.reason, remedy: $0.remedy, clause: $0.clause ?? clause, isOpen: false)
        }
    }
    let failing = points(.fail)
    if !failing.isEmpty { return Finding(condition: self, verdict: .fail, points: failing) }
    var open = points(.evidence)
    let unknown = rules.map(\.when).filter { $0.holds(for: values, on: today) == nil }
    if !unknown.isEmpty {
      let asked = unknown.reduce(into: Set<String>()) { $0.formUnion($1.fields) }
      let missing = questions.filter { question in
        let isKnown = values[question.id].map { !$0.hasUnknownRow } ?? false
        return asked.contains(question.id) && !isKnown
          && question.shown?.holds(for: values, on: today) != false
      }
      let names = missing.map { "“\($0.label)”" }.joined()
      open.append(
        .init(
          reason: names.isEmpty ? "还有不清楚的。" : "还不清楚：\(names)。", remedy: evidence, clause: clause,
          isOpen: true))
    }
    return Finding(condition: self, verdict: open.isEmpty ? .pass : .evidence, points: open)
  }
}
