import Design
import HTML
import Policy
import Routing
import Vocabulary

/// The sheet itself: every item with its points, what each rule makes of them, and the sum.
struct RubricPage {
  let package: Package
  let rubric: Rubric
  let sheet: Sheet

  func html(_ answer: RubricTool.Answer?, _ shelf: Shelf) -> HTML {
    group {
      choices(shelf)
      if let answer, !answer.given.isEmpty { total(answer.result) }
      div(.class("stack")) {
        h2 { rubric.title }
        p(.class("small quiet")) {
          if let label = rubric.label {
            Citation.readable(label)
          } else {
            "依据"
            citations(rubric.basis)
          }
        }
        highest
      }
      form(.method("get"), .action(RubricTool.path.link), .novalidate(), .class("flow")) {
        input(.type("hidden"), .name("policy"), .value(shelf.name(of: package)))
        input(.type("hidden"), .name("kind"), .value(kind.rawValue))
        for indicator in rubric.indicators {
          RubricIndicator(indicator: indicator, sheet: sheet, answer: answer).html
        }
        div(.class("acts")) { button(.type("submit")) { "合计" } }
      }
    }
  }

  private var kind: ItemKind {
    let named = ItemKind(rawValue: sheet.text(RubricTool.Asked.kind.note))
    return named ?? (rubric.kinds.contains(.product) ? .product : .service)
  }

  /// Every sheet there is, by its own name: a package may have one for products and one for services.
  private func choices(_ shelf: Shelf) -> HTML {
    nav(.aria("aria-label", "评分表")) {
      ul(.class("tabs")) {
        for package in shelf.shown {
          for rubric in package.rubrics {
            li {
              a(
                .href(
                  RubricTool.path.link(
                    Nowhere(),
                    query: [("policy", shelf.name(of: package)), ("kind", rubric.kind.rawValue)])),
                .optional(
                  package.hash == self.package.hash && rubric.id == self.rubric.id
                    ? .aria("aria-current", "page") : nil)
              ) { "\(package.title)：\(rubric.title)" }
            }
          }
        }
      }
    }
  }

  /// What the best sheet comes to is said before anyone wonders (rubric as printed: 95 of 100).
  private var highest: HTML {
    let best = rubric.highest
    let short = best.lines.filter { $0.capped < $0.indicator.cap }
    return p {
      "满分 \(rubric.cap) 分，按规则最高可得 \(best.total) 分"
      if !short.isEmpty {
        "（"
        short.map { "“\($0.indicator.name)”最高 \($0.capped) 分" }.joined(separator: "、")
        "）"
      }
      "。"
    }
  }

  private func total(_ result: Rubric.Result) -> HTML {
    let rows = result.lines.map { line in
      [
        HTML(line.indicator.name), HTML("\(line.raw)"), HTML("\(line.indicator.cap)"),
        HTML("\(line.capped)"),
      ]
    }
    return answerPanel("合计", "\(result.total) 分") {
      DataTable(
        "各指标得分",
        [
          .init("指标"), .init("合计", isNumber: true), .init("封顶", isNumber: true),
          .init("得分", isNumber: true),
        ],
        rows
      ).bare
    }
  }
}
