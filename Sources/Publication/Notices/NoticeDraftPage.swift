import Applications
import Design
import HTML
import Policy
import Rounds
import Routing
import Vocabulary

/// What is about to be published, what is held back and why, and the one button.
struct NoticeDraftPage {
  let draft: NoticeDraft
  let visit: Visit

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      "发布公示", on: visit,
      trail: [("批次", Paths.rounds.link), (draft.round.title, draft.round.address)]
    ).page {
      errorSummary(sheet)
      p(.class("lead")) {
        "公示期 \(draft.package.figures[.noticeDays]) 个工作日，首尾两日都计算在内。发布以后内容冻结，不能再改。"
      }
      table("拟公示（\(draft.ready.count) 项）", draft.ready.map { ($0, "") })
      if !draft.held.isEmpty {
        table(
          "评审完成、这次不公示的（\(draft.held.count) 项）",
          draft.held.map { ($0.facts, $0.why.sentence) })
      }
      if draft.ready.isEmpty {
        notice(.warning) { p { "现在没有可以公示的。已经决定“拟列入公示”、条件也符合的申请会出现在这里。" } }
      } else {
        postForm(
          PublishNotice.path.link(RoundPlace(draft.round.number)), on: visit,
          fields: PublishNotice.Asked.fields, sheet, button: "发布公示")
      }
    }
  }

  private func table(_ title: String, _ rows: [(CaseFacts, String)]) -> HTML {
    DataTable(
      title, [.init("产品或服务"), .init("企业"), .init("受理单位"), .init("为什么")],
      rows.map { facts, why in
        let file = facts.file
        return [
          a(.href(CaseView.path.link(file.place))) { file.item }, HTML(file.enterpriseName),
          HTML(file.unitName), HTML(why),
        ]
      }
    ).html
  }
}
