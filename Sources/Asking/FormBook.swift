import Design
import HTML
import Policy
import Vocabulary

/// All forms, score sheets and letters of a package, one after the other, with a table of contents;
/// each form begins a sheet of its own, letters run on.
struct FormBook {
  let package: Package
  /// Where it is got as a file whose contents name pages.
  let paper: Address

  var html: HTML {
    group {
      p(.class("noprint")) { paperLink(paper) }
      p(.class("noprint")) {
        "用浏览器的打印，一次打印全部 \(package.forms.count) 张表格、\(package.rubrics.count) 份评分标准和 \(package.letters.count) 份文书，页脚有页码。〔〕里的字办理时换成实际的内容。"
      }
      div(.class("flow")) {
        contents
        for form in package.forms {
          sheet(form.id, "\(form.id)　\(form.title)") {
            p(.class("small quiet")) {
              "由\(form.filler.title)填写，依据"
              citations(form.basis)
              "。\(Citation.readable(form.label ?? ""))"
            }
            BlankForm(form: form, isInBook: true).html
          }
        }
        for rubric in package.rubrics {
          sheet("rubric-\(rubric.id)", rubric.title) { RubricSheet(rubric: rubric).html }
        }
        sheet("letters", "通知书和公告") {
          for letter in package.letters { LetterSpecimen(letter: letter).html(isTitled: true) }
        }
      }
    }
  }

  private func sheet(
    _ id: String, _ title: String, @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    section(.class("panel long sheet"), .id(id)) {
      h2 { title }
      content()
    }
  }

  private var contents: HTML {
    nav(.class("panel long sheet contents"), .aria("aria-label", "目录")) {
      h2 { "目录" }
      ol {
        for form in package.forms { entry(form.id, "\(form.id)　\(form.title)", form.filler.title) }
        for rubric in package.rubrics { entry("rubric-\(rubric.id)", rubric.title, "评审专家") }
        for letter in package.letters {
          entry(letter.occasion.rawValue, letter.specimenTitle, "文书")
        }
      }
    }
  }

  private func entry(_ id: String, _ title: String, _ who: String) -> HTML {
    li {
      a(.href(.place(id))) {
        span { title }
        span(.class("small quiet")) { who }
      }
    }
  }
}
