import Applications
import Design
import Desk
import Digest
import HTML
import JSON
import Routing
import Vocabulary

/// How a panel looks: whose turn it is, the cases with their sheets, the report, the minutes.
struct PanelPage {
  let answer: PanelView.Answer
  let person: PersonID
  let calendar: WorkingDays
  let visit: Visit

  private var work: PanelWork { answer.work }
  private var panel: Panel { answer.work.panel }

  func html(_ sheet: Sheet) -> HTML {
    Shell("评审组", on: visit, trail: [("评审组", PanelsView.path.link)]).page {
      errorSummary(sheet)
      if panel.state == .annulled {
        notice(.danger) { p { "这个评审组已经作废：\(panel.annulment)" } }
      }
      factList {
        fact("承办机构", HTML(panel.bodyName))
        fact("人数", HTML("\(panel.size) 人，候补 \(panel.alternates) 人"))
        fact("情况", HTML(panel.state.title))
        if let due = panel.due, !work.live.isEmpty {
          fact("评审期限", dueText(due, on: visit.now.day, calendar))
        }
        fact("抽取的证明（公开）", a(.href(DrawView.path.link(panel.place))) { "查看和重算" })
      }
      acts
      cases
      report
      minutes
    }
  }

  private var acts: HTML {
    group {
      for act in answer.acts {
        if act.name == AcceptCall.name {
          postForm(act.address, on: visit, button: act.title)
        } else if act.name != SignReport.name {
          p { a(.class("button"), .href(act.address)) { act.title } }
        }
      }
    }
  }

  private var cases: HTML {
    group {
      for file in work.cases {
        let own = answer.reviews.filter { $0.application == file.id }
        DataTable(
          "\(file.item)（\(file.enterpriseName)，\(file.number)），\(file.stage.title)",
          [.init("专家"), .init("情况"), .init("得分", isNumber: true)],
          own.map { review in
            [
              mayOpen(review)
                ? a(.href(ReviewView.path.link(review.place))) { review.personName }
                : HTML(review.personName),
              HTML(review.state.title + (review.why.isEmpty ? "" : "：\(review.why)")),
              HTML(
                work.reviews.isOpen(file.id) ? review.total.map { "\($0)" } ?? "" : ""),
            ]
          }
        ).html
        if let score = work.reviews.officialScore(of: file.id) {
          p { strong { "平均分 \(score)" } }
        }
      }
    }
  }

  private func mayOpen(_ review: Review) -> Bool {
    review.person == person || !review.isGone && work.reviews.isOpen(review.application)
  }

  private var report: HTML {
    guard let report = work.report else { return HTML() }
    let content = report.json
    return section(.class("panel")) {
      h2 { "评审组意见" }
      p { content["opinion"]?.string ?? "" }
      DataTable(
        "按得分排序", [.init("产品或服务"), .init("企业"), .init("得分", isNumber: true), .init("意见")],
        (content["cases"]?.array ?? []).map { line in
          [
            HTML(line["item"]?.string ?? ""), HTML(line["enterprise"]?.string ?? ""),
            HTML(line["score"].map(\.text) ?? ""), HTML(line["opinion"]?.string ?? ""),
          ]
        }
      ).html
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
      if !work.unsigned.isEmpty, !work.live.isEmpty {
        p(.class("quiet")) { "还没有签署：\(work.unsigned.map(\.name).joined(separator: "、"))" }
      }
      for act in answer.acts where act.name == SignReport.name {
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
    if let report = work.report { lines.append((report.at, "起草评审组意见")) }
    if let annulled = panel.annulled { lines.append((annulled, "作废：\(panel.annulment)")) }
    return section(.class("panel")) {
      h2 { "纪要" }
      ol(.class("timeline")) {
        for line in lines {
          li {
            moment(line.at)
            " \(line.text)"
          }
        }
      }
    }
  }
}
