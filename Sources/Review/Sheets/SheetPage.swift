import Applications
import Asking
import Design
import Desk
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// How a score sheet looks: to be filled in by its expert, to be read by others.
struct SheetPage {
  let answer: ReviewView.Answer
  let calendar: WorkingDays
  let visit: Visit

  var facts: ReviewFacts { answer.facts }
  private var review: Review { answer.facts.review }

  private var isFilled: Bool { [.pledged, .locked].contains(review.state) }

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      facts.file.item, on: visit, trail: [("评审组", PanelView.path.link(facts.panel.place))],
      line: group {
        span { facts.file.enterpriseName }
        span { "编号 \(facts.file.number)" }
        if !answer.isOwn { span { review.personName } }
      }
    ).page(beside: "评审进度和得分") {
      errorSummary(sheet)
      if answer.isOwn, facts.file.stage != .reviewing {
        note { p { "这一件的评审已经结束，申请材料不再提供。下面是您自己写的。" } }
      }
      if !isFilled {
        if answer.acts.isEmpty { note { p { "这一件现在没有要您办的事。" } } }
      } else if has(SaveSheet.name) {
        entry(sheet)
      } else {
        reading
      }
    } aside: {
      place
      if isFilled { total }
    }
  }

  private func has(_ name: String) -> Bool { answer.acts.contains { $0.name == name } }

  /// Where it is, until when; before the first file: yes or no, and the pledge.
  private var place: HTML {
    var rows: [WhereRow] = [.now(review.state.title)]
    let isJudged = facts.file.stage == .reviewing
    let due = review.locked == nil && isJudged ? facts.file.due : nil
    if let due { rows.append(.due(dueText(due, on: visit.now.day, calendar))) }
    let isLate = due.map { $0 < visit.now.day } == true
    let acts = isFilled ? answer.acts.filter { $0.name == ReopenSheet.name } : answer.acts
    var links = acts.dropFirst().map { act in a(.href(act.address)) { act.title } }
    if isFilled, has(SaveSheet.name) {
      links = [
        a(.href(CaseView.path.link(facts.file.place))) { "看申请材料" }
      ]
      if has(DeclineCall.name) {
        links.append(a(.href(DeclineCall.path.link(facts.panel.place))) { "不能继续参加评审" })
      }
    }
    return whereBox(
      rows, look: isLate ? .late : .usual, act: acts.first.map(button), links: Array(links))
  }

  private func button(_ act: Begun) -> HTML {
    act.name == AcceptCall.name
      ? postForm(act.address, on: visit, button: act.title)
      : a(.class("button"), .href(act.address)) { act.title }
  }

  /// The sums are the server's; the page's script only shows them anew.
  private var total: HTML {
    panel {
      p(.role("status")) {
        "合计 "
        strong(.class("lead")) {
          span(.data("data-sum", "total")) { "\(review.total ?? facts.result.total)" }
        }
        " / \(facts.rubric.cap) 分"
      }
      factList {
        for line in facts.result.lines {
          fact(
            line.indicator.name,
            group {
              span(.data("data-sum", "indicator.\(line.indicator.id)")) { "\(line.capped)" }
              " / \(line.indicator.cap)"
            })
        }
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
          others: typed.answers.otherTexts.filter { !SentSheet.isOfRubric($0.name) }),
        problems: sheet.problems))
    let texts = Dictionary(
      typed.answers.otherTexts.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let isStale = sheet.problems.contains { $0.code == "stale" }
    return group {
      if isStale { differences(texts) }
      // Over what another window has saved goes only the button, once both were looked at.
      div(
        .optional(
          isStale
            ? nil : .data("data-autosave", "/api/v1" + SaveSheet.path.link(review.place).text))
      ) {
        sendForm(
          SaveSheet.path.link(review.place), on: visit, button: "保存", then: "保存，去核对和锁定",
          class: "flow"
        ) {
          input(
            .type("hidden"), .name(SaveSheet.Asked.edition.name),
            .value("\(sheet.edition(now: review.edition))"))
          p(.class("quiet"), .data("data-saved", "")) {
            review.edition == 0 ? "还没有保存过。" : "现在是第 \(review.edition) 版。"
          }
          for line in facts.result.lines { scores(line, typed, texts) }
          reasonFields(sheet, texts)
          for section in facts.form.sections { AskedSection(section, fields).html }
        }
      }
      p(.class("quiet")) { "每一项都打了分、写了意见，就可以核对并锁定：锁定的是核对页上的那些。没有的打 0。" }
    }
  }

  /// What is to be locked, as it was saved: nothing is locked that was not looked at.
  func lock(_ sheet: Sheet) -> HTML {
    let missing = LockSheet.missing(facts, on: visit.now.day)
    let no =
      has(LockSheet.name)
      ? nil
      : Refusal(.conflict, code: "wrongState", "这张评分表现在不能锁定：\(review.state.title)。")
    return actPage(
      LockSheet.summary, on: visit, backTo: (facts.file.item, ReviewView.path.link(review.place)),
      no: no,
      lead:
        "\(facts.file.enterpriseName)“\(facts.file.item)”，编号 \(facts.file.number)。下面是保存的第 \(review.edition) 版，\(LockSheet.meaning)",
      sheet
    ) {
      total
      if !missing.isEmpty {
        note(.warn) {
          p { "还有 \(missing.count) 处没有填，填好、保存以后才能锁定：" }
          ul {
            for problem in missing.prefix(30) {
              li {
                a(.href(ReviewView.path.link(review.place))) { problem.message }
              }
            }
          }
        }
      }
      reading
      if missing.isEmpty {
        postForm(
          LockSheet.path.link(review.place), on: visit, fields: [LockSheet.Asked.agreed.note],
          sheet, button: "锁定评分表",
          held: [(LockSheet.Asked.edition.name, "\(sheet.edition(now: review.edition))")])
      }
    }
  }

  /// What the same expert has saved meanwhile, elsewhere, beside what is typed here.
  private func differences(_ texts: [String: String]) -> HTML {
    var all = Differences(
      facts.form.questionnaire.questions, stored: review.values(facts.form),
      typed: texts.map { (name: $0.key, value: $0.value) })
    let items = facts.result.lines.flatMap(\.indicator.projects).flatMap(\.parts)
      .flatMap(\.items)
    for item in items.reversed() {
      all.add(
        "\(item.id) \(item.text)", stored: review.scores[item.id].map { "\($0)" } ?? "",
        typed: texts[SentSheet.prefix + item.id] ?? "")
    }
    for (project, _) in facts.scored.reversed() {
      all.add(
        "\(project.name)的理由", stored: review.reasons[project.id]?.text ?? "",
        typed: texts[ScoreReason.prefix + project.id] ?? "")
      let kept = review.reasons[project.id]?.evidence.map { "\($0)" } ?? ""
      all.add(
        "\(project.name)依据的材料", stored: fileName(kept),
        typed: fileName(texts[ScoreReason.evidencePrefix + project.id] ?? ""))
    }
    return all.html
  }

  private var kept: Sheet {
    Sheet(
      Answers(
        [:],
        others: review.scores.map { (SentSheet.prefix + $0.key, "\($0.value)") }
          + review.reasons.flatMap { id, reason in
            [
              (ScoreReason.prefix + id, reason.text),
              (ScoreReason.evidencePrefix + id, reason.evidence.map { "\($0)" } ?? ""),
            ]
          }
          + facts.form.questionnaire.pairs(review.values(facts.form))))
  }

  private func scores(
    _ line: Rubric.Result.Line, _ sheet: Sheet, _ texts: [String: String]
  ) -> HTML {
    section(.class("indicator")) {
      header {
        h2 { line.indicator.name }
        b { "封顶 \(line.indicator.cap) 分" }
      }
      div(.class("panel flush")) {
        for (index, project) in line.indicator.projects.enumerated() {
          self.project(project, line.projects[index], sheet, texts)
        }
      }
    }
  }

  private func project(
    _ project: Rubric.Project, _ sum: Exact, _ sheet: Sheet, _ texts: [String: String]
  ) -> HTML {
    section(.class("project")) {
      header {
        h3 { project.name }
        if let note = project.note { chip(note) }
        b {
          "得 "
          span(.data("data-sum", "project.\(project.id)")) { "\(sum)" }
          " 分"
        }
      }
      for part in project.parts {
        for item in part.items { field(item, part.rule, sheet, texts) }
      }
    }
  }

  private func field(
    _ item: Rubric.Item, _ rule: Rubric.Rule, _ sheet: Sheet, _ texts: [String: String]
  ) -> HTML {
    let name = SentSheet.prefix + item.id
    let problem = sheet.problems.first { $0.field == name }
    let typed = texts[name] ?? ""
    return div(.class(problem == nil ? "item bare-item" : "item bare-item field wrong")) {
      div {
        label(.for(name)) { item.text }
        p(.class("small quiet"), .id("\(name)-help")) {
          "\(item.id)，0 到 \(item.points) 分\(rule == .sum ? "" : "，\(rule.title)")"
        }
        said(item)
        if let problem { fieldError(problem, id: name) }
      }
      div(.class("score")) {
        input(
          .id(name), .name(name), .type("text"), .inputmode("decimal"), .autocomplete("off"),
          .value(typed),
          .aria(
            "aria-describedby",
            problem == nil ? "\(name)-help" : "\(name)-help \(name)-error"),
          .optional(problem == nil ? nil : .aria("aria-invalid", "true")))
        " / \(item.points)"
      }
    }
  }

  /// What the enterprise says to it, beside what it is worth.
  private func said(_ item: Rubric.Item) -> HTML {
    guard let said = answer.own?.items[item.id] else { return HTML() }
    return p(.class("small")) {
      "企业自评 \(said.score) 分：\(said.grounds)"
      if let file = said.file {
        " "
        a(.href(file.address)) { file.name }
      }
    }
  }

  private var reading: HTML {
    let scores = review.scores
    return group {
      for line in facts.result.lines {
        DataTable(
          "\(line.indicator.name)：\(line.capped) 分",
          [.init("编号"), .init("内容"), .init("分值", isNumber: true), .init("得分", isNumber: true)],
          line.indicator.items.map { item in
            [
              HTML(item.id), HTML(item.text), HTML("\(item.points)"),
              HTML(scores[item.id].map { "\($0)" } ?? ""),
            ]
          }
        ).html
      }
      reasonsRead()
      filledForm(facts.form, review.values(facts.form))
      reopened()
    }
  }
}
