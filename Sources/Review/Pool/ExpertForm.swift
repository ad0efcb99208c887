import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// The pool's form (F5) of the package that stands, and what of it the programme itself reads.
struct ExpertForm: Sendable {
  static let id = "F5"

  let package: Package
  let form: Form

  static func isKnown(to library: Library, at now: Instant) -> Bool {
    library.shelf(at: now).standing.forms.contains { $0.id == id }
  }

  init(_ library: Library, at now: Instant) throws {
    let package = library.shelf(at: now).standing
    guard let form = package.forms.first(where: { $0.id == Self.id }) else {
      throw Refusal(.conflict, code: "noForm", "现行方案里没有专家信息登记表，请市局先补上。", clause: "001 二（五）第一句")
    }
    self.package = package
    self.form = form
  }

  init(_ package: Package) throws {
    guard let form = package.forms.first(where: { $0.id == Self.id }) else {
      throw Refusal.notFound
    }
    self.package = package
    self.form = form
  }

  /// As `answers` were kept.
  func values(_ answers: JSON) -> Values {
    Dictionary(
      uniqueKeysWithValues: form.questionnaire.questions.compactMap { question in
        answers[question.id].flatMap { Questionnaire.kept($0, of: question) }
          .map { (question.id, $0) }
      })
  }

  func label(_ question: String, _ word: String) -> String {
    form.questionnaire.questions.first { $0.id == question }?
      .choices.first { $0.value == word }?.label ?? word
  }
}

/// What somebody was found to be expert in.
struct Fields: Sendable, Equatable {
  let specialities, industries: [String]

  init(specialities: [String], industries: [String]) {
    self.specialities = specialities
    self.industries = industries
  }

  init(_ values: Values) {
    func words(_ id: String) -> [String] {
      if case .many(let words)? = values[id] { words } else { [] }
    }
    self.init(specialities: words("specialities"), industries: words("industries"))
  }
}
