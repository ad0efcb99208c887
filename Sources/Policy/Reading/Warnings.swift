import Vocabulary

/// What is written rightly and hardly meant: nothing stands against taking the package in, and whoever
/// wrote it should look again.
extension Package {
  static func look(
    _ conditions: Conditions, _ forms: [(node: Node, value: Form)], _ inspection: Inspection
  ) {
    let folder = forms.first?.node.file.split(separator: "/").first.map(String.init) ?? ""
    let file = "\(folder)/conditions.json"
    func warn(_ file: String, _ place: String, _ what: String, _ remedy: String) {
      inspection.warn(Flaw(file, place, what, remedy: remedy))
    }
    for (at, condition) in conditions.all.enumerated() {
      for (index, rule) in condition.rules.enumerated() {
        guard let always = rule.when.isAlways(of: conditions.questions) else { continue }
        warn(
          file, "conditions[\(at)].rules[\(index)].when", always ? "这条规则不论怎样回答都成立" : "这条规则怎样回答都不成立",
          always ? "核对条件；要对谁都一样的，不用写成规则" : "核对条件里的选项、数和日期")
      }
    }
    for what in twice(conditions.questions) {
      warn(file, "questions", what, "改其中一题的 label，让人分得清")
    }
    for (node, form) in forms {
      let questions = form.questionnaire.questions
      for (index, rule) in form.rules.enumerated() {
        guard let always = rule.require.isAlways(of: questions) else { continue }
        warn(
          node.file, "rules[\(index)].require", always ? "这条规则不论怎样填都满足" : "这条规则怎样填都不满足",
          always ? "核对条件，或删掉这条规则" : "核对条件：谁也交不上这张表")
      }
      for what in twice(questions) {
        warn(node.file, "sections", what, "改其中一题的 label，让人分得清")
      }
      for question in questions {
        for complaint in question.mixtures(among: questions) {
          warn(node.file, "“\(question.id)”的 computed", complaint, "单位要一样，或分开算")
        }
        for what in twice(question.columns) {
          warn(node.file, "“\(question.id)”的 columns", what, "改其中一列的 label")
        }
      }
    }
  }

  /// Two of them, asked under one name.
  private static func twice(_ questions: [Question]) -> [String] {
    var seen: Set<String> = []
    return questions.filter { !$0.label.isEmpty && !seen.insert($0.label).inserted }
      .map { "有两题都叫“\($0.label)”" }
  }
}

extension Question {
  /// What it counts in: money is kept in 分, whatever it is typed in.
  private var measure: String {
    switch kind {
    case .money: "金额"
    case .year: "年份"
    default: unit ?? "没有单位"
    }
  }

  /// What it is worked out from, where that cannot be put together.
  fileprivate func mixtures(among questions: [Question]) -> [String] {
    func named(_ id: String) -> Question? { questions.first { $0.id == id } }
    let parts: [Question]
    switch computed {
    case .sum(let ids): parts = ids.compactMap(named)
    case .share(let a, let b): parts = [a, b].compactMap(named)
    case .sumOf(let table, let column):
      parts = [self] + (named(table)?.columns.filter { $0.id == column } ?? [])
    case .count, nil: return []
    }
    let measures = parts.map(\.measure).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    guard measures.count > 1 else { return [] }
    return [
      "把不同单位的数放在一起算：\(parts.map { "“\($0.label)”按\($0.measure)" }.joined(separator: "，"))"
    ]
  }
}
