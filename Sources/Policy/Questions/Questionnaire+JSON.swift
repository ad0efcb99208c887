import JSON
import Vocabulary

/// Answers on their way out again: as programs send them, and as a form fills itself in from them.
extension Questionnaire {
  /// Each of its JSON type, so that `read(isTyped: true)` gives the same values back. What is computed
  /// follows from the rest and is left out, unless somebody wants to read it.
  package func json(_ values: Values, withComputed: Bool = false) -> JSON {
    .object(
      questions.compactMap { question in
        guard withComputed || question.computed == nil, let value = values[question.id] else {
          return nil
        }
        return .init(question.id, Questionnaire.json(value, of: question, withComputed))
      })
  }

  private static func json(_ value: Value, of question: Question, _ withComputed: Bool) -> JSON {
    switch value {
    case .text(let text): .string(text)
    case .number(let number):
      question.kind == .money ? .integer(number.hundredths) : number.json
    case .day(let day): .string("\(day)")
    case .flag(let truth): .bool(truth)
    case .many(let words): .array(words.map { .string($0) })
    case .rows(let rows):
      .array(
        rows.map { Questionnaire(question.columns).json($0, withComputed: withComputed) })
    }
  }

  /// What `json` made of an answer, as it was then: nothing is judged again.
  package static func kept(_ json: JSON, of question: Question) -> Value? {
    switch (question.kind, json) {
    case (.table, .array(let rows)):
      .rows(
        rows.map { row in
          Dictionary(
            uniqueKeysWithValues: question.columns.compactMap { column in
              row[column.id].flatMap { kept($0, of: column) }.map { (column.id, $0) }
            })
        })
    case (.date, .string(let text)): Day(text).map { .day($0) }
    case (_, .string(let text)): .text(text)
    case (_, .bool(let truth)): .flag(truth)
    case (_, .array(let words)): .many(words.compactMap(\.string))
    case (.money, .integer(let number)): .number(Exact(hundredths: number))
    default: Exact(json).map { .number($0) }
    }
  }

  /// Where what stands differs from what was sent, both as kept.
  package func standing(_ now: JSON, besides sent: JSON) -> [Problem] {
    questions.filter { $0.computed == nil && now[$0.id] != sent[$0.id] }.map { question in
      .stands(
        question.id,
        question.line(now[question.id].flatMap { Questionnaire.kept($0, of: question) }))
    }
  }

  /// By the names that `assemble` understands.
  package func pairs(_ values: Values) -> [(name: String, value: String)] {
    questions.filter { $0.computed == nil }.flatMap { question in
      switch values[question.id] {
      case nil: [(name: String, value: String)]()
      case .many(let words)?: words.map { ("\(question.id).\($0)", "yes") }
      case .rows(let rows)?:
        zip(1..., rows).flatMap { number, row in
          Questionnaire(question.columns).pairs(row).map {
            ("\(question.id).\(number).\($0.name)", $0.value)
          }
        }
      case let value?: [(question.id, question.typed(value))]
      }
    }
  }
}
