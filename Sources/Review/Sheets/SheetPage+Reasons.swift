import Applications
import Design
import HTML
import Policy
import Routing
import Vocabulary

/// The words beside the scores. They stand after all of them: whoever types figures goes from one to the
/// next without a stop.
extension SheetPage {
  func reasonFields(_ sheet: Sheet, _ texts: [String: String]) -> HTML {
    let rule = facts.rubric.reasons
    let names = facts.scored.flatMap { project, _ in
      [ScoreReason.prefix + project.id, ScoreReason.evidencePrefix + project.id]
    }
    let isWritten = names.contains { name in
      texts[name]?.isEmpty == false || sheet.problems.contains { $0.field == name }
    }
    return section(.class("panel flush")) {
      fold(rule == nil ? "打分的理由（可以不写）" : "打分的理由", isOpen: rule != nil || isWritten) {
        p(.class("quiet")) { "\(rule?.sentence ?? "")能指出依据哪一份材料的，请选上。" }
        div(.class("flow")) {
          for (project, score) in facts.scored { reasonField(project, score, sheet, texts) }
        }
      }
    }
  }

  private func reasonField(
    _ project: Rubric.Project, _ score: Exact, _ sheet: Sheet, _ texts: [String: String]
  ) -> HTML {
    let name = ScoreReason.prefix + project.id
    let other = ScoreReason.evidencePrefix + project.id
    let problem = sheet.problems.first { [name, other].contains($0.field) }
    return div(.class(problem == nil ? "field" : "field wrong")) {
      label(.for(name)) {
        project.name
        "，得 "
        span(.data("data-sum", "project.\(project.id)")) { "\(score)" }
        " / \(project.most) 分"
        " "
        span(
          .data("data-wants", project.id),
          .optional(facts.wanting.contains { $0.project.id == project.id } ? nil : .hidden())
        ) { chip("要写理由", .warn) }
      }
      if let problem { fieldError(problem, id: name) }
      textarea(
        .id(name), .name(name), .rows(2),
        .optional(problem == nil ? nil : .aria("aria-invalid", "true")),
        .optional(problem == nil ? nil : .aria("aria-describedby", "\(name)-error"))
      ) { texts[name] ?? "" }
      if !answer.files.isEmpty {
        " "
        select(.id(other), .name(other), .aria("aria-label", "\(project.name)依据的材料")) {
          option(.value("")) { "依据的材料（可以不选）" }
          for file in answer.files {
            option(.value("\(file.id)"), .selected(texts[other] == "\(file.id)")) { file.name }
          }
        }
      }
    }
  }

  func fileName(_ id: String) -> String {
    answer.files.first { "\($0.id)" == id }?.name ?? ""
  }

  /// As they were written, for whoever reads the sheet.
  func reasonsRead() -> HTML? {
    let reasons = facts.review.reasons
    if reasons.isEmpty { return nil }
    return DataTable(
      "打分的理由", [.init("项目"), .init("得分", isNumber: true), .init("理由"), .init("依据的材料")],
      facts.scored.compactMap { project, score in
        reasons[project.id].map { reason in
          [HTML(project.name), HTML("\(score)"), HTML(reason.text), evidence(reason)]
        }
      }
    ).html
  }

  private func evidence(_ reason: ScoreReason) -> HTML {
    guard let id = reason.evidence, let file = answer.files.first(where: { $0.id == id }) else {
      return HTML()
    }
    return a(.href(file.address(of: facts.file.number))) { file.name }
  }

  /// Locked once and taken back: what stood there, why it was taken back, and what is otherwise now.
  func reopened() -> HTML? {
    if answer.reopened.isEmpty { return nil }
    let now = ReopenedSheet.Content(facts.review)
    let later = answer.reopened.dropFirst().map(\.content) + [now]
    return group {
      h2 { "锁定过又撤回的" }
      for (past, next) in zip(answer.reopened, later) {
        p {
          moment(past.locked)
          " 锁定，合计 \(past.total) 分；"
          moment(past.at)
          " 撤回：\(past.why)"
        }
        let changes = past.content.changes(to: next, facts, fileName)
        if !changes.isEmpty {
          DataTable(
            "撤回以后的改动", [.init("内容"), .init("原来"), .init("后来")],
            changes.map { [HTML($0.what), HTML($0.was), HTML($0.now)] }
          ).html
        }
      }
    }
  }
}
