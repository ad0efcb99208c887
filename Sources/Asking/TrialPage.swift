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
      "试填：\(form.title)", on: visit, trail: [(form.title, FormView.path.link(place))],
      result: values == nil ? nil : "填得完整"
    ).page {
      errorSummary(sheet)
      if let values {
        answerPanel("检查结果", "填得完整，没有要改的", .good) {
          if !files.isEmpty { p { "还要上传附件：\(files.joined(separator: "、"))。" } }
          p { "这是试填，没有保存；可以打印。" }
        }
        export(sheet)
        filledForm(form, values)
      } else {
        note {
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
      other: ("先导出（Excel）", ExportForm.path.link(place)), class: "flow"
    ) {
      for section in form.sections {
        AskedSection(section, fields).html { question in
          p(.class("quiet")) { "附件：\(question.label)，正式办理时上传（\(question.demand)）。" }
        }
      }
    }
  }
}
