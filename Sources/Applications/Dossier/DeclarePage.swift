import Accounts
import Asking
import Design
import HTML
import Policy
import Routing
import Vocabulary

/// The questions of the conditions, answered in the enterprise's name.
struct DeclarePage {
  let organisation: Organisation
  let declaration: Declaration?
  let values: Values
  let package: Package
  /// Answers of the self-check, which keeps nothing.
  let brought: (answers: Int, dropped: Int)
  let visit: Visit

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      "填写企业档案", on: visit,
      trail: [("企业档案", DossierView.path.link(ItemPlace(organisation.id)))]
    ).page {
      errorSummary(sheet)
      p(.class("lead")) {
        "\(organisation.name)怎样对照申请条件，在这里说一次；以后申请、推荐、公示和发布前都照它和登记数据重新核对。"
      }
      if sheet.problems.contains(where: { $0.code == "stale" }) { difference(sheet) }
      if brought != (0, 0) {
        note {
          if brought.answers > 0 { p { "下面是您自查时的回答，还没有存。核对以后请按最下面的“存入企业档案”。" } }
          if brought.dropped > 0 {
            p { "另有 \(brought.dropped) 个回答，现在的政策包（\(package.title)）不问，没有带入。" }
          }
        }
      }
      p(.class("quiet")) {
        declaration.map { "现在是第 \($0.edition) 版，\($0.at.chinese) 存入。" } ?? "还没有存过。"
        "可以先答一部分；不清楚的选“不清楚”，以后再补。"
      }
      sendForm(DeclareAnswers.path.link, on: visit, button: "存入企业档案", class: "flow") {
        input(
          .type("hidden"), .name(DeclareAnswers.Asked.edition.name),
          .value("\(declaration?.edition ?? 0)"))
        ConditionFields(package: package, sheet: sheet).html
      }
    }
  }

  /// What a colleague has saved meanwhile, where it is not what stands in the form. That one is not sure
  /// is no answer.
  private func difference(_ sheet: Sheet) -> HTML {
    Differences(
      package.conditions.questions, stored: values,
      typed: sheet.answers.otherTexts.filter { $0.value != QuestionFields.unsure }
    ).html
  }
}
