/// Which clauses a package says something about, and where it says so.
extension Package {
  package var clauses: [(clause: String, place: String)] {
    var found: [(clause: String, place: String)] = []
    func add(_ clause: String?, _ place: String) {
      if let clause { found.append((clause, "\(id) \(place)")) }
    }
    for target in summary.targets { add(target.clause, "目标：\(target.label)") }
    for stage in summary.stages { add(stage.clause, "环节：\(stage.name)") }
    for condition in conditions.all {
      add(condition.clause, "条件：\(condition.title)")
      for rule in condition.rules { add(rule.clause, "条件：\(condition.title)") }
    }
    for form in forms {
      for clause in form.basis.split(separator: "、") { add(String(clause), "表格 \(form.id)") }
      for question in form.questionnaire.questions {
        add(question.clause, "表格 \(form.id)：\(question.label)")
      }
    }
    for letter in letters { add(letter.clause, "文书：\(letter.specimenTitle)") }
    for honour in honours { add(honour.clause, "称号：\(honour.name)") }
    for figure in figures.all { add(figure.clause, "期限：\(figure.label)") }
    for rubric in rubrics { found += rubric.clauses.map { ($0.clause, "\(id) \($0.place)") } }
    return found
  }
}

extension Rubric {
  /// Each indicator and item by where it says it comes from: numbers of its own are no citation.
  fileprivate var clauses: [(clause: String, place: String)] {
    let named = "评分表“\(title)”"
    return basis.split(separator: "、").map { (String($0), named) }
      + indicators.compactMap { indicator in
        indicator.clause.map { ($0, "\(named)：\(indicator.name)") }
      }
      + items.compactMap { item in item.clause.map { ($0, "\(named)：\(item.id)") } }
  }
}
