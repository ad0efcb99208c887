import JSON
import Policy

/// What may be asked of the self-check in its address, for programs: the questions of a package.
enum CheckParameters {
  static func of(_ package: Package) -> [JSON] {
    package.conditions.questions.flatMap { question -> [JSON] in
      if question.kind == .table {
        return question.columns.map { column in
          parameter(
            column, at: "\(question.id).1.\(column.id)", "\(question.label)，第 1 行；第 2 行起把 1 换成行号")
        }
      }
      return [parameter(question, at: question.id, question.help)]
    }
  }

  private static func parameter(
    _ question: Question, at name: String, _ more: String?
  ) -> JSON {
    let words = [question.label, more, question.clause].compactMap(\.self)
    return [
      "name": .string(name), "in": "query", "required": false,
      "description": .string(words.joined(separator: "；")), "schema": schema(question),
    ]
  }

  /// As a form sends it; “?” is “不清楚”.
  private static func schema(_ question: Question) -> JSON {
    let unsure = QuestionFields.unsure
    switch question.kind {
    case .yesNo: return ["type": "string", "enum": ["yes", "no", .string(unsure)]]
    case .choice, .industry:
      let words = question.choices.map(\.value) + [unsure]
      return ["type": "string", "enum": .array(words.map { .string($0) })]
    case .date: return ["type": "string", "format": "date"]
    default: return ["type": "string", "maxLength": .integer(question.most)]
    }
  }
}
