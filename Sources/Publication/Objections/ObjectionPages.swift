import Applications
import Asking
import Design
import HTML
import Policy
import Routing
import Vocabulary

/// The form that anybody fills in to object; it works without script.
struct ObjectionForm {
  let shown: Notice
  /// Numbers of what has left it.
  let removed: Set<String>
  let form: Policy.Form
  let visit: Visit

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      form.title, on: visit,
      trail: [
        ("公示", Paths.notices.link), (shown.title, NoticeView.path.link(ItemPlace(shown.id))),
      ]
    ).page {
      errorSummary(sheet)
      if let intro = form.intro { p(.class("lead")) { intro } }
      if !items.isEmpty {
        FileForm(
          address: FileObjection.path.link(ItemPlace(shown.id)), button: "提出异议", form: form,
          before: [number], after: [FileObjection.Asked.evidence.note], visit: visit
        ).html(sheet)
      } else {
        note(.warn) {
          p {
            shown.phase(on: visit.now.day) == .running
              ? "名单里的各项都已经移出公示，没有可以提出异议的了。"
              : "公示期是\(shown.starts.chinese)至\(shown.ends.chinese)，现在不能提出异议。"
          }
          p { a(.href(NoticeView.path.link(ItemPlace(shown.id)))) { "回到公示" } }
        }
      }
    }
  }

  private var items: [Notice.Item] { shown.objectable(on: visit.now.day, without: removed) }

  private var number: FieldNote {
    FileObjection.Asked.number.note.choosing(
      from: items.map { Choice($0.number, "\($0.item)（\($0.enterprise)，\($0.number)）") })
  }
}

/// A form of the package with a file beside it.
struct FileForm {
  let address: Address
  let button: String
  let form: Policy.Form
  let before: [FieldNote]
  let after: [FieldNote]
  let visit: Visit

  func html(_ sheet: Sheet) -> HTML {
    let fields = QuestionFields(form.questionnaire, sheet: sheet)
    return sendForm(
      address, on: visit, button: button, takesFiles: true, class: "flow"
    ) {
      if !before.isEmpty { panel { for note in before { field(note, sheet) } } }
      for section in form.sections {
        div(.class("panel asking")) {
          div {
            h2 { section.title }
            if let help = section.help { p(.class("quiet")) { help } }
          }
          for question in section.questions
          where question.computed == nil && question.kind != .file {
            fields.html(question)
          }
        }
      }
      panel { for note in after { field(note, sheet) } }
    }
  }
}

/// Shown to whoever has filed it, with the code.
struct ObjectionReceipt {
  let answer: FileObjection.Answer
  let visit: Visit

  var html: HTML {
    Shell(answer.title, on: visit, trail: [("公示", Paths.notices.link)]).page {
      note(.good) { p(.role("status")) { "异议已经收到。" } }
      panel("查询码") {
        if let word = answer.code {
          p { code(.class("hash"), .id("code")) { word } }
          p { "离开这一页就不再显示，请抄下或打印。凭它可以在“异议进展”里看办理到哪一步，不要告诉别人。" }
        } else {
          p { "提出时给过您的查询码，现在不能再显示。没有保存的，请拨打公示上写的受理电话。" }
        }
        p { a(.class("button plain"), .href(Paths.objectionStatus.link)) { "看异议进展" } }
      }
      doc {
        for text in answer.paragraphs { p { text } }
      }
      if let label = answer.label { p(.class("small quiet")) { Citation.readable(label) } }
    }
  }
}
