import Design
import HTML
import Policy

/// A table that asks of every item of a rubric: one row each, in the rubric's order, under its indicators.
extension QuestionFields {
  func items(_ question: Question, _ column: Question) -> HTML {
    let name = question.id
    // Rows are numbered as they were filled; what has none yet comes after them.
    var rows: [String: Int] = [:]
    for row in 1...max(1, question.rows.upperBound) {
      let item = text("\(name).\(row).\(column.id)")
      if !item.isEmpty, rows[item] == nil { rows[item] = row }
    }
    var next = (rows.values.max() ?? 0) + 1
    for choice in column.choices where rows[choice.value] == nil {
      rows[choice.value] = next
      next += 1
    }
    let numbers = rows
    let groups = column.choices.reduce(into: [String]()) { groups, choice in
      if let group = choice.group, groups.last != group { groups.append(group) }
    }
    return fieldset(
      .class(problem(name) == nil ? "field rows" : "field rows wrong"), .id(name),
      described(question, name), shown(question)
    ) {
      legend { words(question) }
      notes(question, name)
      for group in groups {
        let choices = column.choices.filter { $0.group == group }
        let filled = choices.count { isFilled(question, numbers[$0.value] ?? 0) }
        let opens = choices.contains { isWrong(question, numbers[$0.value] ?? 0) }
        fold("\(group)（\(choices.count) 项，已填 \(filled) 项）", isOpen: opens) {
          for choice in choices {
            row(question, column, choice, numbers[choice.value] ?? 0)
          }
        }
      }
    }
  }

  private func row(
    _ question: Question, _ column: Question, _ choice: Question.Choice, _ number: Int
  ) -> HTML {
    let place = "\(question.id).\(number)"
    return fieldset(.class("row")) {
      legend { "\(choice.value)　\(choice.label)" }
      input(.type("hidden"), .name("\(place).\(column.id)"), .value(choice.value))
      for other in question.columns where other.id != column.id && other.computed == nil {
        html(other, at: "\(place).\(other.id)")
      }
    }
  }

  private func isFilled(_ question: Question, _ row: Int) -> Bool {
    question.columns.contains { other in
      other.id != question.itemColumn?.id && !text("\(question.id).\(row).\(other.id)").isEmpty
    }
  }

  private func isWrong(_ question: Question, _ row: Int) -> Bool {
    question.columns.contains { problem("\(question.id).\(row).\($0.id)") != nil }
  }
}
