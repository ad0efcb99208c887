import Design
import HTML
import Policy
import Routing
import Vocabulary

/// The self-check as one page: the answer above the questions, to be printed and taken along.
struct CheckPage {
  let package: Package
  /// As the reader named it, where there is such a one.
  let policy: String
  let sheet: Sheet
  let visit: Visit

  func html(_ answer: CheckView.Answer?) -> HTML {
    Shell("申请条件自查", on: visit, current: Paths.check.link).page {
      errorSummary(sheet)
      if let answer, !answer.findings.isEmpty {
        answer.findings.verdict.box(
          "自查结果（\(visit.now.day.chinese)）", passed: ("看起来符合全部条件", "可以注册账户、登记企业，准备申请材料。"))
        for finding in answer.findings { finding.card() }
        said(answer)
        next(answer)
        h2(.class("noprint")) { "改一改答案，再看结果" }
      } else {
        p(.class("lead")) { "不用登录，也不留记录。按营业执照、商标注册证如实回答，马上看到每一条符不符合、为什么、能怎么办。" }
      }
      p(.class("quiet")) { "按 \(package.notice)。这里只按您的回答判断，没有查询任何登记系统；能不能推荐，由所在区市场监管部门审核决定。" }
      questions
    }
  }

  /// On paper the answers stand with the result; on the screen they are in the form below.
  private func said(_ answer: CheckView.Answer) -> HTML {
    let rows = package.conditions.questions.compactMap { question -> [HTML]? in
      answer.values[question.id].map { [HTML(question.label), HTML(question.line($0))] }
    }
    return div(.class("printonly")) {
      DataTable("所作的回答", [.init("问题"), .init("回答")], rows).html
    }
  }

  /// The answers go on into the enterprise's dossier, for whoever may write it.
  private func next(_ answer: CheckView.Answer) -> HTML {
    let keep = Paths.declaration.link(
      Nowhere(), query: Questionnaire(package.conditions.questions).pairs(answer.values))
    return p(.class("noprint")) {
      if let caller = visit.caller {
        if !caller.roles.isDisjoint(with: [.enterpriseEditor, .signatory]) {
          a(.class("button"), .href(keep)) { "带入企业档案" }
          " "
        } else if caller.seat == nil {
          a(.class("button"), .href(Paths.desk.link)) { "登记企业" }
          " "
        }
      } else {
        a(.class("button"), .href(keep)) { "登录，带入企业档案" }
        " "
        if answer.findings.verdict != .fail {
          a(.href(Paths.register.link)) { "还没有账户，先注册" }
          "；"
        }
      }
      a(.href(Paths.contacts.link)) { "问问所在区的联系人" }
      "。这一页可以打印，也可以收藏网址，答案都在网址里。"
    }
  }

  private var questions: HTML {
    form(.method("get"), .action(Paths.check.link), .novalidate(), .class("noprint")) {
      if !policy.isEmpty { input(.type("hidden"), .name("policy"), .value(policy)) }
      ConditionFields(package: package, sheet: sheet).html
      button(.type("submit")) { "看结果" }
    }
  }
}
