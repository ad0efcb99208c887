import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// Questions of a package as fields of a form, with what was typed and what is wrong with it.
package struct QuestionFields {
  let questionnaire: Questionnaire
  let problems: [Problem]
  /// “不清楚” may be said, as in the self-check.
  let offersUnsure: Bool
  /// What lies in the slots that evidence points to, by slot.
  let files: [String: [String]]
  private let typed: [String: String]
  /// One to be chosen from, where the cursor stands when the page comes.
  package var begins: String?
  /// The question that says its clause.
  private var cited: String?
  /// With the columns of tables: what may be named where a question is asked of some only.
  private let named: [Question]

  /// Stands for “不清楚” in a form; no package can have it as a choice of its own.
  package static let unsure = "?"

  package init(
    _ questionnaire: Questionnaire, sheet: Sheet, offersUnsure: Bool = false,
    files: [String: [String]] = [:]
  ) {
    self.files = files
    self.questionnaire = questionnaire
    problems = sheet.problems
    self.offersUnsure = offersUnsure
    named = questionnaire.questions.flatMap { [$0] + $0.columns }
    typed = Dictionary(
      questionnaire.closingUp(sheet.answers.otherTexts).map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// - Parameter isCited: its clause is said beside it.
  package func html(_ question: Question, isCited: Bool = false) -> HTML {
    var fields = self
    fields.cited = isCited ? question.id : nil
    return fields.html(question, at: question.id)
  }

  func text(_ name: String) -> String { typed[name] ?? "" }

  func problem(_ name: String) -> Problem? { problems.first { $0.field == name } }

  func html(_ question: Question, at name: String) -> HTML {
    switch question.kind {
    case .table: table(question)
    case .yesNo: radios(question, name, [("yes", "是"), ("no", "否")] + unsure)
    case .choice where question.choices.count <= 6:
      radios(question, name, question.choices.map { ($0.value, $0.label) } + unsure)
    case .many: ticks(question, name)
    case .declaration: declaration(question, name)
    default: single(question, name)
    }
  }

  private var unsure: [(value: String, label: String)] {
    offersUnsure ? [(Self.unsure, "不清楚")] : []
  }

  // MARK: - What every field has

  func described(_ question: Question, _ name: String) -> Attribute {
    let ids = [
      question.help == nil && question.shown == nil && question.link == nil
        ? nil : "\(name)-help",
      problem(name) == nil ? nil : "\(name)-error",
      isCounted(question) ? "\(name)-counter" : nil,
    ].compactMap(\.self).joined(separator: " ")
    return .optional(ids.isEmpty ? nil : .aria("aria-describedby", ids))
  }

  func words(_ question: Question) -> HTML {
    group {
      question.label
      if let unit = question.unit { "（\(unit)）" }
      if let clause = question.clause, cited == question.id { Design.clause(clause) }
      if !question.isRequired, !offersUnsure { "（选填）" }
    }
  }

  func notes(_ question: Question, _ name: String) -> HTML {
    group {
      let when = question.condition(among: named)
      if question.help != nil || when != nil || question.link != nil {
        p(.class("help"), .id("\(name)-help")) {
          [when, question.help.map(Citation.readable)].compactMap(\.self).joined(separator: "；")
          if let link = question.link, let address = Address(outside: link.address) {
            " "
            a(.href(address)) { link.title }
          }
        }
      }
      if let problem = problem(name) { fieldError(problem, id: name) }
    }
  }

  func isCounted(_ question: Question) -> Bool {
    [.text, .longText].contains(question.kind)
  }

  /// Hidden by the page's script while it is not asked; without it, the words say when to answer.
  func shown(_ question: Question) -> Attribute {
    guard let when = question.shown?.simple else { return .optional(nil) }
    return .data("data-shown", "\(when.id)=\(when.values.joined(separator: "|"))")
  }

  private func single(_ question: Question, _ name: String) -> HTML {
    div(.class(problem(name) == nil ? "field" : "field wrong"), shown(question)) {
      label(.for(name)) { words(question) }
      notes(question, name)
      QuestionControl(fields: self, question: question, name: name).html
      if isCounted(question) {
        p(.class("counter"), .id("\(name)-counter")) { "最多 \(question.most) 个字" }
      }
    }
  }
}

extension Expression {
  /// A question that must have one of a few answers: what the page's script can follow.
  var simple: (id: String, values: [String])? {
    switch self {
    case .isValue(let id, .text(let text)): (id, [text])
    case .isValue(let id, .flag(let truth)): (id, [truth ? "yes" : "no"])
    case .isOneOf(let id, let words): (id, words)
    default: nil
    }
  }
}
