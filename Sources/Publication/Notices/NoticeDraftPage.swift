import Applications
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// What is about to be published, what is held back and why, and the one button.
struct NoticeDraftPage {
  let draft: NoticeDraft
  /// Cases whose objections nobody could decide then.
  let alone: [CaseFacts]
  /// What would be frozen; nil: nothing.
  let text: JSON?
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
      if draft.ready.isEmpty {
        note(.warn) {
          p { "现在没有可以公示的。已经决定“拟列入公示”、条件也符合的申请会出现在这里。" }
          p { a(.href(draft.round.address)) { "回到批次" } }
        }
      } else {
        caseTable("拟公示（\(draft.ready.count) 项）", draft.ready)
      }
      warning
      if !draft.held.isEmpty {
        heldTable("评审完成、这次不公示的（\(draft.held.count) 项）", draft.held)
      }
      if !draft.ready.isEmpty {
        if let text { preview(text, isOpen: sheet.isPreview) }
        sendForm(
          PublishNotice.path.link(RoundPlace(draft.round.number)), on: visit, button: "发布公示",
          preview: ("下一步：看要发布的公示", sheet.seen), class: "asks"
        ) {
          hidden(Edition.name, "\(sheet.edition(now: DraftSeen.edition(of: draft.ready)))")
          for note in PublishNotice.Asked.fields { field(note, sheet) }
        }
        p { a(.href(draft.round.address)) { "取消，回到批次" } }
      }
    }
  }

  private func preview(_ text: JSON, isOpen: Bool) -> HTML {
    let title = text["title"]?.string ?? ""
    return unfolding("预览：\(title)", isOpen: isOpen) {
      doc(
        issuer: text["issuer"]?.string ?? "", title: title,
        signed: [text["issuer"]?.string ?? "", visit.now.day.plain]
      ) {
        for paragraph in text["paragraphs"]?.array ?? [] { p { paragraph.string ?? "" } }
        p(.class("flat small quiet")) {
          "公示期 \(day(text["startsOn"]))至\(day(text["endsOn"]))，附件为上表 \(draft.ready.count) 项。"
        }
      }
    }
  }

  private func day(_ text: JSON?) -> String {
    text?.string.flatMap { Day($0) }?.chinese ?? ""
  }

  /// Better known before: whoever publishes has had the cases in hand (001 三（四）第二句).
  private var warning: HTML {
    if alone.isEmpty { return HTML() }
    let names = alone.prefix(5).map { "“\($0.file.item)”" }.joined(separator: "、")
    return note(.warn) {
      p {
        strong { "由您发布以后，再没有审核人可以决定这些申请的异议：" }
        "\(names)\(alone.count > 5 ? "等 \(alone.count) 项" : "")。异议要由没有经手过的审核人决定。"
      }
      p { "有已经经手过的另一位审核人的，由他发布；没有的，先请业务管理员再请一位审核人进来。" }
    }
  }
}
