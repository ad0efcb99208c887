import Design
import HTML
import JSON
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
      p(.class("lead")) { "按评分表的规则合计：哪些累计，哪些只取一项或最高的，哪些加分，每个指标封顶多少。" }
      choices(shelf)
      h2 { rubric.title }
      p(.class("quiet")) { rubric.label ?? "依据 \(rubric.basis)" }
      if let answer, !answer.given.isEmpty { total(answer.result) }
      highest
      form(.method("get"), .action(RubricTool.path.link), .novalidate(), .class("rubric")) {
        input(.type("hidden"), .name("policy"), .value(shelf.name(of: package)))
        input(.type("hidden"), .name("kind"), .value(kind.rawValue))
        for indicator in rubric.indicators { scores(indicator, answer) }
        button(.type("submit")) { "合计" }
      }
    }
  }

  private var kind: ItemKind {
    let named = ItemKind(rawValue: sheet.text(RubricTool.Asked.kind.note))
    return named ?? (rubric.kinds.contains(.product) ? .product : .service)
  }

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
              ) {
                rubric.kinds.count == ItemKind.allCases.count
                  ? package.title : "\(package.title)：\(kind.title)"
              }
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
    return section(.class("panel answer"), .role("status")) {
      h2 { "合计" }
      p(.class("result")) { "\(result.total) 分" }
      DataTable(
        "各指标得分",
        [
          .init("指标"), .init("合计", isNumber: true), .init("封顶", isNumber: true),
          .init("得分", isNumber: true),
        ],
        rows
      ).html
    }
  }

  private func scores(_ indicator: Rubric.Indicator, _ answer: RubricTool.Answer?) -> HTML {
    let line = answer?.result.lines.first { $0.indicator.id == indicator.id }
    return fieldset(.class("panel")) {
      legend { "\(indicator.name)（\(indicator.cap) 分）" }
      for (index, project) in indicator.projects.enumerated() {
        h3 {
          project.name
          if let note = project.note { span(.class("clause")) { "（\(note)）" } }
        }
        for part in project.parts {
          for item in part.items { field(item, part.rule) }
        }
        if let line, !(answer?.given.isEmpty ?? true) {
          p(.class("quiet")) { "本项得 \(line.projects[index]) 分" }
        }
      }
    }
  }

  private func field(_ item: Rubric.Item, _ rule: Rubric.Rule) -> HTML {
    let problem = sheet.problems.first { $0.field == item.id }
    let typed = sheet.answers.others.first { $0.name == item.id }?.value.string ?? ""
    return div(.class(problem == nil ? "field" : "field wrong")) {
      label(.for(item.id)) { item.text }
      span(.class("help"), .id("\(item.id)-help")) {
        "\(item.id)，0 到 \(item.points) 分\(rule == .sum ? "" : "，\(rule.title)")"
      }
      if let problem { span(.class("error"), .id("\(item.id)-error")) { "有误：\(problem.message)" } }
      input(
        .id(item.id), .name(item.id), .type("text"), .inputmode("decimal"), .class("short"),
        .autocomplete("off"), .value(typed), .aria("aria-describedby", "\(item.id)-help"),
        .optional(problem == nil ? nil : .aria("aria-invalid", "true")))
    }
  }
}
