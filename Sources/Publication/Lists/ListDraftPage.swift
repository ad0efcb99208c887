import Applications
import Design
import HTML
import Routing
import Vocabulary

/// What is about to be listed, what stays behind and why, and the one button.
struct ListDraftPage {
  let draft: ListDraft
  let visit: Visit

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      "发布名单", on: visit,
      trail: [
        ("公示", Paths.notices.link),
        (draft.notice.title, NoticeView.path.link(ItemPlace(draft.notice.id))),
      ]
    ).page {
      errorSummary(sheet)
      p(.class("lead")) { "公示期满、没有未办结的异议、条件复核相符的，列入名单。其余的留在公示里，办结以后再另行发布。" }
      if draft.ready.isEmpty {
        note(.warn) {
          p { "现在没有可以发布的。" }
          p { a(.href(NoticeView.path.link(ItemPlace(draft.notice.id)))) { "回到公示" } }
        }
      } else {
        caseTable("拟发布（\(draft.ready.count) 项）", draft.ready)
      }
      if !draft.held.isEmpty {
        heldTable("这次不发布的（\(draft.held.count) 项）", draft.held)
      }
      if !draft.ready.isEmpty {
        postForm(
          PublishList.path.link(ItemPlace(draft.notice.id)), on: visit,
          fields: PublishList.Asked.fields, sheet, button: "发布名单",
          held: [(Edition.name, "\(sheet.edition(now: DraftSeen.edition(of: draft.ready)))")])
      }
    }
  }
}
