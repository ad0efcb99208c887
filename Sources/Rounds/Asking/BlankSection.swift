import Design
import HTML
import Policy
import Routing

/// A section of a form with nothing in it: on paper with room to write.
struct BlankSection {
  let section: Form.Section

  var html: HTML {
    group {
      h2 { section.title }
      if let help = section.help { p(.class("quiet")) { help } }
      for question in section.questions {
        if question.kind == .table { rows(question) } else { line(question) }
      }
    }
  }

  private func line(_ question: Question) -> HTML {
    div(.class("blank")) {
      p {
        strong { question.label }
        if question.isRequired { span(.class("tag")) { "必填" } }
        if let clause = question.clause { Design.clause(clause) }
      }
      p(.class("quiet")) { details(question) }
      if !question.choices.isEmpty, question.choices.count <= 12 {
        p { question.choices.map { "□ \($0.label)" }.joined(separator: "　") }
      }
      if question.kind == .declaration || question.kind == .yesNo {
        p { question.kind == .yesNo ? "□ 是　□ 否" : "□ 同意" }
      }
    }
  }

  private func details(_ question: Question) -> String {
    [
      question.demand, question.unit.map { "单位：\($0)" }, question.help,
      question.shown == nil ? nil : "只在需要时填",
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
    return div(.class("blank")) {
      p(.class("quiet")) { details(question) }
      DataTable(
        question.label + (question.isRequired ? "（必填）" : ""),
        [DataTable.Column("行")] + columns,
        [[HTML("怎样填")] + question.columns.map { HTML($0.demand) }, empty(1), empty(2)]
      ).html
    }
  }
}
