import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// What experts will score by, to be read before anyone writes: each item, its points, how it counts.
struct RubricSheet {
  let rubric: Rubric

  var html: HTML {
    group {
      p(.class("quiet")) { rubric.label ?? "依据 \(rubric.basis)" }
      p { "满分 \(rubric.cap) 分，按规则最高可得 \(rubric.highest.total) 分，每 \(rubric.step) 分一档。" }
      for indicator in rubric.indicators {
        DataTable(
          "\(indicator.id) \(indicator.name)（最多 \(indicator.cap) 分）",
          [.init("编号"), .init("项目"), .init("内容"), .init("分值", isNumber: true), .init("怎样计")],
          indicator.projects.flatMap(rows)
        ).html
      }
    }
  }

  private func rows(_ project: Rubric.Project) -> [[HTML]] {
    project.parts.flatMap { part in
      part.items.map { item in
        [
          HTML(item.id), HTML(project.name), HTML(item.text), HTML("\(item.points)"),
          HTML(part.rule.title),
        ]
      }
    }
  }

  static let schema = Schema.object([
    .always("id", .text), .always("title", .text), .always("kinds", .list(.text)),
    .always("cap", .number), .always("highest", .number), .always("step", .number),
    .always(
      "indicators",
      .list(
        .object([
          .always("id", .text), .always("name", .text), .always("cap", .number),
          .always("projects", .list(project)),
        ]))),
  ])

  private static let project = Schema.object([
    .always("id", .text), .always("name", .text),
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("text", .text), .always("points", .number),
          .always("rule", .oneOf(Rubric.Rule.allCases.map(\.rawValue))),
        ]))),
  ])

  var json: JSON {
    [
      "id": .string(rubric.id), "title": .string(rubric.title),
      "kinds": .array(rubric.kinds.map(\.rawValue).sorted().map { .string($0) }),
      "cap": rubric.cap.json, "highest": rubric.highest.total.json, "step": rubric.step.json,
      "indicators": .array(rubric.indicators.map(Self.json)),
    ]
  }

  private static func json(_ indicator: Rubric.Indicator) -> JSON {
    let projects = indicator.projects.map { project -> JSON in
      let items = project.parts.flatMap { part in
        part.items.map { item -> JSON in
          [
            "id": .string(item.id), "text": .string(item.text), "points": item.points.json,
            "rule": .string(part.rule.rawValue),
          ]
        }
      }
      return ["id": .string(project.id), "name": .string(project.name), "items": .array(items)]
    }
    return [
      "id": .string(indicator.id), "name": .string(indicator.name), "cap": indicator.cap.json,
      "projects": .array(projects),
    ]
  }
}
