import HTTP
import JSON
import Policy
import Routing
import Vocabulary

/// Answers to a package's questions as they were sent: a program sends `{"answers": {…}}`, a browser
/// the form's own fields.
package enum SentAnswers {
  /// What an input has besides its fields.
  package static let more: [Schema.Property] = [.always("answers", .map(.any))]

  /// - Parameter offersUnsure: “不清楚” could be said, which is no answer to a rule.
  package static func read(
    _ given: [JSON.Member], _ questionnaire: Questionnaire, offersUnsure: Bool = false,
    _ visit: Visit
  ) throws(Problems) -> [String: JSON] {
    guard visit.face == .json else {
      return questionnaire.assemble(
        given.map { ($0.name, $0.value.string ?? "") }
          .filter { !offersUnsure || $0.1 != QuestionFields.unsure })
    }
    guard given.count == 1, let answers = given.first, answers.name == "answers",
      let members = answers.value.members
    else {
      throw Problems([
        Problem(field: "answers", code: "required", message: "请写成 {\"answers\": {…}}。")
      ])
    }
    return Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The same where files come along: a program sends `answers` as a part that holds the object, or
  /// the form's own fields as a browser does.
  /// - Returns: whether a number is a number, and not a text that looks like one.
  package static func besideFiles(
    _ given: [JSON.Member], _ questionnaire: Questionnaire, _ visit: Visit
  ) throws(Problems) -> (answers: [String: JSON], isTyped: Bool) {
    let isWhole = given.count == 1 && given.first?.name == "answers"
    guard visit.face == .json, isWhole || visit.head.contentType?.isMultipart != true else {
      let texts = given.map { ($0.name, $0.value.string ?? "") }
      return (questionnaire.assemble(texts), false)
    }
    let whole = given.map { member in
      let part = member.value.string.flatMap { try? JSON(parsing: Array($0.utf8)) }
      return JSON.Member(member.name, part ?? member.value)
    }
    return (try read(whole, questionnaire, visit), true)
  }
}
