import Design
import HTML
import Policy
import Routing

/// A form with nothing in it: on paper with room to write.
struct BlankForm {
  let form: Form

  var html: HTML {
    group {
      for section in form.sections { self.section(section) }
      if !form.rules.isEmpty {
        h2 { "填写时一起核对" }
        ul { for rule in form.rules { li { rule.message } } }
      }
      p(.class("printonly seal")) { "\(form.filler.title)（签名或盖章）：　　　　　　　　　　　　年　　月　　日" }
    }
  }

  private func section(_ section: Form.Section) -> HTML {
    group {
      h2 { section.title }
      if let help = section.help { p(.class("quiet")) { help } }
      for question in section.questions {
        if question.kind == .table { rows(question) } else { line(question) }
      }
    }
  }

  private func line(_ question: Question) -> HTML {
    div(.class(question.kind == .longText ? "blank long" : "blank")) {
      p {
        strong { question.label }
        if question.isRequired { span(.class("tag")) { "必填" } }
        if let clause = question.clause { Design.clause(clause) }
      }
      p(.class("quiet")) { details(question) }
      if !question.choices.isEmpty, question.choices.count <= 12 { p { boxes(question) } }
      if question.kind == .declaration || question.kind == .yesNo {
        p { question.kind == .yesNo ? "□ 是　□ 否" : "□ 同意" }
      }
    }
  }

  private func boxes(_ question: Question) -> String {
    question.choices.map { "□ \($0.label)" }.joined(separator: "　")
  }

  private func details(_ question: Question) -> String {
    [
      question.demand, question.unit.map { "单位：\($0)" }, question.limits, question.help,
      question.condition(among: form.questionnaire.questions),
    ].compactMap(\.self).joined(separator: "；")
  }

  private func rows(_ question: Question) -> HTML {
    let columns = question.columns.map { column in
      DataTable.Column(column.label + (column.unit.map { "（\($0)）" } ?? ""))
    }
    // Room to write, in rows that have a name for whoever hears the table.
    let empty = { (row: Int) -> [HTML] in
      [HTML("第 \(row) 行")] + Array(repeating: HTML(" "), count: columns.count)
    }
    let count = min(max(2, question.rows.lowerBound), 6)
    let how = question.columns.map { column -> HTML in
      let isShort = !column.choices.isEmpty && column.choices.count <= 12
      let when = column.condition(among: question.columns)
      return HTML(
        [isShort ? boxes(column) : column.demand, when].compactMap(\.self)
          .joined(separator: "；"))
    }
    return div(.class("blank")) {
      p(.class("quiet")) { details(question) }
      DataTable(
        question.label + (question.isRequired ? "（必填）" : ""),
        [DataTable.Column("行")] + columns, [[HTML("怎样填")] + how] + (1...count).map(empty)
      ).html
    }
  }
}

extension Question {
  /// When it is asked at all, in words.
  func condition(among questions: [Question]) -> String? {
    guard let shown else { return nil }
    guard let simple = shown.simple, let other = questions.first(where: { $0.id == simple.id })
    else { return "只在需要时填" }
    let labels = simple.values.map { value in
      other.kind == .yesNo
        ? (value == "yes" ? "是" : "否")
        : other.choices.first { $0.value == value }?.label ?? value
    }
    return "“\(other.label)”是“\(labels.joined(separator: "”或“"))”时填"
  }

  /// What a number may be, where the package says so.
  var limits: String? {
    switch (least, greatest) {
    case (nil, nil): nil
    case (let least?, nil): "不小于 \(least)"
    case (nil, let greatest?): "不大于 \(greatest)"
    case (let least?, let greatest?): "\(least) 到 \(greatest)"
    }
  }
}
