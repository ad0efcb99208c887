import JSON
import Vocabulary

/// An expression as it lies in a package: one key says what it is, as in
/// `{"is": ["entityType", "branch"]}` or `{"all": [ … ]}`.
extension Expression {
  private static let kinds = [
    "is", "in", "known", "atLeast", "atMost", "before", "notBefore", "same",
    "endsWith", "noMore", "withinYears", "distinct", "all", "any", "not", "some",
  ]

  /// - Parameter questions: what may be asked about here.
  init(_ node: Node, _ questions: [Question]) {
    let found = Expression.read(node, questions)
    self = found ?? .all([])
    if let found { found.requireMeaning(node, questions) }
  }

  private static func read(_ node: Node, _ questions: [Question]) -> Expression? {
    guard let members = node.json.members, members.count == 1, let kind = members.first?.name,
      kinds.contains(kind)
    else {
      node.note("不像一个条件", "写一项：\(kinds.joined(separator: "、")) 之一，如 {\"is\": [\"题号\", \"选项\"]}")
      return nil
    }
    switch kind {
    case "all": return .all(node.list("all").map { Expression($0, questions) })
    case "any": return .any(node.list("any").map { Expression($0, questions) })
    case "not": return node.object("not").map { .not(Expression($0, questions)) }
    case "known": return .isKnown(node.text("known"))
    case "distinct":
      let words = node.texts("distinct")
      guard words.count > 1 else {
        node.note("要写表和列", "写成 [\"表\", \"列\"]，几列一起比就接着写", at: "distinct")
        return nil
      }
      return .distinct(words[0], Array(words.dropFirst()))
    case "some":
      guard let some = node.object("some") else { return nil }
      some.only("of", "where")
      let table = some.text("of")
      let columns = questions.first { $0.id == table }?.columns ?? []
      return some.object("where").map { .some(table, Expression($0, questions + columns)) }
    default:
      let parts = node.list(kind)
      guard parts.count == 2, let field = parts[0].json.string else {
        node.note("要写两项：题号和比较的值", "写成 [\"题号\", 值]", at: kind)
        return nil
      }
      return compare(kind, field, parts[1])
    }
  }

  private static func compare(_ kind: String, _ field: String, _ value: Node) -> Expression? {
    switch kind {
    case "is":
      if let text = value.json.string { return .isValue(field, .text(text)) }
      if let truth = value.json.bool { return .isValue(field, .flag(truth)) }
      if let number = Exact(value.json) { return .isValue(field, .number(number)) }
      value.note("不能比较", "写一个选项、true、false 或数")
    case "in":
      if let items = value.json.array, !items.isEmpty, items.allSatisfy({ $0.string != nil }) {
        return .isOneOf(field, items.compactMap(\.string))
      }
      value.note("要是几个选项", "写成 [\"甲\", \"乙\"]")
    case "endsWith":
      if let items = value.json.array, !items.isEmpty, items.allSatisfy({ $0.string != nil }) {
        return .endsWith(field, items.compactMap(\.string))
      }
      value.note("要是几个词", "写成 [\"甲\", \"乙\"]")
    case "withinYears":
      if let years = value.json.integer, 1...50 ~= years { return .withinYears(field, years) }
      value.note("要是 1 到 50 的整数", "写几年，如 3")
    case "same", "noMore":
      if let other = value.json.string {
        return kind == "same" ? .same(field, other) : .noMore(field, other)
      }
      value.note("要是另一个题号", "用双引号括起来")
    case "atLeast", "atMost":
      if let number = Exact(value.json) {
        return kind == "atLeast" ? .atLeast(field, number) : .atMost(field, number)
      }
      value.note("要是数", "不加引号")
    default:
      if let moment = Moment(value) {
        return kind == "before" ? .before(field, moment) : .notBefore(field, moment)
      }
      value.note(
        "要是日期",
        "写 \"today\"、\"2026-09-30\"、{\"yearsAgo\": 3}、{\"monthsAgo\": 6} 或 {\"daysAgo\": 30}")
    }
    return nil
  }

