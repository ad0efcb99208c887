import JSON
import Vocabulary

/// An answer that follows from others: nobody types it, so nobody mistypes it.
package indirect enum Computation: Sendable, Equatable {
  /// Of questions, or of a column of a table.
  case sum([String])
  case sumOf(table: String, column: String)
  /// In per cent, two decimals, half up; unknown where the second is nothing.
  case share(String, of: String)
  case count(String)

  package var fields: [String] {
    switch self {
    case .sum(let ids): ids
    case .sumOf(let table, _), .count(let table): [table]
    case .share(let a, let b): [a, b]
    }
  }

  package func value(of values: Values) -> Value? {
    switch self {
    case .sum(let ids):
      let numbers = ids.compactMap { number(values[$0]) }
      return numbers.isEmpty ? nil : .number(numbers.sum)
    case .sumOf(let table, let column):
      guard case .rows(let rows)? = values[table] else { return nil }
      let numbers = rows.compactMap { number($0[column]) }
      return numbers.isEmpty ? nil : .number(numbers.sum)
    case .count(let table):
      guard case .rows(let rows)? = values[table] else { return nil }
      return .number(Exact(rows.count))
    case .share(let a, let b):
      guard let a = number(values[a]), let b = number(values[b]), b.hundredths > 0,
        a.hundredths >= 0
      else { return nil }
      let (scaled, isTooLarge) = a.hundredths.multipliedReportingOverflow(by: 20_000)
      if isTooLarge { return nil }
      // In hundredths of a per cent, and half of one more before cutting off.
      return .number(Exact(hundredths: (scaled / b.hundredths + 1) / 2))
    }
  }

  private func requireNumbers(_ node: Node, _ questions: [Question]) {
    let numbers = Question.Kind.numbers
    func require(_ question: Question?, _ kinds: Set<Question.Kind>) {
      guard let question, !kinds.contains(question.kind) else { return }
      node.note(
        "“\(question.id)”是\(question.kind.rawValue)，不能这样算",
        kinds == [.table] ? "用一张表" : "用 integer、decimal、money、year")
    }
    let found = fields.map { id in questions.first { $0.id == id } }
    switch self {
    case .sum, .share: for question in found { require(question, numbers) }
    case .count: for question in found { require(question, [.table]) }
    case .sumOf(_, let column):
      for question in found {
        require(question, [.table])
        require(question?.columns.first { $0.id == column }, numbers)
      }
    }
  }

  private func number(_ value: Value?) -> Exact? {
    if case .number(let number)? = value { number } else { nil }
  }

  init?(_ node: Node, _ questions: [Question]) {
    node.only("sum", "sumOf", "share", "count")
    guard node.json.members?.count == 1 else {
      node.note("要写一种算法", "用 sum、sumOf、share、count 之一")
      return nil
    }
    if node.has("sum") {
      self = .sum(node.texts("sum"))
    } else if node.has("sumOf") {
      let parts = node.texts("sumOf")
      guard parts.count == 2 else {
        node.note("要写表和列", "写成 [\"表\", \"列\"]", at: "sumOf")
        return nil
      }
      self = .sumOf(table: parts[0], column: parts[1])
      let table = questions.first { $0.id == parts[0] }
      if let table, !table.columns.contains(where: { $0.id == parts[1] }) {
        node.note("“\(parts[0])”没有“\(parts[1])”这一列", "改成表里有的列", at: "sumOf")
      }
    } else if node.has("count") {
      self = .count(node.text("count"))
    } else {
      let parts = node.texts("share")
      guard parts.count == 2 else {
        node.note("要写两个题号", "写成 [\"部分\", \"总数\"]", at: "share")
        return nil
      }
      self = .share(parts[0], of: parts[1])
    }
    for id in fields where !questions.contains(where: { $0.id == id }) {
      if node.inspection.questions[node.file]?.contains(id) == true {
        node.note("“\(id)”排在后面，这里还没有问到", "算出来的题要放在它用到的题之后")
      } else {
        node.note("没有“\(id)”这一题", "改成表里有的题号")
      }
    }
    requireNumbers(node, questions)
  }
}
