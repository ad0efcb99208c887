import Policy
import Tables

/// A form with its answers, on its way out: one list for whoever reads lines, or a sheet for each
/// table of it.
package struct FilledForm: Sendable {
  let form: Form
  let values: Values

  package init(_ form: Form, _ values: Values) {
    self.form = form
    self.values = values
  }

  /// Every answer on a line of its own, rows of tables one by one.
  package var list: Grid {
    Grid(
      form.title, ["部分", "题目", "行", "回答"],
      form.sections.flatMap { section in
        section.questions.flatMap { question in
          lines(question).map { [.text(section.title)] + $0 }
        }
      })
  }

  private func lines(_ question: Question) -> [[Grid.Cell]] {
    guard case .rows(let rows)? = values[question.id] else {
      return [[.text(question.heading), .text(""), question.cell(values[question.id])]]
    }
    return zip(1..., rows).flatMap { number, row in
      question.columns.map { column in
        [
          .text("\(question.heading)：\(column.heading)"), .number("\(number)"),
          column.cell(row[column.id]),
        ]
      }
    }
  }

  /// The single answers on the first sheet, each table on one of its own.
  package var sheets: [Grid] {
    let single = form.sections.flatMap { section in
      section.questions.filter { $0.kind != .table }.map { question -> [Grid.Cell] in
        [.text(section.title), .text(question.heading), question.cell(values[question.id])]
      }
    }
    let tables = form.questionnaire.questions.filter { $0.kind == .table }.map { question in
      var rows: [Values] = []
      if case .rows(let found)? = values[question.id] { rows = found }
      return Grid(
        question.label, question.columns.map(\.heading),
        rows.map { row in question.columns.map { $0.cell(row[$0.id]) } })
    }
    return [Grid(form.title, ["部分", "题目", "回答"], single)] + tables
  }
}

extension Question {
  fileprivate var heading: String { label + (unit.map { "（\($0)）" } ?? "") }

  /// Numbers as numbers, in the unit that the heading says.
  fileprivate func cell(_ value: Value?) -> Grid.Cell {
    if case .number? = value, let value { return .number(typed(value)) }
    return .text(text(value))
  }
}
