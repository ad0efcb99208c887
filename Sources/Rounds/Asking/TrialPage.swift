import Design
import HTML
import Policy
import Routing
import Vocabulary

/// A form to be filled in; and, once it is right, as it would be printed.
struct TrialPage {
  let form: Form
  let place: FormPlace
  let visit: Visit

  init(_ form: Form, at place: FormPlace, _ visit: Visit) {
    self.form = form
    self.place = place
    self.visit = visit
  }

  func html(_ sheet: Sheet, _ values: Values?) -> HTML {
    Shell(
      "试填：\(form.title)", on: visit, trail: [(form.title, FormView.path.link(place))]
    ).page {
      errorSummary(sheet)
      if let values {
        notice(.success) {
          p {
            files.isEmpty
              ? "填得完整，没有要改的。这是试填，没有保存；可以打印。"
              : "填得完整，没有要改的；还要上传附件：\(files.joined(separator: "、"))。这是试填，没有保存；可以打印。"
          }
        }
        export(sheet)
        for section in form.sections { FilledSection(section: section, values: values).html }
      } else {
        notice {
          p { "这是试填：只检查，不保存，关掉页面就没有了。填到一半的，可以在最下面导出。正式申请在批次开放以后办理。" }
        }
        entry(sheet)
      }
    }
  }

  private func export(_ sheet: Sheet) -> HTML {
    postForm(
      ExportForm.path.link(place), on: visit, fields: [ExportForm.Asked.format.note],
      button: "导出",
      held: sheet.answers.otherTexts)
  }

  private var files: [String] {
    form.questionnaire.questions.filter { $0.kind == .file && $0.isRequired }.map(\.label)
  }

  private func entry(_ sheet: Sheet) -> HTML {
    let fields = QuestionFields(form.questionnaire, sheet: sheet)
    return sendForm(
      TrialView.path.link(place), on: visit, button: "检查",
      other: ("先导出（Excel）", ExportForm.path.link(place))
    ) {
      for section in form.sections {
        h2 { section.title }
        if let help = section.help { p(.class("quiet")) { help } }
        for question in section.questions where question.computed == nil {
          if question.kind == .file {
            p(.class("quiet")) { "附件：\(question.label)，正式办理时上传（\(question.demand)）。" }
          } else {
            fields.html(question)
          }
        }
      }
    }
  }
}

/// A section with its answers, on a page or on paper.
package struct FilledSection {
  let section: Form.Section
  let values: Values

  package init(section: Form.Section, values: Values) {
    self.section = section
    self.values = values
  }

  package var html: HTML {
    let asked = section.questions.filter { $0.kind != .file && values[$0.id] != nil }
    return group {
      h2 { section.title }
      if asked.isEmpty { p(.class("quiet")) { "没有内容。" } }
      factList {
        for question in asked where question.kind != .table {
          fact(question.label, HTML(question.text(values[question.id])))
        }
      }
      for question in asked where question.kind == .table { rows(question) }
    }
  }

  private func rows(_ question: Question) -> HTML {
    guard case .rows(let rows)? = values[question.id] else { return HTML() }
    let columns = question.columns.map { column in
      DataTable.Column(column.label, isNumber: [.money, .decimal, .integer].contains(column.kind))
    }
    return DataTable(
      question.label, columns,
      rows.map { row in question.columns.map { HTML($0.text(row[$0.id])) } }
    ).html
  }
}
