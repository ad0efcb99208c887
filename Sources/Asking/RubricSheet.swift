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
      p(.class("small quiet")) {
        if let label = rubric.label {
          Citation.readable(label)
        } else {
          "依据"
          citations(rubric.basis)
        }
      }
      p { "满分 \(rubric.cap) 分，按规则最高可得 \(rubric.highest.total) 分，每 \(rubric.step) 分一档。" }
      p { rubric.official.sentence }
      if let reasons = rubric.reasons { p { reasons.sentence } }
      if let spread = rubric.spread { p { "同一件的总分相差超过 \(spread) 分的，请专家再看一次。" } }
      for line in rubric.highest.lines {
        DataTable(
          title(line),
          [.init("编号"), .init("项目"), .init("内容"), .init("分值", isNumber: true), .init("计分办法")],
          line.indicator.projects.flatMap(rows)
        ).bare
      }
    }
  }

  /// The cap, and what can really be had where that is less.
  private func title(_ line: Rubric.Result.Line) -> String {
    let indicator = line.indicator
    let best = line.capped < indicator.cap ? "，按规则最高 \(line.capped) 分" : ""
    return "\(indicator.id) \(indicator.name)（封顶 \(indicator.cap) 分\(best)）"
  }

  private func rows(_ project: Rubric.Project) -> [[HTML]] {
    project.parts.enumerated().flatMap { index, part in
      part.items.map { item in
        [
          HTML(item.id), HTML(project.name), HTML(item.text), HTML("\(item.points)"),
          HTML(Self.rule(part, index, of: project)),
        ]
      }
    }
  }

  /// Two groups, of each of which one counts, are not one group.
  private static func rule(_ part: Rubric.Part, _ index: Int, of project: Rubric.Project) -> String
  {
    let alike = project.parts.indices.filter { project.parts[$0].rule == part.rule }
    guard [.single, .max].contains(part.rule), alike.count > 1,
      let place = alike.firstIndex(of: index)
    else { return part.rule.title }
    return "第 \(place + 1) 组\(part.rule.title)"
  }

  static let schema = Schema.object([
    .always("id", .text), .always("title", .text), .always("basis", .text),
    .sometimes("label", .text), .always("kinds", .list(.text)),
    .always("cap", .number), .always("highest", .number), .always("step", .number),
    .always("official", .oneOf(OfficialScore.Rule.allCases.map(\.rawValue))),
    .sometimes("spread", .number),
    .sometimes(
      "reasons", .object([.sometimes("atMost", .integer), .sometimes("atLeast", .integer)])),
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
      "parts",
      .list(
        .object([
          .always("rule", .oneOf(Rubric.Rule.allCases.map(\.rawValue))),
          .always(
            "items",
            .list(
              .object([
                .always("id", .text), .always("text", .text), .always("points", .number),
              ]))),
        ]))),
  ])

  var json: JSON {
    var members: [JSON.Member] = [
      .init("id", .string(rubric.id)), .init("title", .string(rubric.title)),
      .init("basis", .string(rubric.basis)),
    ]
    if let label = rubric.label { members.append(.init("label", .string(label))) }
    if let spread = rubric.spread { members.append(.init("spread", spread.json)) }
    if let reasons = rubric.reasons {
      let shares = [("atMost", reasons.atMost), ("atLeast", reasons.atLeast)]
      members.append(
        .init(
          "reasons",
          .object(shares.compactMap { name, share in share.map { .init(name, .integer($0)) } })))
    }
    members += [
      .init("kinds", .array(rubric.kinds.map(\.rawValue).sorted().map { .string($0) })),
      .init("cap", rubric.cap.json), .init("highest", rubric.highest.total.json),
      .init("step", rubric.step.json), .init("official", .string(rubric.official.rule.rawValue)),
      .init("indicators", .array(rubric.indicators.map(Self.json))),
    ]
    return .object(members)
  }

  private static func json(_ indicator: Rubric.Indicator) -> JSON {
    let projects = indicator.projects.map { project -> JSON in
      let parts = project.parts.map { part -> JSON in
        let items = part.items.map { item -> JSON in
          ["id": .string(item.id), "text": .string(item.text), "points": item.points.json]
        }
        return ["rule": .string(part.rule.rawValue), "items": .array(items)]
      }
      return ["id": .string(project.id), "name": .string(project.name), "parts": .array(parts)]
    }
    return [
      "id": .string(indicator.id), "name": .string(indicator.name), "cap": indicator.cap.json,
      "projects": .array(projects),
    ]
  }
}
