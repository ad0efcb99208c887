/// What one edition says otherwise than another, in words, for whoever is about to take it in.
extension Package {
  package func changes(since old: Package) -> [String] {
    var said: [String] = []
    for (name, was, now) in [
      ("名称", old.title, title), ("依据", old.notice, notice), ("说明", old.label ?? "", label ?? ""),
    ] where was != now {
      said.append("\(name)由“\(was)”改为“\(now)”")
    }
    for figure in figures.all where old.figures[figure.name] != figure.value {
      said.append(
        "\(figure.label)由 \(old.figures[figure.name]) 改为 \(figure.value) \(figure.unit)")
    }
    said += differences("条件", old.conditions.all, conditions.all, \.id, \.title)
    said += differences("自查题目", old.conditions.questions, conditions.questions, \.id, \.label)
    said += differences("表格", old.forms, forms, \.id, \.title)
    for form in forms {
      guard let before = old.forms.first(where: { $0.id == form.id }) else { continue }
      said += differences(
        "\(form.id) 的题目", before.questionnaire.questions, form.questionnaire.questions, \.id,
        \.label)
      if before.rules != form.rules { said.append("\(form.id) 的核对规则有改动") }
    }
    said += differences("评分表", old.rubrics, rubrics, \.id, \.title)
    for rubric in rubrics {
      guard let before = old.rubrics.first(where: { $0.id == rubric.id }) else { continue }
      said += differences("评分项", before.items, rubric.items, \.id, \.text)
      if before.spread != rubric.spread { said.append("“\(rubric.title)”算作分歧的分数有改动") }
      if before.reasons != rubric.reasons { said.append("“\(rubric.title)”要写理由的分数有改动") }
    }
    said += differences("称号", old.honours, honours, \.id, \.name)
    said += differences("文书", old.letters, letters, \.occasion.rawValue, \.title)
    if old.summary != summary { said.append("首页上的简介有改动") }
    return said
  }

  private func differences<Item: Equatable>(
    _ what: String, _ old: [Item], _ new: [Item], _ id: (Item) -> String, _ name: (Item) -> String
  ) -> [String] {
    var said: [String] = []
    for item in new {
      guard let before = old.first(where: { id($0) == id(item) }) else {
        said.append("新增\(what)“\(name(item))”")
        continue
      }
      if before != item { said.append("\(what)“\(name(item))”有改动") }
    }
    for item in old where !new.contains(where: { id($0) == id(item) }) {
      said.append("删去\(what)“\(name(item))”")
    }
    return said
  }
}
