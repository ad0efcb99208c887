/// Registers' facts as answers to a package's questions.
extension Conditions {
  package func question(of fact: FactName) -> Question? {
    questions.first { $0.fact == fact }
  }

  /// By question; what cannot be said here, as an older package does not have the word, is not known.
  package func told(_ facts: Values) -> Values { Conditions.told(facts, to: questions) }

  private static func told(_ facts: Values, to questions: [Question]) -> Values {
    var values: Values = [:]
    for question in questions {
      guard let fact = question.fact, let value = facts[fact.rawValue] else { continue }
      switch value {
      case .text(let word) where !question.choices.isEmpty:
        if question.choices.contains(where: { $0.value == word }) { values[question.id] = value }
      case .rows(let rows):
        values[question.id] = .rows(rows.map { told($0, to: question.columns) })
      default: values[question.id] = value
      }
    }
    return values
  }
}
