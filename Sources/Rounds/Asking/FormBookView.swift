import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// Every form of a package on one page, each beginning a sheet of its own: printed in one go.
struct FormBookView: View {
  typealias Asked = Nothing

  static let name = "formBook"
  static let summary = "全部表格，一次打印"
  static let path = Path<PolicyPlace>("/forms/:policy")
  static let audience = Audience.everyone
  static let schema = Schema.object([])
  static let faces: Set<Visit.Face> = [.page]

  let library: Library
  let printed = Printed()

  func answer(
    _ asked: Nothing, at place: PolicyPlace, for actor: Visitor, _ visit: Visit
  ) throws -> Package {
    guard let package = library.shelf(at: visit.now)[place.id] else { throw Refusal.notFound }
    return package
  }

  func json(_ package: Package) -> JSON { [:] }

  func page(
    _ sheet: Sheet, _ package: Package?, at place: PolicyPlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let package else { return HTML() }
    let above = Paths.forms.link(Nowhere(), query: [("policy", place.id)])
    return Shell("全部表格", on: visit, trail: [("表格和文书", above)]).page {
      printed.html(of: package, called: place.id) { content(package) }
    }
  }

  private func content(_ package: Package) -> HTML {
    group {
      p(.class("lead noprint")) {
        "用浏览器的打印，一次打印全部 \(package.forms.count) 张表格、\(package.rubrics.count) 份评分标准和 \(package.letters.count) 份文书，每张另起一页；花括号里的字办理时换成实际的内容。"
      }
      p(.class("quiet")) { "\(package.title)，第 \(package.version) 版" }
      for form in package.forms {
        section(.class("sheet"), .aria("aria-label", form.title)) {
          h2(.class("title")) { "\(form.id) \(form.title)" }
          p(.class("quiet")) { "由\(form.filler.title)填写，依据 \(form.basis)。\(form.label ?? "")" }
          BlankForm(form: form).html
        }
      }
      for rubric in package.rubrics {
        section(.class("sheet"), .aria("aria-label", rubric.title)) {
          h2(.class("title")) { rubric.title }
          RubricSheet(rubric: rubric).html
        }
      }
      for letter in package.letters {
        section(.class("sheet"), .aria("aria-label", letter.title)) {
          h2(.class("title")) { letter.title }
          if let label = letter.label { p(.class("quiet")) { label } }
          for paragraph in letter.paragraphs { p { paragraph } }
        }
      }
    }
  }
}

/// A package, by its name.
struct PolicyPlace: Place, Equatable {
  static let holes = 1
  let id: String

  init(_ id: String) { self.id = id }

  init?(_ segments: [String]) {
    guard segments.count == 1 else { return nil }
    id = segments[0]
  }

  var segments: [String] { [id] }
}
