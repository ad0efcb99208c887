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
    let answered = answer.flatMap { $0.findings.isEmpty ? nil : $0 }
    return Shell(
      "申请条件自查", on: visit, current: Paths.check.link, result: answered?.verdict.words,
      line: answered == nil
        ? span(.class("quiet")) { "不用登录，也不留记录。如实回答，立即看到每一条是否符合、理由和可以采取的办法。" } : nil
    ).page {
      errorSummary(sheet)
      if let answered {
        answerPanel(
          "自查结果（\(visit.now.day.chinese)）", answered.verdict.words, answered.findings.verdict.tone
        ) {
          p { answered.verdict.advice }
          next(answered)
        }
        if answered.findings.verdict == .fail { whom(answered) }
        findingTable(answered.findings)
        said(answered)
      }
      p(.class("small quiet")) {
        "按 \(package.notice)。这里只按您的回答判断，没有查询任何登记系统；能不能推荐，由所在区市场监管部门审核决定。"
      }
      if answered != nil { h2(.class("noprint")) { "修改回答，再看结果" } }
      questions
    }
  }

  /// On paper the answers stand with the result; on the screen they are in the form below.
  private func said(_ answer: CheckView.Answer) -> HTML {
    let given = package.conditions.questions.compactMap { question in
      answer.values[question.id].map { (question.label, question.line($0)) }
    }
    return div(.class("printonly said-answers")) {
      h2 { "所作的回答" }
      factList { for (label, line) in given { fact(label, HTML(line)) } }
    }
  }

  /// The reader's own unit, where it is known; otherwise all of them.
  private func whom(_ answer: CheckView.Answer) -> HTML {
    if let help = visit.caller?.seat?.help { return panel("可以问谁") { p { help } } }
    return unfolding("可以问谁：找企业所在区的市场监管部门") { contactList(answer.contacts) }
  }

  /// Who does not meet a condition talks to the district first. The answers go on into the
  /// enterprise's dossier, for whoever may write it.
  private func next(_ answer: CheckView.Answer) -> HTML {
    let isFailing = answer.findings.verdict == .fail
    return group {
      p(.class("acts noprint")) {
        if isFailing {
          a(.class("button"), .href(Paths.contacts.link)) { "查看所在区的联系人" }
          onwards(answer, look: "button plain")
        } else {
          onwards(answer, look: "button")
          a(.href(Paths.contacts.link)) { "查看所在区的联系人" }
        }
      }
      p(.class("small quiet noprint")) { "这一页可以打印，也可以收藏网址，答案都在网址里。" }
    }
  }

  private func onwards(_ answer: CheckView.Answer, look: String) -> HTML {
    let keep = Paths.declaration.link(
      Nowhere(), query: Questionnaire(package.conditions.questions).pairs(answer.values))
    return group {
      if let caller = visit.caller {
        if !caller.roles.isDisjoint(with: [.enterpriseEditor, .signatory]) {
          a(.class(look), .href(keep)) { "带入企业档案" }
        } else if caller.seat == nil {
          a(.class(look), .href(Paths.desk.link)) { "登记企业" }
        }
      } else {
        a(.class(look), .href(keep)) { "登录，带入企业档案" }
        if answer.findings.verdict != .fail {
          a(.href(register(keep))) { "还没有账户，先注册" }
        }
      }
    }
  }

  /// What is too long to be carried along stays in the address of this page.
  private func register(_ keep: Address) -> Address {
    Paths.register.link(
      Nowhere(), query: keep.text.utf8.count <= 4000 ? [("to", keep.text)] : [])
  }

  private var questions: HTML {
    form(.method("get"), .action(Paths.check.link), .novalidate(), .class("flow noprint")) {
      if !policy.isEmpty { input(.type("hidden"), .name("policy"), .value(policy)) }
      ConditionFields(package: package, sheet: sheet).html
      div(.class("acts")) { button(.type("submit")) { "看结果" } }
    }
  }
}

extension CheckView.Answer {
  fileprivate var verdict: (words: String, advice: String) {
    switch findings.verdict {
    case .pass: ("看起来符合全部条件", "可以注册账户、登记企业，准备申请材料。")
    case .evidence: ("还不能确定", "没有发现不符合的，但有些不清楚，或要拿材料来证明，见下面各条。")
    case .fail: ("现在不符合条件", "下面写明是哪一条、理由和可以采取的办法。")
    }
  }
}
