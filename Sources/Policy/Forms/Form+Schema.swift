import JSON

/// The shape of a form's answers, in the words of JSON Schema that OpenAPI 3.1 uses.
extension Conditions {
  package var schema: JSON { Form.object(questions, demanding: false) }
}

extension Form {
  package var schema: JSON {
    Form.object(questionnaire.questions, title: title)
  }

  /// Of one section each, as they are saved: nothing is demanded yet.
  package var partSchemas: [(number: Int, schema: JSON)] {
    zip(1..., sections).map { number, section in
      (number, Form.object(section.questions, title: section.title, demanding: false))
    }
  }

  /// What the shape below is called behind the form's own name.
  package static let corrections = "corrections"

  /// What may be asked to be put right: a text on each question and file it has.
  package var correctionSchema: JSON {
    let asked = questionnaire.questions.filter { $0.computed == nil }
    return [
      "type": "object", "title": .string("\(title)：要补正的各处"), "minProperties": 1,
      "properties": .object(
        asked.map {
          .init(
            $0.id,
            [
              "type": "string", "maxLength": 300, "description": .string($0.label),
            ])
        }), "additionalProperties": false,
    ]
  }

  /// - Parameter demanding: what must be answered is said to be required.
  fileprivate static func object(
    _ questions: [Question], title: String? = nil, demanding: Bool = true
  ) -> JSON {
    let asked = questions.filter { $0.computed == nil && $0.kind != .file }
    // What is asked only sometimes is demanded only then, which a schema need not say.
    let required = asked.filter { demanding && $0.isRequired && $0.shown == nil }
    var members: [JSON.Member] = [.init("type", "object")]
    if let title { members.append(.init("title", .string(title))) }
    members.append(.init("required", .array(required.map { .string($0.id) })))
    members.append(.init("properties", .object(asked.map { .init($0.id, property($0)) })))
    members.append(.init("additionalProperties", false))
    return .object(members)
  }

  private static func property(_ question: Question) -> JSON {
    var members = shape(question)
    let words = [question.label, question.help, question.clause].compactMap(\.self)
    members.append(.init("description", .string(words.joined(separator: "；"))))
    return .object(members)
  }

  private static func shape(_ question: Question) -> [JSON.Member] {
    switch question.kind {
    case .integer, .year:
      [
        .init("type", "integer"), .init("minimum", question.range.0.json),
        .init("maximum", question.range.1.json),
      ]
    case .money:
      [.init("type", "integer"), .init("minimum", .integer(question.range.0.hundredths))]
    case .decimal: [.init("type", "number"), .init("multipleOf", .decimal(0.01))]
    case .yesNo, .declaration: [.init("type", "boolean")]
    case .date: [.init("type", "string"), .init("format", "date")]
    case .choice, .industry:
      [.init("type", "string"), .init("enum", words(question))]
    case .many:
      [
        .init("type", "array"), .init("uniqueItems", true),
        .init("items", ["type": "string", "enum": words(question)]),
      ]
    case .table:
      [
        .init("type", "array"), .init("minItems", .integer(question.rows.lowerBound)),
        .init("maxItems", .integer(question.rows.upperBound)),
        .init("items", object(question.columns)),
      ]
    default:
      [.init("type", "string"), .init("maxLength", .integer(question.most))]
    }
  }

  private static func words(_ question: Question) -> JSON {
    .array(question.choices.map { .string($0.value) })
  }
}
