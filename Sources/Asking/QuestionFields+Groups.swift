import Design
import HTML
import Policy
import Routing
import Vocabulary

/// Fields of several parts: one of a few, some of a few, rows.
extension QuestionFields {
  func radios(
    _ question: Question, _ name: String, _ choices: [(value: String, label: String)]
  ) -> HTML {
    fieldset(
      .class(problem(name) == nil ? "field" : "field wrong"), .id(name), described(question, name),
      shown(question)
    ) {
      legend { words(question) }
      notes(question, name)
      div(.class(question.kind == .yesNo ? "choices" : "choices one")) {
        for (index, choice) in choices.enumerated() {
          label(.class("choice")) {
            input(
              .type("radio"), .name(name), .value(choice.value),
              .autofocus(index == 0 && name == begins),
              .checked(text(name).utf8.elementsEqual(choice.value.utf8)))
            span { choice.label }
          }
        }
      }
    }
  }

  func ticks(_ question: Question, _ name: String) -> HTML {
    fieldset(
      .class(problem(name) == nil ? "field" : "field wrong"), .id(name),
      described(question, name), shown(question)
    ) {
      legend { words(question) }
      notes(question, name)
      div(.class("choices one")) {
        for choice in question.choices {
          label(.class("choice")) {
            input(
              .type("checkbox"), .name("\(name).\(choice.value)"), .value("yes"),
              .checked(!text("\(name).\(choice.value)").isEmpty))
            span { choice.label }
          }
        }
      }
    }
  }

  func declaration(_ question: Question, _ name: String) -> HTML {
    div(.class(problem(name) == nil ? "field flag" : "field flag wrong"), shown(question)) {
      if let problem = problem(name) { fieldError(problem, id: name) }
      label(.for(name)) {
        input(
          .id(name), .name(name), .type("checkbox"), .value("yes"),
          .checked(!text(name).isEmpty), described(question, name))
        span { question.label }
      }
      if let help = question.help {
        p(.class("help"), .id("\(name)-help")) { Citation.readable(help) }
      }
    }
  }

  /// As many rows as have been filled, and one or two to go on with.
  func table(_ question: Question) -> HTML {
    if let column = question.itemColumn { return items(question, column) }
    let filled = (1...question.rows.upperBound).last { row in
      question.columns.contains { !text("\(question.id).\(row).\($0.id)").isEmpty }
    }
    let count = min(question.rows.upperBound, max((filled ?? 0) + 1, question.rows.lowerBound, 2))
    let name = question.id
    return fieldset(
      .class(problem(name) == nil ? "field rows" : "field rows wrong"), .id(name),
      described(question, name), shown(question)
    ) {
      legend { words(question) }
      notes(question, name)
      if !(question.shown == nil) { p(.class("quiet")) { "没有的不用填。" } }
      for row in 1...count {
        fieldset(.class("row")) {
          legend { "第 \(row) 行" }
          for column in question.columns where column.computed == nil {
            html(column, at: "\(name).\(row).\(column.id)")
          }
        }
      }
      if count < question.rows.upperBound {
        p(.class("quiet")) { "填满以后提交一次，会再给出一行；最多 \(question.rows.upperBound) 行。" }
      }
    }
  }
}
