import JSON
import Policy
import Routing
import Vocabulary

/// A form of the case's package as it was sent to an act on a case: a program says `{"answers": {…}}`,
/// a browser the questions by their names.
enum SentForm {
  /// - Returns: whether a number is a number, and not a text that looks like one.
  static func read(
    _ given: [JSON.Member], _ questionnaire: Questionnaire
  ) throws(Problems) -> (answers: [String: JSON], isTyped: Bool) {
    if let answers = given.first, given.count == 1, answers.name == "answers",
      let members = answers.value.members
    {
      return (
        Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }),
        true
      )
    }
    guard !given.isEmpty, given.allSatisfy({ $0.value.string != nil }) else {
      throw Problems([
        Problem(field: "answers", code: "required", message: "请写成 {\"answers\": {…}}。")
      ])
    }
    return (questionnaire.assemble(given.map { ($0.name, $0.value.string ?? "") }), false)
  }
}

extension Package {
  func form(_ use: FormUse) throws -> Policy.Form {
    guard let form = forms.first(where: { $0.id == use.rawValue }) else { throw Refusal.notFound }
    return form
  }
}
