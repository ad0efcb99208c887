import Accounts
import Asking
import Design
import Desk
import HTML
import Policy
import Registry
import Routing
import Vocabulary

/// How a dossier looks: what it comes to, condition by condition what is known and from where, and the
/// checks that are kept.
struct DossierPage {
  let answer: DossierView.Answer
  let visit: Visit
  private let known: KnownTable

  init(answer: DossierView.Answer, visit: Visit) {
    self.answer = answer
    self.visit = visit
    known = KnownTable(
      answer.standing.package.conditions.questions, answer.standing.knownJSON)
  }

  private var standing: Eligibility.Standing { answer.standing }
  private var place: ItemPlace<Owner.Organisation> { ItemPlace(answer.organisation.id) }

  func html(_ sheet: Sheet) -> HTML {
    let headline = Headline(standing)
    return Shell(
      "企业档案", on: visit,
      trail: [(answer.organisation.name, Enterprises.address(of: answer.organisation.id))],
      line: group {
        span { answer.organisation.name }
        span(.class("quiet keep")) { standing.on.chinese }
      }
    ).page(beside: "填写的情况和登记数据") {
      errorSummary(sheet)
      answerPanel("对照申请条件", headline.words, headline.tone, isAsked: false) {
        p { headline.advice }
      }
      if let name = standing.told.otherName {
        note(.warn) {
          p { "登记数据里，这个信用代码的名称是“\(name)”，与这里登记的企业名称不同，请核对是不是更了名，或者数据有误。" }
        }
      }
      let lookedUp = standing.lookedUp
      for finding in standing.findings {
        card(finding, isLookedUp: lookedUp.contains(finding.condition.id))
      }
      p(.class("small quiet")) {
        "按 \(standing.package.notice)。“登记数据”是导入或取得的记录，每条写明来源和日期；其余是企业自己说的，没有查核。"
      }
      PastCase.html(answer.cases)
      Attended.html(answer.attended)
      gates(sheet)
      checks
    } aside: {
      box
    }
  }

  private func card(_ finding: Finding, isLookedUp: Bool) -> HTML {
    section(.class("panel finding")) {
      div(.class("panel-head")) {
        h2 { finding.condition.title }
        chip(
          finding.verdict.words(isLookedUp: isLookedUp),
          finding.verdict.tone(isLookedUp: isLookedUp))
      }
      p(.class("small quiet")) {
        finding.condition.text
        clause(finding.condition.clause)
      }
      // What passes on the enterprise's word alone is not said to be so.
      if finding.verdict != .pass || isLookedUp { finding.reasons }
      known.html(finding.condition)
    }
  }

  private var box: HTML {
    let declaration = standing.declaration
    return whereBox(
      [
        WhereRow(
          "企业填写", HTML(declaration.map { "第 \($0.edition) 版" } ?? "还没有"),
          note: HTML(declaration.map { "\($0.at.chinese) 存入" } ?? missing), isBig: true),
        WhereRow(
          "登记数据", HTML("\(standing.lookedUp.count) 条条件已证明"),
          note: a(.href(Paths.facts.link(place))) { "看全部登记、信用、事故、称号和商标数据" }),
      ],
      act: answer.mayDeclare
        ? a(.class("button"), .href(DeclareAnswers.path.link)) {
          declaration == nil ? "填写企业档案" : "修改企业档案"
        } : nil,
      links: answer.starts.map { start in a(.href(start.page)) { start.title } })
  }

  private var missing: String {
    answer.mayDeclare ? "照营业执照、商标注册证回答十几个问题，就能看到每一条符不符合" : "现在只有登记数据说的"
  }

  private func gates(_ sheet: Sheet) -> HTML {
    if answer.gates.isEmpty { return HTML() }
    let choices = answer.gates.map { Choice($0.rawValue, $0.title) }
    let only = choices.count == 1 ? choices.first : nil
    return section(.class("panel noprint"), .aria("aria-label", "核对并留存")) {
      h2 { "按今天的情况核对，并留存结果" }
      p { "结果连同当时企业填写的情况、数据来源和日期一起留存，不会改动；以后情况变了，再核对一次。" }
      postForm(
        CheckEligibility.path.link(place), on: visit,
        fields: only == nil ? [CheckEligibility.Asked.gate.note.choosing(from: choices)] : [],
        sheet.of(CheckEligibility.self),
        button: only.map { "核对并留存（\($0.label)）" } ?? "核对并留存", look: .plain,
        held: only.map { [(CheckEligibility.Asked.gate.name, $0.value)] } ?? [])
    }
  }

  private var checks: HTML {
    group {
      if answer.checks.isEmpty {
        panel("留存的核对") {
          p(.class("quiet")) { "还没有。提交申请、区级推荐、公示和发布名单之前都会各核对一次。" }
        }
      } else {
        DataTable(
          "留存的核对，新的在前", [.init("哪一关"), .init("结果"), .init("原因"), .init("核对单位"), .init("时间")],
          answer.checks.map { check in
            [
              a(.href(CheckedView.path.link(ItemPlace(check.id)))) { check.gate.title }, check.mark,
              HTML(check.reasons.isEmpty ? "—" : check.reasons), HTML(check.unit),
              moment(check.at),
            ]
          }
        ).html
      }
    }
  }
}
