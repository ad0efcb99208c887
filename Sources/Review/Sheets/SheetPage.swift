import Applications
import Design
import Desk
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// How a score sheet looks: to be filled in by its expert, to be read by others.
struct SheetPage {
  let answer: ReviewView.Answer
  let calendar: WorkingDays
  let visit: Visit

  private var facts: ReviewFacts { answer.facts }
  private var review: Review { answer.facts.review }

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      facts.file.item, on: visit, trail: [("评审组", PanelView.path.link(facts.panel.place))]
    ).page {
      errorSummary(sheet)
      p(.class("line")) {
        "\(facts.file.enterpriseName)　编号 \(facts.file.number)　"
        tag(review.state.title)
        if !answer.isOwn { "　\(review.personName)" }
      }
      if let due = facts.panel.due, review.locked == nil {
        p { dueText(due, on: visit.now.day, calendar) }
      }
      if [.pledged, .locked].contains(review.state) {
        total
        if has(SaveSheet.name) { entry(sheet) } else { reading }
      } else {
        begin
      }
    }
  }

  private func has(_ name: String) -> Bool { answer.acts.contains { $0.name == name } }

  /// What comes before the first file: yes or no, and the pledge.
  private var begin: HTML {
    group {
      if answer.acts.isEmpty { p { "这一件现在没有要您办的事。" } }
      for act in answer.acts {
        if act.name == AcceptCall.name {
          postForm(act.address, on: visit, button: act.title)
        } else {
          p { a(.class("button"), .href(act.address)) { act.title } }
        }
      }
    }
  }

  private var total: HTML {
    section(.class("answer"), .role("status")) {
      p(.class("result")) {
        span(.data("data-sum", "total")) { "\(review.total ?? facts.result.total)" }
        " / \(facts.rubric.cap) 分"
      }
      DataTable(
        "各指标得分", [.init("指标"), .init("封顶", isNumber: true), .init("得分", isNumber: true)],
        facts.result.lines.map { line in
          [
            HTML(line.indicator.name), HTML("\(line.indicator.cap)"),
            span(.data("data-sum", "indicator.\(line.indicator.id)")) { "\(line.capped)" },
          ]
        }
      ).html
      if has(SaveSheet.name) {
        p { a(.href(CaseView.path.link(facts.file.place))) { "看申请材料" } }
      }
    }
  }

  private func entry(_ sheet: Sheet) -> HTML {
    // What is on record fills the form, unless something else was typed.
    let typed = sheet.answers.others.isEmpty ? kept : sheet
    let fields = QuestionFields(
      facts.form.questionnaire,
      sheet: Sheet(
        Answers(
          [:],
          others: typed.answers.otherTexts.filter { !$0.name.hasPrefix(SentSheet.prefix) }),
        problems: sheet.problems))
    return group {
      div(.data("data-autosave", "/api/v1" + SaveSheet.path.link(review.place).text)) {
        sendForm(SaveSheet.path.link(review.place), on: visit, button: "保存") {
          input(
            .type("hidden"), .name(SaveSheet.Asked.edition.name), .value("\(review.edition)"))
          p(.class("quiet"), .data("data-saved", "")) {
            review.edition == 0 ? "还没有保存过。" : "现在是第 \(review.edition) 版。"
          }
          for line in facts.result.lines { scores(line, typed) }
          for section in facts.form.sections {
            h2 { section.title }
            for question in section.questions where question.computed == nil {
              fields.html(question)
            }
          }
        }
      }
      if has(LockSheet.name) {
        h2 { "锁定" }
        postForm(
          LockSheet.path.link(review.place), on: visit, fields: [LockSheet.Asked.agreed.note],
          sheet.of(LockSheet.self), button: "锁定评分表",
          held: [(LockSheet.Asked.edition.name, "\(review.edition)")])
      } else {
        p(.class("quiet")) { "每一项都打了分、写了意见，保存以后就可以锁定。没有的打 0。" }
      }
      p { a(.href(DeclineCall.path.link(facts.panel.place))) { "不能继续参加评审" } }
    }
  }

  private var kept: Sheet {
    Sheet(
      Answers(
        [:],
        others: review.scores.map { (SentSheet.prefix + $0.key, "\($0.value)") }
          + facts.form.questionnaire.pairs(review.values(facts.form))))
  }

  private func scores(_ line: Rubric.Result.Line, _ sheet: Sheet) -> HTML {
    fieldset(.class("card")) {
      legend { "\(line.indicator.name)（\(line.indicator.cap) 分）" }
      for (index, project) in line.indicator.projects.enumerated() {
        h3 {
          project.name
          if let note = project.note { span(.class("clause")) { "（\(note)）" } }
        }
        for part in project.parts {
          for item in part.items { field(item, part.rule, sheet) }
        }
        p(.class("quiet")) {
          "本项得 "
          span(.data("data-sum", "project.\(project.id)")) { "\(line.projects[index])" }
          " 分"
        }
      }
    }
  }

  private func field(_ item: Rubric.Item, _ rule: Rubric.Rule, _ sheet: Sheet) -> HTML {
    let name = SentSheet.prefix + item.id
    let problem = sheet.problems.first { $0.field == name }
    let typed = sheet.answers.otherTexts.first { $0.name == name }?.value ?? ""
    return div(.class(problem == nil ? "field" : "field wrong")) {
      label(.for(name)) { item.text }
      span(.class("help"), .id("\(name)-help")) {
        "\(item.id)，0 到 \(item.points) 分\(rule == .sum ? "" : "，\(rule.title)")"
      }
      if let problem { span(.class("error")) { "有误：\(problem.message)" } }
      input(
        .id(name), .name(name), .type("text"), .inputmode("decimal"), .class("short"),
        .autocomplete("off"), .value(typed), .aria("aria-describedby", "\(name)-help"))
    }
  }

  private var reading: HTML {
    group {
      for line in facts.result.lines {
        DataTable(
          "\(line.indicator.name)：\(line.capped) 分",
          [.init("编号"), .init("内容"), .init("分值", isNumber: true), .init("得分", isNumber: true)],
          line.indicator.items.map { item in
            [
              HTML(item.id), HTML(item.text), HTML("\(item.points)"),
              HTML(review.scores[item.id].map { "\($0)" } ?? ""),
            ]
          }
        ).html
      }
      for section in facts.form.sections {
        FilledSection(section: section, values: review.values(facts.form)).html
      }
    }
  }
}
