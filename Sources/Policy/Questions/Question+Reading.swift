import JSON
import Vocabulary

/// A question as it lies in a package.
extension Question {
  /// What pages and programs send besides answers goes by these names.
  private static let taken = [
    "answers", "confirm-password", "confirm-totp", "edition", "form", "format", "once", "policy",
  ]

  /// In order, each knowing those before it; columns also the name of their table.
  static func list(
    _ nodes: [Node], after earlier: [Question] = [], inTable table: String? = nil
  ) -> [Question] {
    var known = earlier
    var questions: [Question] = []
    for node in nodes {
      let question = Question(node, after: known)
      let isTaken = question.id == table || known.contains { $0.id == question.id }
      if isTaken, !question.id.isEmpty {
        node.note("“\(question.id)”已经用过", "换一个没有用过的题号", at: "id")
      }
      // A rule that names it would mean the column.
      let isColumn = known.contains { $0.columns.contains { $0.id == question.id } }
      if table == nil, isColumn {
        node.note("“\(question.id)”是前面一张表的列", "换一个没有用过的题号", at: "id")
      }
      known.append(question)
      questions.append(question)
    }
    return questions
  }

  static func id(of node: Node) -> String {
    let id = node.text("id", most: 40)
    let isName = id.utf8.enumerated().allSatisfy { index, byte in
      0x61...0x7A ~= byte || 0x41...0x5A ~= byte || index > 0 && 0x30...0x39 ~= byte
    }
    if taken.contains(id) { node.note("题号“\(id)”已另有用处", "换一个题号", at: "id") }
    if !isName { node.note("题号“\(id)”不合格", "用字母开头的字母和数字，如 mainAddress", at: "id") }
    return id
  }

  static func choices(of node: Node, _ kind: Kind) -> [Choice] {
    if kind == .industry { return node.inspection.lists.industries.choices }
    guard kind == .choice || kind == .many else {
      if node.has("choices") { node.note("这一类题没有选项", "删掉，或把 kind 改成 choice、many", at: "choices") }
      return []
    }
    if node.json["choices"]?.members != nil { return node.object("choices").map(items) ?? [] }
    let items = node.list("choices").map { item in
      item.only("value", "label")
      return (
        node: item,
        choice: Choice(value: item.text("value", most: 40), label: item.text("label", most: 200))
      )
    }
    var seen: Set<String> = []
    for (node, choice) in items where !seen.insert(choice.value).inserted {
      node.note("选项“\(choice.value)”写了两次", "每个选项一个值", at: "value")
    }
    return items.map(\.choice)
  }
}

extension Question {
  /// Those of a rubric of this package: `{"rubric": "generic"}`.
  private static func items(_ node: Node) -> [Choice] {
    node.only("rubric")
    let id = node.text("rubric", most: 40)
    guard let rubric = node.inspection.rubrics.first(where: { $0.id == id }) else {
      if !node.inspection.hasFlaw(in: "rubrics/") {
        node.note("没有评分表“\(id)”", "写 rubrics 文件夹里一张评分表的 id", at: "rubric")
      }
      return []
    }
    return rubric.indicators.flatMap { indicator in
      indicator.projects.flatMap(\.items).map { item in
        Choice(
          value: item.id, label: "\(item.text)（\(item.points) 分）", points: item.points,
          group: indicator.name)
      }
    }
  }
}

extension Question.Link {
  init(_ node: Node) {
    node.only("title", "href")
    title = node.text("title", most: 60)
    address = node.text("href", most: 300)
    if !address.isEmpty,
      !address.hasPrefix("https://") || address.utf8.contains(where: { $0 <= 0x20 || $0 > 0x7E })
    {
      node.note("不是网址", "写成 https:// 开头的网址，不用空格和汉字", at: "href")
    }
  }
}

extension Question.Kind {
  /// Where the package does not say.
  var most: Int {
    switch self {
    case .longText: 2000
    case .address: 200
    case .mail: 120
    case .person: 40
    case .creditCode, .phone, .industry, .trademark: 40
    case .evidence: 255
    default: 200
    }
  }
}

extension Question.FileLimit {
  init(_ node: Node?) {
    node?.only("kinds", "megabytes", "most")
    let known = ["pdf", "jpeg", "png", "docx", "xlsx", "ofd"]
    let kinds = node?.has("kinds") == true ? node?.texts("kinds") ?? [] : known
    for kind in kinds where !known.contains(kind) {
      node?.note("不收“\(kind)”文件", "用 pdf、jpeg、png、docx、xlsx、ofd", at: "kinds")
    }
    self.kinds = kinds
    megabytes = node?.optionalInteger("megabytes", 1...Self.mostMegabytes) ?? 20
    most = node?.optionalInteger("most", 1...20) ?? 1
  }
}

extension Node {
  func optionalExact(_ name: String) -> Exact? {
    guard let value = json[name] else { return nil }
    guard let number = Exact(value) else {
      note("不是最多两位小数的数", "填数，不加引号", at: name)
      return nil
    }
    return number
  }
}