  /// Asks only about what is there, and only what can be asked of it.
  private func requireMeaning(_ node: Node, _ questions: [Question]) {
    for id in fields.sorted() where !questions.contains(where: { $0.id == id }) {
      if node.inspection.questions[node.file]?.contains(id) == true {
        node.note("“\(id)”排在后面，这里还没有问到", "把“\(id)”移到前面，或把这一处移到它后面")
      } else {
        node.note("没有“\(id)”这一题", "改成表里有的题号")
      }
    }
    if let misfit = misfit(questions) {
      node.note("“\(misfit.id)”是\(misfit.kind.rawValue)，不能这样比较", misfit.remedy)
      return
    }
    switch self {
    case .isValue(let id, .text(let word)): requireChoice(word, of: id, node, questions)
    case .isOneOf(let id, let words):
      for word in words { requireChoice(word, of: id, node, questions) }
    case .distinct(let table, let named):
      let columns = questions.first { $0.id == table }?.columns ?? []
      for column in named where !columns.isEmpty && !columns.contains(where: { $0.id == column }) {
        node.note("“\(table)”没有“\(column)”这一列", "改成表里有的列", at: "distinct")
      }
    default: break
    }
  }

  /// A question of a kind that can never have such an answer: the rule would never hold.
  private func misfit(
    _ questions: [Question]
  ) -> (id: String, kind: Question.Kind, remedy: String)? {
    func check(
      _ id: String, _ kinds: Set<Question.Kind>, _ remedy: String
    ) -> (id: String, kind: Question.Kind, remedy: String)? {
      guard let question = questions.first(where: { $0.id == id }),
        !kinds.contains(question.kind)
      else { return nil }
      return (id, question.kind, remedy)
    }
    let numbers = Question.Kind.numbers
    let words: Set<Question.Kind> = [
      .text, .longText, .choice, .industry, .creditCode, .phone, .mail, .person, .address,
      .trademark,
    ]
    /// What can be compared with this one.
    func alike(_ id: String) -> Set<Question.Kind> {
      switch questions.first(where: { $0.id == id })?.kind {
      case .date: [.date]
      case .integer, .decimal, .money, .year: numbers
      default: []
      }
    }
    return switch self {
    case .isValue(let id, .flag):
      check(id, [.yesNo, .declaration], "true、false 用于 yesNo、declaration")
    case .isValue(let id, .number): check(id, numbers, "数用于 integer、decimal、money、year")
    case .isValue(let id, .text): check(id, words, "文字用于 choice 等；yesNo 写 true 或 false")
    case .isOneOf(let id, _): check(id, words.union([.many]), "in 用于 choice、many")
    case .atLeast(let id, _), .atMost(let id, _): check(id, numbers, "atLeast、atMost 用于数")
    case .before(let id, _), .notBefore(let id, _): check(id, [.date], "before、notBefore 用于 date")
    case .same(let a, let b): check(a, words, "same 用于文字") ?? check(b, words, "same 用于文字")
    case .some(let id, _): check(id, [.table], "some 用于 table")
    case .distinct(let id, _): check(id, [.table], "distinct 用于 table")
    case .endsWith(let id, _): check(id, words, "endsWith 用于文字")
    case .noMore(let a, let b):
      check(a, alike(b), "noMore 用于两个数，或两个日期")
    case .withinYears(let id, _): check(id, [.year], "withinYears 用于 year")
    case .isKnown, .all, .any, .not: nil
    }
  }

  private func requireChoice(
    _ word: String, of id: String, _ node: Node, _ questions: [Question]
  ) {
    guard let question = questions.first(where: { $0.id == id }), !question.choices.isEmpty,
      !question.choices.contains(where: { $0.value == word })
    else { return }
    node.note(
      "“\(id)”没有“\(word)”这个选项",
      "用 \(question.choices.map(\.value).joined(separator: "、")) 之一")
  }
}

extension Expression.Moment {
  init?(_ node: Node) {
    if let text = node.json.string {
      if text == "today" {
        self = .today
      } else if let day = Day(text) {
        self = .day(day)
      } else {
        return nil
      }
    } else if node.json.members?.count == 1 {
      if let years = node.json["yearsAgo"]?.integer, 0...100 ~= years {
        self = .yearsAgo(years)
      } else if let name = node.json["yearsAgo"]?.string.flatMap(Figures.Name.init),
        let figures = node.inspection.figures, name.countsYears
      {
        // The number is said once, among the figures.
        self = .yearsAgo(figures[name])
      } else if let days = node.json["daysAgo"]?.integer, 0...36_500 ~= days {
        self = .daysAgo(days)
      } else if let months = node.json["monthsAgo"]?.integer, 0...1200 ~= months {
        self = .monthsAgo(months)
      } else {
        return nil
      }
    } else {
      return nil
    }
  }
}
