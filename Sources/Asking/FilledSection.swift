import Design
import HTML
import Policy

/// A whole form with its answers, on white of its own; bare where it stands in something already.
package func filledForm(
  _ form: Form, _ values: Values, links: EvidenceLinks = EvidenceLinks(), isBare: Bool = false
) -> HTML {
  let parts = group {
    for section in form.sections {
      FilledSection(section: section, values: values, links: links).html
    }
  }
  return isBare
    ? div(.class("stack")) { parts } : section(.class("panel long")) { parts }
}

/// A section with its answers, on a page or on paper: the same bordered sheet as the blank one.
package struct FilledSection {
  let section: Form.Section
  let values: Values
  let links: EvidenceLinks
  /// The page's own title says it already.
  let isTitled: Bool

  package init(
    section: Form.Section, values: Values, links: EvidenceLinks = EvidenceLinks(),
    isTitled: Bool = true
  ) {
    self.links = links
    self.isTitled = isTitled
    self.section = section
    self.values = values
  }

  package var html: HTML {
    let asked = section.questions.filter { $0.kind != .file && values[$0.id] != nil }
    return group {
      if isTitled { h2 { section.title } }
      if asked.isEmpty {
        p(.class("quiet")) { "没有内容。" }
      } else {
        dl(.class("blank")) {
          for question in asked {
            if question.kind == .table { rows(question) } else { line(question) }
          }
        }
      }
    }
  }

  private func line(_ question: Question) -> HTML {
    div(.optional(question.kind == .longText ? .class("over") : nil)) {
      dt { question.label }
      dd(.optional(question.kind == .longText ? .class("lines") : nil)) {
        said(question, values[question.id])
      }
    }
  }

  private func said(_ question: Question, _ value: Value?) -> HTML {
    let text = question.text(value)
    guard let address = links.address(of: question, value) else { return HTML(text) }
    return a(.href(address)) { text }
  }

  private func rows(_ question: Question) -> HTML {
    guard case .rows(let rows)? = values[question.id] else { return HTML() }
    let columns = question.columns.map { column in
      DataTable.Column(column.label, isNumber: [.money, .decimal, .integer].contains(column.kind))
    }
    return div(.class("over")) {
      dt { question.label }
      dd {
        DataTable(
          question.label, columns,
          rows.map { row in question.columns.map { said($0, row[$0.id]) } }, isTitleSaid: true
        ).bare
      }
    }
  }
}
