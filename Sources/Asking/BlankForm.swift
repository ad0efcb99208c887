import Design
import HTML
import Policy
import Routing
import Vocabulary

/// A form with nothing in it, as it is printed: a bordered sheet with room to write.
struct BlankForm {
  let form: Form
  /// Among others, under a heading of its own.
  var isInBook = false

  var html: HTML {
    group {
      for section in form.sections { self.section(section) }
      if !form.rules.isEmpty {
        heading("填写时一起核对")
        div(.class("prose")) {
          ul { for rule in form.rules { li { Citation.readable(rule.message) } } }
        }
      }
      p(.class("printonly signature")) {
        "\(form.filler.title)（签名或盖章）：　　　　　　　　　　　　年　　月　　日"
      }
    }
  }

  private func section(_ section: Form.Section) -> HTML {
    let cited = CitedQuestions.of(section.questions)
    return group {
      heading(section.title)
      if let help = section.help { p(.class("small quiet")) { Citation.readable(help) } }
      dl(.class("blank")) {
        for question in section.questions {
          if question.kind == .table {
            rows(question, isCited: cited.contains(question.id))
          } else {
            line(question, isCited: cited.contains(question.id))
          }
        }
      }
    }
  }

  private func heading(_ text: String) -> HTML { isInBook ? h3 { text } : h2 { text } }

  private func line(_ question: Question, isCited: Bool) -> HTML {
    div(.optional(question.kind == .longText ? .class("over long") : nil)) {
      name(question, isCited: isCited)
      dd {
        p(.class("fine")) { details(question) }
        if !question.choices.isEmpty, question.choices.count <= 12 { p { boxes(question) } }
        if question.kind == .declaration || question.kind == .yesNo {
          p { question.kind == .yesNo ? "□ 是　□ 否" : "□ 同意" }
        }
      }
    }
  }

  private func name(_ question: Question, isCited: Bool) -> HTML {
    dt {
      strong { question.label }
      if question.isRequired {
        " "
        chip("必填")
      }
      if isCited, let clause = question.clause { Design.clause(clause) }
    }
  }

  private func boxes(_ question: Question) -> String {
    question.choices.map { "□ \($0.label)" }.joined(separator: "　")
  }

  /// What an answer may be, in words.
  func details(_ question: Question) -> String {
    [
      question.demand, question.unit.map { "单位：\($0)" }, question.limits,
      question.help.map(Citation.readable),
      question.condition(among: form.questionnaire.questions),
    ].compactMap(\.self).joined(separator: "；")
  }

  private func rows(_ question: Question, isCited: Bool) -> HTML {
    let columns = question.columns.map { column in
      DataTable.Column(column.label + (column.unit.map { "（\($0)）" } ?? ""))
    }
    // Room to write, in rows that have a name for whoever hears the table.
    let empty = { (row: Int) -> [HTML] in
      [HTML("第 \(row) 行")] + Array(repeating: HTML(" "), count: columns.count)
    }
    let count = min(max(2, question.rows.lowerBound), 6)
    let blanks =
      question.itemColumn?.choices.map { choice in
        [HTML(choice.value), HTML(choice.label)]
          + Array(repeating: HTML(" "), count: columns.count - 1)
      } ?? (1...count).map(empty)
    let how = question.columns.map { column -> HTML in
      let isShort = !column.choices.isEmpty && column.choices.count <= 12
      let when = column.condition(among: question.columns)
      return HTML(
        [isShort ? boxes(column) : column.demand, when].compactMap(\.self)
          .joined(separator: "；"))
    }
    return div(.class("over")) {
      name(question, isCited: isCited)
      dd {
        p(.class("fine")) { details(question) }
        DataTable(
          question.label, [DataTable.Column("行")] + columns,
          [[HTML("填写要求")] + how] + blanks, isTitleSaid: true
        ).bare
      }
    }
  }
}
