import JSON
import Vocabulary

/// The shape of a JSON answer, in the words of JSON Schema 2020-12 that OpenAPI 3.1 uses.
package indirect enum Schema: Sendable {
  case boolean
  case integer
  case number
  case day
  case instant
  case text
  case oneOf([String])
  case list(Schema)
  /// Names of the package's making, each with such a value.
  case map(Schema)
  /// Whatever the package makes it.
  case any
  case object([Property])

  package struct Property: Sendable {
    let name: String
    let schema: Schema
    let isRequired: Bool

    package static func always(_ name: String, _ schema: Schema) -> Property {
      Property(name: name, schema: schema, isRequired: true)
    }
    package static func sometimes(_ name: String, _ schema: Schema) -> Property {
      Property(name: name, schema: schema, isRequired: false)
    }
  }

  package var json: JSON {
    switch self {
    case .boolean: ["type": "boolean"]
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .day: ["type": "string", "format": "date"]
    case .instant: ["type": "string", "format": "date-time"]
    case .text: ["type": "string"]
    case .oneOf(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
    case .list(let item): ["type": "array", "items": item.json]
    case .any: [:]
    case .map(let item): ["type": "object", "additionalProperties": item.json]
    case .object(let properties):
      [
        "type": "object",
        "required": .array(properties.filter(\.isRequired).map { .string($0.name) }),
        "properties": .object(properties.map { .init($0.name, $0.schema.json) }),
        "additionalProperties": false,
      ]
    }
  }

  /// True if `value` has this shape; tests hold every answer to the schema it is published with.
  package func admits(_ value: JSON) -> Bool {
    switch (self, value) {
    case (.boolean, .bool), (.integer, .integer), (.number, .integer), (.number, .decimal): true
    case (.text, .string): true
    case (.day, .string(let text)): Day(text) != nil
    case (.instant, .string(let text)): Schema.isInstant(text)
    case (.oneOf(let words), .string(let word)): words.contains(word)
    case (.list(let item), .array(let items)): items.allSatisfy(item.admits)
    case (.any, _): true
    case (.map(let item), .object(let members)):
      members.allSatisfy { item.admits($0.value) }
    case (.object(let properties), .object(let members)):
      members.allSatisfy { member in
        properties.contains { $0.name == member.name && $0.schema.admits(member.value) }
      }
        && properties.allSatisfy { property in
          !property.isRequired || members.contains { $0.name == property.name }
        }
    default: false
    }
  }
}

extension Schema {
  /// Shanghai's time with its offset, as every answer has it.
  private static func isInstant(_ text: String) -> Bool {
    text.hasSuffix("+08:00") && text.utf8.count == 25 && Instant(String(text.dropLast(6))) != nil
  }
}

extension JSON.Member {
  /// Says of an act that is offered where in `/openapi.json` the answers stand that a package asks for.
  package static func shape(_ name: String) -> JSON.Member {
    JSON.Member("schema", ["$ref": .string("/openapi.json#/components/schemas/\(name)")])
  }
}

extension FieldNote {
  package var schema: JSON {
    switch kind {
    case .day: ["type": "string", "format": "date", "example": .string(example)]
    case .integer(let range):
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .text(let most), .longText(let most):
      .object(
        [
          .init("type", "string"), .init("maxLength", .integer(most)),
          .init("example", .string(example)),
        ] + (kept.map { [.init("minLength", .integer($0.lowerBound))] } ?? []))
    case .secret(let most):
      ["type": "string", "maxLength": .integer(most), "format": "password"]
    case .choice(let choices):
      ["type": "string", "enum": .array(choices.map { .string($0.value) })]
    case .flag: ["type": "boolean"]
    case .file: ["type": "string", "format": "binary"]
    }
  }

  /// In a body, where what may be left empty may also be said to be nothing.
  var bodySchema: JSON {
    isRequired ? schema : ["anyOf": [schema, ["type": "null"]]]
  }
}
