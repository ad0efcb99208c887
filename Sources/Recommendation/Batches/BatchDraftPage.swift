import Applications
import Design
import HTML
import Rounds
import Routing
import Vocabulary

/// What is about to be sent, to be ranked and then sent by one press.
struct BatchDraftPage {
  let drafts: [BatchDraft]
  /// What was recommended and would not be today.
  let doubts: [(facts: CaseFacts, why: Refusal)]
  let visit: Visit

  func html(_ sent: Sheet) -> HTML {
    let full = drafts.filter { !$0.ready.isEmpty }
    let asked = SendBatch.Asked.round.note
    // Where there is one alone, nobody is asked which.
    let isClear = full.count == 1 && sent.answers.isEmpty && sent.problems.isEmpty
    let sheet = isClear ? Sheet(Answers([asked.name: full[0].round.number])) : sent
    let chosen = sheet.text(asked)
    return Shell("报送市局", on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      if full.isEmpty {
        emptyState("没有要报送的", "推荐以后、还没有报送的申请会出现在这里。")
      } else {
        p(.class("lead")) { "把这一批已经推荐、还没有报送的申请一起报市局。报送以后不能再改，没有勾选的和后来推荐的作为下一批。" }
        if !doubts.isEmpty {
          note(.warn) {
            p { strong { "推荐以后情况有变化，请核对以后再决定这次报不报：" } }
            for one in doubts {
              p {
                "\(one.facts.file.item)（\(one.facts.file.number)）："
                Citation.readable(one.why.sentence)
              }
            }
          }
        }
        sendForm(SendBatch.path.link, on: visit, button: "报送市局", class: "asks several") {
          hidden(
            Edition.name, "\(sheet.edition(now: DraftSeen.edition(of: drafts.flatMap(\.ready))))")
          field(
            asked.choosing(
              from: full.map { Choice($0.round.number, "\($0.round.title)（\($0.round.number)）") }),
            sheet)
          // Before the list: with thirty rows nobody gets behind it by keyboard.
          field(SendBatch.Asked.number.note, sheet)
          for draft in full where chosen.isEmpty || chosen == draft.round.number {
            div(.data("data-shown", "round=\(draft.round.number)")) { table(draft, sheet) }
          }
        }
        p { a(.href(Paths.applications.link)) { "取消，回到“申请”" } }
      }
      for draft in drafts where !draft.held.isEmpty {
        panel("\(draft.round.title)：这次不报送的") {
          ul {
            for one in draft.held {
              li { "\(one.facts.file.item)（\(one.facts.file.number)）：\(one.why.sentence)" }
            }
          }
        }
      }
    }
  }

  private func table(_ draft: BatchDraft, _ sheet: Sheet) -> HTML {
    let favoured = draft.ready.count { !$0.file.priority.isEmpty }
    return DataTable(
      "\(draft.round.title)，共 \(draft.ready.count) 份，其中重点推荐 \(favoured) 份；序号可以改，小的在前",
      [.init("产品或服务"), .init("企业"), .init("重点推荐"), .init("序号", isKept: true)],
      draft.ready.enumerated().map { index, facts in
        [
          tick(facts.file, sheet),
          HTML(facts.file.enterpriseName),
          facts.file.priority.isEmpty ? HTML("—") : chip(facts.file.priority, .flag),
          rank(facts.file, index + 1, sheet),
        ]
      }
    ).bare
  }

  /// All go along unless somebody takes one out.
  private func tick(_ file: Case, _ sheet: Sheet) -> HTML {
    let sent = Set(sheet.answers.otherTexts.map(\.name))
    let isTicked =
      !sent.contains(SendBatch.Asked.prefix + file.number) || sent.contains(file.number)
    return group {
      CaseChoices.tick(file, isTicked)
      CaseChoices.look(file)
    }
  }

  private func rank(_ file: Case, _ usual: Int, _ sheet: Sheet) -> HTML {
    let name = SendBatch.Asked.prefix + file.number
    let typed = sheet.answers.otherTexts.first { $0.name == name }?.value
    return input(
      .id(name), .name(name), .type("text"), .inputmode("numeric"), .class("rank"),
      .autocomplete("off"), .value(typed ?? "\(usual)"), .aria("aria-label", "“\(file.item)”的序号"),
      .optional(
        sheet.problems.contains { $0.field == name } ? .aria("aria-invalid", "true") : nil))
  }
}
