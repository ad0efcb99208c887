import Design
import HTML
import Policy
import Routing

/// What somebody else has saved meanwhile beside what was typed, where the two are not the same: whoever
/// saves once more knows over what.
package struct Differences {
  private var rows: [[HTML]]

  /// - Parameter typed: by the fields' names, as a form sends them.
  package init(
    _ questions: [Question], stored values: Values, typed: [(name: String, value: String)]
  ) {
    // A browser's line ends are no difference.
    let typed = typed.map { (name: $0.name, value: $0.value.replacing("\r\n", with: "\n")) }
    let stored = Questionnaire(questions).pairs(values)
    func said(_ question: Question, _ all: [(name: String, value: String)]) -> [String] {
      all.filter { Questionnaire.id(of: $0.name) == question.id && !$0.value.isEmpty }
        .map { "\($0.name)=\($0.value)" }.sorted()
    }
    func shown(_ question: Question) -> String {
      said(question, typed).map { pair in
        let text = String(pair.split(separator: "=", maxSplits: 1).last ?? "")
        return question.choices.first { $0.value == text }?.label ?? text
      }.joined(separator: "，")
    }
    rows = questions.filter { said($0, stored) != said($0, typed) }.map { question in
      [
        HTML(question.label), HTML(question.text(values[question.id])), HTML(shown(question)),
      ]
    }
  }

  /// What no question asks, such as an item's points.
  package mutating func add(_ label: String, stored: String, typed: String) {
    let typed = typed.replacing("\r\n", with: "\n")
    if stored != typed { rows.insert([HTML(label), HTML(stored), HTML(typed)], at: 0) }
  }

  package var html: HTML {
    rows.isEmpty
      ? HTML()
      : DataTable("不一样的地方", [.init("题目"), .init("已经存下的"), .init("您填的")], rows).html
  }
}
