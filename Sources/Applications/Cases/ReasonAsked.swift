import Routing
import Vocabulary

/// An act that says no, or sends back, and asks for nothing but the reason.
package protocol Reasoned {
  static var reasonLabel: String { get }
  static var reasonExample: String { get }
}

/// What such an act asks, in its own words.
package struct ReasonAsked<For: Reasoned>: Input {
  private static var field: Field<String> {
    Field.longText("reason", For.reasonLabel, most: 500, example: For.reasonExample)
  }
  package static var fields: [FieldNote] { [field.note] }
  package let reason: String

  package init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.field) }
}
