import JSON

/// A rubric as it lies in a package.
extension Rubric {
  init(_ node: Node) {
    node.only(
      "id", "title", "basis", "label", "kinds", "cap", "step", "official", "trimFrom", "reasons",
      "spread",
      "indicators", "note")
    id = node.text("id", most: 40)
    title = node.text("title", most: 100)
    basis = node.clauses("basis")
    label = node.optionalText("label", most: 200)
    cap = node.points("cap")
    let step = node.points("step")
    self.step = step
    if step == Exact(0) { node.note("分档是 0", "填 0.5 或 1 这样的数", at: "step") }
    official = Rubric.official(node)
    reasons = ReasonRule(node.optionalObject("reasons"))
    spread = node.has("spread") ? node.points("spread") : nil
    kinds = Set(
      node.texts("kinds").compactMap { word in
        if ItemKind(rawValue: word) == nil {
          node.note("没有“\(word)”这一类", "用 product、service", at: "kinds")
        }
        return ItemKind(rawValue: word)
      })
    let indicators = node.list("indicators").map { (node: $0, value: Indicator($0)) }
    self.indicators = indicators.map(\.value)
    node.requireUnique(indicators.map { ($0.value.id, $0.node) })
    requireSense(node)
  }

  /// Packages from before there was a choice meant the plain mean.
  private static func official(_ node: Node) -> OfficialScore {
    if node.has("official") {
      switch node.choice("official", or: OfficialScore.Rule.mean) {
      case .mean:
        if node.has("trimFrom") {
          node.note("平均分没有要去掉的", "去掉 trimFrom，或把 official 写成 trimmedMean", at: "trimFrom")
        }
        return .mean
      case .trimmedMean:
        return OfficialScore(.trimmedMean, trimFrom: node.integer("trimFrom", 3...99))
      }
    }
    node.inspection.warn(
      Flaw(
        node.file, "official", "没有写正式分怎样算，按平均分（mean）",
        remedy: "写上 \(OfficialScore.Rule.allCases.map(\.rawValue).joined(separator: " 或 "))"))
    return .mean
  }

  /// What each part says may be right and the whole still wrong.
  private func requireSense(_ node: Node) {
    var seen: Set<String> = []
    for item in items where !seen.insert(item.id).inserted {
      node.note("评分项“\(item.id)”出现了两次", "每个评分项一个编号", at: "indicators")
    }
    for item in items where step > Exact(0) && !item.points.isMultiple(of: step) {
      node.note(
        "评分项“\(item.id)”满分 \(item.points)，不是分档 \(step) 的倍数", "改满分，或改 step", at: "indicators")
    }
    if indicators.map(\.cap).sum < cap {
      node.note(
        "各指标满分合计 \(indicators.map(\.cap).sum)，达不到总分 \(cap)", "改总分 cap，或改各指标的 cap", at: "cap")
    }
  }
}

extension Rubric.Indicator {
  init(_ node: Node) {
    node.only("id", "name", "clause", "cap", "projects")
    id = node.text("id", most: 20)
    name = node.text("name", most: 40)
    clause = node.has("clause") ? node.clause("clause") : nil
    cap = node.points("cap")
    let projects = node.list("projects").map { (node: $0, value: Rubric.Project($0)) }
    self.projects = projects.map(\.value)
    node.requireUnique(projects.map { ($0.value.id, $0.node) })
  }
}

extension Rubric.Project {
  init(_ node: Node) {
    node.only("id", "name", "note", "parts")
    id = node.text("id", most: 20)
    name = node.text("name", most: 60)
    note = node.optionalText("note", most: 100)
    parts = node.list("parts").map(Rubric.Part.init)
    if parts.allSatisfy({ $0.rule == .bonus }), !parts.isEmpty {
      node.note("只有加分项", "至少要有一个 sum、single 或 max 的部分", at: "parts")
    }
  }
}

extension Rubric.Part {
  init(_ node: Node) {
    node.only("rule", "items")
    rule = node.choice("rule", or: .sum)
    items = node.list("items").map { item in
      item.only("id", "text", "points", "clause")
      Rubric.Part.requireName(item)
      return Rubric.Item(
        id: item.text("id", most: 20), text: item.text("text", most: 300),
        points: item.points("points"),
        clause: item.has("clause") ? item.clause("clause") : nil)
    }
    if [.single, .max].contains(rule), items.count == 1 {
      node.note("“\(rule.title)”只有一项可取", "写成 sum，或补上其他项", at: "rule")
    }
  }

  /// It is a field's name on the calculator and the score sheet.
  private static func requireName(_ item: Node) {
    guard let id = item.json["id"]?.string else { return }
    let isName = id.utf8.allSatisfy {
      0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || 0x2D...0x2E ~= $0
    }
    if !isName || ["policy", "kind", "format"].contains(id) {
      item.note("评分项编号“\(id)”不合格", "用字母、数字、点和短横，如 1a1", at: "id")
    }
  }
}
