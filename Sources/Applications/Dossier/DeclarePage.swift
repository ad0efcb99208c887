import Accounts
import Design
import HTML
import Policy
import Rounds
import Routing
import Vocabulary

/// The questions of the conditions, answered in the enterprise's name.
struct DeclarePage {
  let organisation: Organisation
  let dossier: Dossier?
  let package: Package
  let visit: Visit

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      "企业自述", on: visit,
      trail: [("企业档案", DossierView.path.link(ItemPlace(organisation.id)))]
    ).page {
      errorSummary(sheet)
      p(.class("lead")) {
        "\(organisation.name)怎样对照申请条件，在这里说一次；以后申请、推荐、公示和发布前都照它和登记数据重新核对。"
      }
      if isCarried(sheet) {
        notice { p { "下面是您自查时的回答，还没有存。核对以后请按最下面的“存入企业档案”。" } }
      }
      p(.class("quiet")) {
        dossier.map { "现在是第 \($0.edition) 版，\($0.at.chinese) 存入。" } ?? "还没有存过。"
        "可以先答一部分；不清楚的选“不清楚”，以后再补。"
      }
      sendForm(DeclareAnswers.path.link, on: visit, button: "存入企业档案") {
        input(
          .type("hidden"), .name(DeclareAnswers.Asked.edition.name),
          .value("\(dossier?.edition ?? 0)"))
        ConditionFields(package: package, sheet: sheet).html
      }
    }
  }

  /// Brought along from the self-check, which keeps nothing.
  private func isCarried(_ sheet: Sheet) -> Bool {
    visit.isRead && visit.target.contains("?") && !sheet.answers.others.isEmpty
  }
}
