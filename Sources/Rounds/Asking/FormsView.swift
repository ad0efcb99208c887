import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// Every form of the programme, to be read and printed before anyone begins (feature 6).
struct FormsView: View {
  struct Asked: Input {
    static let fields = [CheckView.Asked.policy.note]
    let policy: String
    init(_ answers: Answers) throws(Problems) {
      policy = try answers.read(CheckView.Asked.policy)
    }
  }

  static let name = "forms"
  static let summary = "全部表格和文书"
  static let path = Paths.forms
  static let audience = Audience.everyone
  static let clause: String? = "001 三（一）第二分句"
  static let schema = Schema.object([
    .always("policy", .text), .always("title", .text), .always("hash", .text),
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("title", .text), .always("who", .text),
          .always("questions", .integer), .always("href", .text),
        ]))), .always("rubrics", .list(RubricSheet.schema)),
  ])

  struct Answer: Sendable {
    let package: Package
    /// As it is called on the shelf.
    let name: String
    let shelf: Shelf
  }

  let library: Library
  let printed = Printed()

  func answer(
    _ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let package = try library.named(asked.policy, visit)
    let shelf = library.shelf(at: visit.now)
    return Answer(package: package, name: shelf.name(of: package), shelf: shelf)
  }

  func json(_ answer: Answer) -> JSON {
    let package = answer.package
    let items = package.forms.map { form -> JSON in
      [
        "id": .string(form.id), "title": .string(form.title),
        "who": .string(form.filler.rawValue),
        "questions": .integer(form.questionnaire.questions.count),
        "href": .string(FormView.path.link(FormPlace(answer.name, form)).text),
      ]
    }
    return [
      "policy": .string(answer.name), "title": .string(package.title),
      "hash": .string(package.fingerprint), "items": .array(items),
      "rubrics": .array(package.rubrics.map { RubricSheet(rubric: $0).json }),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell("表格和文书", on: visit, current: Paths.forms.link).page {
      errorSummary(sheet)
      if let answer {
        p(.class("lead")) { "开始之前先看一看要填什么、要准备什么。每张表都可以打印。" }
        versions(answer)
        printed.html(of: answer.package, called: answer.name) { content(answer) }
      }
    }
  }

  private func content(_ answer: Answer) -> HTML {
    let package = answer.package
    return group {
      p(.class("quiet")) {
        "\(package.notice)，第 \(package.version) 版，指纹 "
        code { package.fingerprint.prefix(16) + "…" }
      }
      if let label = package.label { notice(.warning) { p { label } } }
      table(answer)
      rubrics(answer)
      letters(package)
      figures(package)
      honours(package)
    }
  }

  private func versions(_ answer: Answer) -> HTML {
    nav(.aria("aria-label", "政策包")) {
      ul(.class("tabs")) {
        for other in answer.shelf.shown {
          let name = answer.shelf.name(of: other)
          li {
            a(
              .href(Self.path.link(Nowhere(), query: [("policy", name)])),
              .optional(name == answer.name ? .aria("aria-current", "page") : nil)
            ) { name == other.id ? other.title : "\(other.title)第 \(other.version) 版" }
          }
        }
      }
    }
  }

  private func table(_ answer: Answer) -> HTML {
    let package = answer.package
    let rows = package.forms.map { form in
      [
        a(.href(FormView.path.link(FormPlace(answer.name, form)))) { "\(form.id) \(form.title)" },
        HTML(form.filler.title), HTML("\(form.questionnaire.questions.count)"), HTML(form.basis),
      ]
    }
    let book = FormBookView.path.link(PolicyPlace(answer.name))
    return group {
      DataTable(
        "表格", [.init("表格"), .init("谁填"), .init("题数", isNumber: true), .init("依据")], rows
      ).html
      p { a(.class("button"), .href(book)) { "一次打印全部表格" } }
    }
  }

  private func rubrics(_ answer: Answer) -> HTML {
    group {
      h2 { "评分标准" }
      for rubric in answer.package.rubrics {
        let sum = [("policy", answer.name), ("kind", rubric.kind.rawValue)]
        unfolding(rubric.title) {
          RubricSheet(rubric: rubric).html
          p { a(.href(Paths.rubric.link(Nowhere(), query: sum))) { "按这张表试算得分" } }
        }
      }
    }
  }

  private func letters(_ package: Package) -> HTML {
    group {
      h2 { "通知书和公告" }
      for letter in package.letters {
        unfolding(letter.title) {
          if let label = letter.label { p(.class("quiet")) { label } }
          for paragraph in letter.paragraphs { p { paragraph } }
        }
      }
    }
  }

  private func figures(_ package: Package) -> HTML {
    let rows = package.figures.all.map { figure in
      [
        HTML(figure.label), HTML("\(figure.value) \(figure.unit)"),
        HTML(figure.clause ?? "样例，非官方"),
      ]
    }
    return DataTable("期限和数目", [.init("项目"), .init("数"), .init("依据")], rows).html
  }

  private func honours(_ package: Package) -> HTML {
    let rows = package.honours.map { honour in
      [
        HTML(honour.name),
        HTML(honour.variants.filter(\.givesPriority).map(\.name).joined(separator: "、")),
        HTML(honour.validityYears.map { "\($0) 年" } ?? "不限"), HTML(honour.evidence),
        HTML(honour.clause),
      ]
    }
    return DataTable(
      "予以重点推荐的称号",
      [.init("称号"), .init("算数的有"), .init("有效期"), .init("要什么证明"), .init("依据")], rows
    ).html
  }
}
