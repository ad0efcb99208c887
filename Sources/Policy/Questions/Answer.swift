import JSON
import Vocabulary

/// One answer on its way from what was sent to what it means.
struct Answer {
  let question: Question
  /// As the form calls it: `id`, or `id.2.column` in the second row of a table.
  let name: String
  let isTyped: Bool

  init(_ question: Question, at name: String, isTyped: Bool) {
    self.question = question
    self.name = name
    self.isTyped = isTyped
  }

  func read(
    _ given: JSON?, isComplete: Bool, on today: Day, into reading: inout Questionnaire.Reading
  ) {
    // Files come by another way; the case says which are there.
    if question.kind == .file { return }
    if question.kind == .table {
      table(given, isComplete: isComplete, on: today, into: &reading)
      return
    }
    // A blank that slipped in is no answer.
    let isBlank = given?.string.map { $0.allSatisfy(\.isWhitespace) } ?? false
    guard let given, given != .null, !isBlank, given != .array([]) else {
      if isComplete, question.isRequired { reading.problems.append(missing) }
      return
    }
    switch understand(given, on: today) {
    case .success(.flag(false)) where question.kind == .declaration:
      // Not agreed to is not said.
      if isComplete, question.isRequired { reading.problems.append(missing) }
    case .success(let value): reading.values[question.id] = value
    case .failure(let problem): reading.problems.append(problem)
    }
  }

  var missing: Problem {
    let verb =
      switch question.kind {
      case .yesNo, .choice, .many: "请选择“\(question.label)”。"
      case .declaration: "请勾选“\(question.label)”。"
      default: "请填写“\(question.label)”。"
      }
    return Problem(field: name, code: "required", message: verb)
  }

  func problem(_ code: String, _ rest: String) -> Problem {
    Problem(field: name, code: code, message: "“\(question.label)”\(rest)")
  }

  // MARK: - Tables

  private func table(
    _ given: JSON?, isComplete: Bool, on today: Day, into reading: inout Questionnaire.Reading
  ) {
    guard given == nil || given == .null || given?.array != nil else {
      reading.problems.append(problem("wrongType", "要是一个列表。"))
      return
    }
    let items = given?.array ?? []
    if isComplete, question.isRequired || question.rows.lowerBound > 0,
      items.count < max(1, question.rows.lowerBound)
    {
      reading.problems.append(
        problem("tooFew", "至少要填 \(max(1, question.rows.lowerBound)) 行。"))
    }
    if items.count > question.rows.upperBound {
      reading.problems.append(
        problem("tooMany", "最多 \(question.rows.upperBound) 行，现在有 \(items.count) 行。"))
      return
    }
    var rows: [Values] = []
    for (index, item) in items.enumerated() {
      var row = Questionnaire.Reading()
      guard let members = item.members else {
        reading.problems.append(problem("wrongType", "的第 \(index + 1) 行要是一个对象。"))
        continue
      }
      let unknown = members.map(\.name).filter { name in
        !question.columns.contains { $0.id == name }
      }
      row.problems += unknown.prefix(Questionnaire.most)
        .map { Questionnaire.unknown("\(name).\(index + 1).\($0)") }
      for column in question.columns {
        if let shown = column.shown {
          let known = reading.values.merging(row.values) { $1 }
          if shown.holds(for: known, on: today) != true { continue }
        }
        if let computed = column.computed {
          row.values[column.id] = computed.value(of: row.values)
          continue
        }
        Answer(column, at: "\(name).\(index + 1).\(column.id)", isTyped: isTyped)
          .read(item[column.id], isComplete: isComplete, on: today, into: &row)
      }
      row.problems += itemProblems(row.values, after: rows, at: index + 1)
      rows.append(row.values)
      reading.problems += row.problems
    }
    if !rows.isEmpty { reading.values[question.id] = .rows(rows) }
  }

  /// Of a rubric's items each is told of once, and none is worth more than the rubric says.
  private func itemProblems(_ row: Values, after rows: [Values], at index: Int) -> [Problem] {
    guard let column = question.itemColumn, case .text(let item)? = row[column.id],
      let choice = column.choices.first(where: { $0.value == item })
    else { return [] }
    var problems: [Problem] = []
    if rows.contains(where: { $0[column.id] == .text(item) }) {
      problems.append(
        Problem(
          field: "\(name).\(index).\(column.id)", code: "twice", message: "“\(choice.label)”填了两次。"))
    }
    for score in question.columns where score.isOfPoints {
      if case .number(let number)? = row[score.id], let points = choice.points, number > points {
        problems.append(
          Problem(
            field: "\(name).\(index).\(score.id)", code: "outOfRange",
            message: "“\(choice.label)”的\(score.label)不能高于 \(points) 分。"))
      }
    }
    return problems
  }
}
