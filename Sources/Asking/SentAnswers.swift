import JSON
import Policy
import Routing
import Vocabulary

/// Answers to a package's questions as they were sent: a program sends `{"answers": {…}}`, a browser
/// the form's own fields. What they come to is known once the package is.
package struct SentAnswers: Sendable {
  /// What an input has besides its fields.
  package static let more: [Schema.Property] = [.always("answers", .map(.any))]

  private let given: [JSON.Member]
  private let face: Answers.Face

  /// - Parameter field: a field of the form that is no question.
  package init(_ answers: Answers, besides field: FieldNote? = nil) {
    let face = answers.face
    self.face = face
    given = answers.others.filter { face == .json || $0.name != field?.name }
  }

  /// A number is a number, and not a text that looks like one. Where files come along, a program sends
  /// `answers` as a part that holds the object, or the form's own fields as a browser does.
  package var isTyped: Bool {
    switch face {
    case .form: false
    case .parts: given.count == 1 && given.first?.name == "answers"
    case .json: true
    }
  }

  /// - Parameter offersUnsure: “不清楚” could be said, which is no answer to a rule.
  package func read(
    _ questionnaire: Questionnaire, offersUnsure: Bool = false
  ) throws(Problems) -> [String: JSON] {
    guard isTyped else {
      return questionnaire.assemble(
        given.map { ($0.name, $0.value.string ?? "") }
          .filter { !offersUnsure || $0.1 != QuestionFields.unsure })
    }
    guard given.count == 1, let answers = given.first, answers.name == "answers",
      let members = (face == .parts ? part(answers) : answers.value).members
    else {
      throw Problems([
        Problem(field: "answers", code: "required", message: "请写成 {\"answers\": {…}}。")
      ])
    }
    return Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private func part(_ answers: JSON.Member) -> JSON {
    answers.value.string.flatMap { try? JSON(parsing: Array($0.utf8)) } ?? answers.value
  }
}
