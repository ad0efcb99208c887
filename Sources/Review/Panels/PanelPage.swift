import Applications
import Design
import Desk
import Digest
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// How a panel looks: whose turn it is, the cases with their sheets, the report, the minutes.
struct PanelPage {
  let answer: PanelView.Answer
  let calendar: WorkingDays
  let visit: Visit

  private var work: PanelWork { answer.work }
  private var panel: Panel { answer.work.panel }

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      "评审组", on: visit, trail: [("评审组", PanelsView.path.link)],
      line: group {
        span { panel.bodyName }
        span(.class("quiet")) { "\(panel.size) 人，候补 \(panel.alternates) 人" }
      }
    ).page {
      errorSummary(sheet)
      if panel.state == .annulled {
        note(.wrong) { p { "这个评审组已经作废：\(panel.annulment)" } }
      } else if panel.isPartlyAnnulled {
        note(.warn) { p { "还没有评完的申请已经放开，另行分组：\(panel.annulment)" } }
      }
      if let no = answer.acts.blocked.first { note(.warn) { p { no.refusal.sentence } } }
      if let stuck = answer.acts.stuck { note(.warn) { p { stuck } } }
      cases
      reports
      minutes
    } aside: {
      place
    }
  }

  /// Where it is, until when, and what this reader can do; agreeing is one press.
  private var place: HTML {
    var rows: [WhereRow] = [.now(panel.standing)]
    let due = work.live.isEmpty ? nil : panel.due
    if let due { rows.append(.due(dueText(due, on: visit.now.day, calendar))) }
    let acts = answer.acts.acts.filter { $0.name != SignReport.name }
    let isLate = due.map { $0 < visit.now.day } == true
    // Nobody is asked first of all to leave.
    let main = acts.first {
      ![DeclineCall.name, AnnulDraw.name, ReleaseExpert.name, AskSecondLook.name].contains($0.name)
    }
    let sheets = ownSheets
    let isScoring = main == nil && !sheets.isEmpty
    return whereBox(
      rows, look: isLate ? .late : .usual,
      act: isScoring ? sheets.first : main.map { button($0, isMain: true) },
      links: (isScoring ? Array(sheets.dropFirst()) : sheets)
        + acts.filter { $0.name != main?.name }.map { button($0, isMain: false) } + [
          a(.href(DrawView.path.link(panel.place))) { "抽取的证明（公开）：查看和重算" }
        ])
  }

  /// To the pledge and the score of each case that waits for this reader.
  private var ownSheets: [HTML] {
    answer.shown.reviews.filter {
      $0.person == answer.person && [.accepted, .pledged].contains($0.state)
    }.enumerated().map { index, review in
      let item = work.cases.first { $0.id == review.application }?.item ?? ""
      return a(
        .optional(index == 0 ? .class("button") : nil), .href(ReviewView.path.link(review.place))
      ) { review.state == .accepted ? "去承诺和评分：\(item)" : "去评分：\(item)" }
    }
  }

  private func button(_ act: Begun, isMain: Bool) -> HTML {
    if act.name == AcceptCall.name {
      return postForm(
        act.address, on: visit, button: act.title, class: isMain ? "" : "inline")
    }
    return a(.optional(isMain ? .class("button") : nil), .href(act.address)) { act.title }
  }

  private var cases: HTML {
    group {
      for file in answer.shown.cases {
        let own = answer.shown.reviews.filter { $0.application == file.id }
        DataTable(
          "\(file.item)（\(file.enterpriseName)，\(file.number)），\(answer.shown.stage(of: file).title)",
          [.init("专家"), .init("情况"), .init("得分", isNumber: true)],
          own.map { review in
            [
              work.mayOpen(review, answer.person)
                ? a(.href(ReviewView.path.link(review.place))) { review.personName }
                : HTML(review.personName),
              HTML(review.state.title + (review.why.isEmpty ? "" : "：\(review.why)")),
              HTML(
                work.reviews.isOpen(file.id) ? review.total.map { "\($0)" } ?? "" : ""),
            ]
          }
        ).html
        if answer.shown.compares(file), let score = work.officialScore(of: file) {
          p { strong { "\(file.item)正式分 \(score)" } }
          p(.class("small quiet")) { work.rule(of: file).sentence }
        }
        apart(file)
      }
    }
  }

  /// How far the totals lie apart, and whether they were looked at once more.
  private func apart(_ file: Case) -> HTML {
    group {
      if answer.shown.compares(file), let apart = work.spread(of: file) {
        p {
          "最高 \(apart.highest) 分，最低 \(apart.lowest) 分，相差 \(apart.points) 分"
          if apart.isWide, let widest = work.widest(of: file) {
            " "
            chip("分歧大：超过 \(widest) 分", .warn)
          }
        }
      }
      if let look = answer.shown.look(at: file, work) {
        p(.class("small quiet")) {
          moment(look.at)
          " 请专家再看过一次：\(look.reason)"
        }
      }
    }
  }

  private var reports: HTML {
    group { for report in answer.shown.reports { said(report) } }
  }

  private func said(_ report: Report) -> HTML {
    let content = report.json
    let isLast = report.id == work.report?.id
    return Design.panel("评审组意见") {
      p { content["opinion"]?.string ?? "" }
      DataTable(
        "按得分排序", [.init("产品或服务"), .init("企业"), .init("得分", isNumber: true), .init("意见")],
        (content["cases"]?.array ?? []).map { line in
          [
            HTML(line["item"]?.string ?? ""), HTML(line["enterprise"]?.string ?? ""),
            HTML(line["score"].map(\.text) ?? ""), HTML(line["opinion"]?.string ?? ""),
          ]
        }
      ).bare
      p {
        "指纹 "
        code { Hex.text(report.digest) }
      }
      for signature in report.signatures {
        p {
          "\(signature.name)，"
          moment(signature.at)
          " 签署"
        }
      }
      if isLast, !work.unsigned.isEmpty {
        p(.class("quiet")) { "还没有签署：\(work.unsigned.map(\.name).joined(separator: "、"))" }
      }
      for act in answer.acts.acts where isLast && act.name == SignReport.name {
        postForm(
          act.address, on: visit, button: act.title,
          held: [(SignReport.Asked.digest.name, Hex.text(report.digest))])
      }
    }
  }

  /// In the order in which things happened, from the record itself.
  private var minutes: HTML {
    var lines: [(at: Instant, text: String)] = [(panel.made, "固定候选名单和回避名单，公布指纹")]
    for nonce in panel.nonces {
      lines.append((nonce.committed, "\(nonce.side.title)提交承诺"))
      if let revealed = nonce.revealed { lines.append((revealed, "\(nonce.side.title)揭示随机数")) }
    }
    if let drawn = panel.drawn {
      lines.append((drawn, "抽定成员 \(panel.size) 人、候补 \(panel.alternates) 人"))
    }
    for report in work.reports { lines.append((report.at, "起草评审组意见")) }
    if let annulled = panel.annulled { lines.append((annulled, "作废：\(panel.annulment)")) }
    return Design.panel("纪要") {
      timeline(lines.map { Happening(HTML($0.text), moment($0.at)) })
    }
  }
}
