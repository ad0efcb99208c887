import Design
import HTML
import Policy
import Rounds
import Routing
import Vocabulary

/// What a package asks and says: its forms, score sheets, letters, days and honours.
struct FormsPage {
  let package: Package
  /// As it is called on the shelf.
  let name: String

  var html: HTML {
    group {
      p(.class("small quiet")) {
        "\(package.notice)，第 \(package.version) 版，指纹 "
        code { package.fingerprint.prefix(16) + "…" }
      }
      if let label = package.label { note(.warn) { p { Citation.readable(label) } } }
      forms
      rubrics
      letters
      figures
      honours
    }
  }

  private var forms: HTML {
    let rows = package.forms.map { form in
      [
        a(.class("title"), .href(FormView.path.link(FormPlace(name, form)))) {
          "\(form.id)　\(form.title)"
        },
        HTML(form.filler.title), HTML("\(form.questionnaire.questions.count)"),
        citations(form.basis),
      ]
    }
    return DataTable(
      "表格", [.init("表格"), .init("填写人"), .init("题数", isNumber: true), .init("依据")], rows
    ).html
  }

  private var rubrics: HTML {
    panel("评分标准", isFlush: true) {
      for rubric in package.rubrics {
        let sum = [("policy", name), ("kind", rubric.kind.rawValue)]
        fold(rubric.title) {
          RubricSheet(rubric: rubric).html
          p { a(.href(Paths.rubric.link(Nowhere(), query: sum))) { "按这张表试算得分" } }
        }
      }
    }
  }

  private var letters: HTML {
    panel("通知书和公告", isFlush: true) {
      for letter in package.letters {
        fold(letter.specimenTitle) { LetterSpecimen(letter: letter).html(isTitled: false) }
      }
    }
  }

  private var figures: HTML {
    let rows = package.figures.all.map { figure in
      [
        HTML(figure.label), HTML("\(figure.value) \(figure.unit)"),
        figure.clause.map(citations) ?? HTML("样例，非官方"),
      ]
    }
    return DataTable(
      "期限和数目", [.init("项目"), .init("数", isKept: true), .init("依据")], rows
    ).html
  }

  /// What all of them rest on is said once.
  private var honours: HTML {
    let shared = Set(package.honours.map(\.clause)).count == 1 ? package.honours.first?.clause : nil
    let rows = package.honours.map { honour in
      [
        HTML(honour.name),
        HTML(honour.variants.filter(\.givesPriority).map(\.name).joined(separator: "、")),
        HTML(honour.validityYears.map { "\($0) 年" } ?? "不限"), HTML(honour.evidence),
      ] + (shared == nil ? [citations(honour.clause)] : [])
    }
    let columns: [DataTable.Column] =
      [.init("称号"), .init("认可的称号"), .init("有效期", isKept: true), .init("需要的证明")]
      + (shared == nil ? [.init("依据")] : [])
    return panel(
      "予以重点推荐的称号", side: shared.map { basis in span(.class("clause")) { citations(basis) } },
      isFlush: true
    ) { DataTable("予以重点推荐的称号", columns, rows, isTitleSaid: true).bare }
  }
}
