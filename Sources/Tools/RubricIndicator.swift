import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// One indicator of a score sheet: its projects, the rule of each in words, its items with their
/// points, and what it comes to.
struct RubricIndicator {
  let indicator: Rubric.Indicator
  let sheet: Sheet
  let line: Rubric.Result.Line?

  init(indicator: Rubric.Indicator, sheet: Sheet, answer: RubricTool.Answer?) {
    self.indicator = indicator
    self.sheet = sheet
    let isGiven = answer.map { !$0.given.isEmpty } ?? false
    line = isGiven ? answer?.result.lines.first { $0.indicator.id == indicator.id } : nil
  }

  var html: HTML {
    section(.class("indicator"), .id("i\(indicator.id)")) {
      header {
        h2 { "\(indicator.id)　\(indicator.name)" }
        b { line.map { "\($0.capped) / \(indicator.cap)" } ?? "\(indicator.cap) 分" }
      }
      div(.class("panel flush")) {
        for (index, project) in indicator.projects.enumerated() { self.project(project, index) }
      }
    }
  }

  private func project(_ project: Rubric.Project, _ index: Int) -> HTML {
    section(.class("project")) {
      header {
        h3 { project.name }
        if let note = project.note { chip(note) }
        if let line { b { "得 \(line.projects[index]) 分" } }
      }
      for part in project.parts { for item in part.items { self.item(item, part.rule) } }
    }
  }

  private func item(_ item: Rubric.Item, _ rule: Rubric.Rule) -> HTML {
    let problem = sheet.problems.first { $0.field == item.id }
    let typed = sheet.answers.others.first { $0.name == item.id }?.value.string ?? ""
    return div(.class(problem == nil ? "item bare-item" : "item bare-item field wrong")) {
      div {
        label(.for(item.id)) { item.text }
        p(.class("small quiet"), .id("\(item.id)-help")) {
          "\(item.id)，0 到 \(item.points) 分\(rule == .sum ? "" : "，\(rule.title)")"
        }
        if let problem { fieldError(problem, id: item.id) }
      }
      div(.class("score")) {
        input(
          .id(item.id), .name(item.id), .type("text"), .inputmode("decimal"), .autocomplete("off"),
          .value(typed),
          .aria(
            "aria-describedby",
            problem == nil ? "\(item.id)-help" : "\(item.id)-help \(item.id)-error"),
          .optional(problem == nil ? nil : .aria("aria-invalid", "true")))
        " / \(item.points)"
      }
    }
  }
}
