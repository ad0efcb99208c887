import Design
import Desk
import Digest
import HTML
import Routing
import Vocabulary

/// How a claim looks to whoever may see it.
struct ClaimPage {
  let answer: ClaimView.Answer
  let calendar: WorkingDays
  let visit: Visit

  private var title: String { "\(answer.claim.kind.title)：\(answer.claim.organisationName)" }

  func html(_ sheet: Sheet) -> HTML {
    Shell(title, on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      material
      for (step, refusal) in answer.offers.blocked {
        note(.warn) { p { "现在不能“\(step.title)”：\(refusal.sentence)" } }
      }
      if answer.offers.offers(.withdraw) { withdrawal(answer.claim) }
    } aside: {
      box(answer.claim)
    }
  }

  /// The page of one act on it.
  func form(_ step: ClaimStep, _ sheet: Sheet) -> HTML {
    let claim = answer.claim
    let blocked = answer.offers.blocked.first { $0.step.name == step.name }?.refusal
    return actPage(
      "\(step.title)：\(claim.organisationName)", on: visit,
      backTo: (title, ClaimView.path.link(ItemPlace(claim.id))),
      no: answer.offers.offers(step) ? nil : blocked ?? step.late,
      typed: AnswerDispute.Asked.fields + DecideClaim.Asked.fields, sheet
    ) {
      switch step.name {
      case ClaimStep.answer.name: answering(sheet)
      case ClaimStep.file.name: filing(sheet)
      case ClaimStep.decide.name: deciding(sheet)
      default: withdrawal(claim)
      }
    }
  }

  /// What is looked at before anything is done about it.
  private var material: HTML {
    group {
      panel("登记内容") { overview(answer.claim) }
      if !answer.proofs.isEmpty { proofs(answer.proofs, answer.claim) }
      if let registered = answer.registered { facts(registered) }
      if !answer.holders.isEmpty { holders(answer.holders) }
      if !answer.answers.isEmpty {
        answers(answer.answers)
      } else if !answer.holders.isEmpty, answer.claim.state == .waiting {
        p { "已通知现在代表企业的人说明情况，还没有收到说明。" }
      }
    }
  }

  private func answering(_ sheet: Sheet) -> HTML {
    group {
      p(.class("lead")) {
        "有人提出现在的登记人不代表这家企业，并向区市场监管部门提交了证明。请写明情况，由区市场监管部门核实后决定；核实期间，现有登记不变。"
      }
      postForm(
        AnswerDispute.path.link(ItemPlace(answer.claim.id)), on: visit,
        fields: AnswerDispute.Asked.fields, sheet, button: "提交说明", held: seen(sheet))
    }
  }

  private func filing(_ sheet: Sheet) -> HTML {
    group {
      if answer.mayCorrect {
        p {
          "名称或所在区填错了？"
          a(.href(CorrectEnterprise.path.link(ItemPlace(answer.claim.organisation)))) {
            "先更正再提交"
          }
          "。"
        }
      }
      p { a(.href(LetterTemplate.path.link)) { "下载授权书样本（Word）" } }
      postForm(
        FileProof.path.link(ItemPlace(answer.claim.id)), on: visit, fields: ProofInput.fields,
        sheet, button: "提交证明")
    }
  }

  private func deciding(_ sheet: Sheet) -> HTML {
    group {
      material
      if answer.claim.kind == .dispute {
        note(.warn) { p { "异议成立的，现在代表企业的人立即失去身份，由提出人代表企业。" } }
      }
      postForm(
        DecideClaim.path.link(ItemPlace(answer.claim.id)), on: visit,
        fields: DecideClaim.Asked.fields(for: answer.claim.kind), sheet, button: "作出决定",
        held: seen(sheet))
    }
  }

  private func seen(_ sheet: Sheet) -> [(name: String, value: String)] {
    [(Edition.name, "\(sheet.edition(now: answer.edition))")]
  }

  /// Where it stands, whose turn it is, until when.
  private func box(_ claim: Claim) -> HTML {
    var rows = [WhereRow.now(claim.state.title)]
    if claim.state == .waiting {
      let holder = claim.kind == .join ? "企业的填报人或签署人" : "区市场监管部门"
      rows.append(answer.offers.offers(.decide) ? .turn("您", holder) : .turn(holder))
      if let due = claim.due {
        rows.append(.due(dueText(due, on: visit.now.day, calendar)))
      }
    }
    if let reason = claim.reason, !reason.isEmpty { rows.append(WhereRow("答复", HTML(reason))) }
    let isLate = claim.state == .waiting && claim.due.map { $0 < visit.now.day } ?? false
    // What there is a form for, at its own address.
    let ways = answer.offers.acts.filter { $0.name != ClaimStep.withdraw.name }.map { step in
      (step: step, link: step.link(claim.id))
    }
    return whereBox(
      rows, look: isLate ? .late : .usual,
      act: ways.first.map { way in a(.class("button"), .href(way.link)) { word(way.step) } },
      links: ways.dropFirst().map { way in a(.href(way.link)) { word(way.step) } })
  }

  private func word(_ step: ClaimStep) -> String {
    step.name == ClaimStep.file.name && answer.claim.state == .refused ? "改好后重新提交" : step.title
  }

  private func withdrawal(_ claim: Claim) -> HTML {
    group {
      h2 { "撤回" }
      p {
        switch claim.kind {
        case .first: "撤回后，您不再登记为这家企业的人，别人可以登记它。已上传的材料留在记录里。"
        case .dispute: "撤回后，区里不再核实，现有登记不变。"
        case .join: "撤回后，企业的人不用再答复。"
        }
      }
      postForm(WithdrawClaim.path.link(ItemPlace(claim.id)), on: visit, button: "撤回", look: .grave)
    }
  }

  private func answers(_ said: [ClaimAnswer]) -> HTML {
    panel("现在代表企业的人的说明") {
      for item in said {
        p(.class("small quiet")) {
          answer.name(item.name)
          "，"
          moment(item.at)
        }
        p(.class("lines")) { item.text }
      }
    }
  }

  private func overview(_ claim: Claim) -> HTML {
    factList {
      fact("企业", HTML(claim.organisationName))
      fact("统一社会信用代码", code { claim.creditCode })
      fact("提出人", HTML("\(answer.claimant)，要担任\(claim.role.title)"))
      if !claim.note.isEmpty { fact("说明", HTML(claim.note)) }
    }
  }

  private func proofs(_ proofs: [Proof], _ claim: Claim) -> HTML {
    let rows = proofs.map { proof in
      [
        link(to: proof, claim),
        HTML(proof.name), moment(proof.at), code { String(Hex.text(proof.digest).prefix(16)) },
      ]
    }
    return DataTable(
      "证明材料", [.init("材料"), .init("原文件名"), .init("上传时间"), .init("文件指纹")], rows
    ).html
  }

  private func facts(_ facts: [RegisteredFact]) -> HTML {
    if facts.isEmpty {
      return panel("登记数据") { p { "没有导入过这家企业的登记数据，请只凭证明材料核对，或到登记系统查询。" } }
    }
    return DataTable(
      "登记数据怎样记载这家企业", [.init("项目"), .init("登记数据"), .init("来源")],
      facts.map { [HTML($0.what), HTML($0.text), HTML($0.source)] }
    ).html
  }

  /// Whoever proves it reads it at once; everyone else by an act that is on the record.
  private func link(to proof: Proof, _ claim: Claim) -> HTML {
    let place = ProofPlace(claim.id, proof.slot)
    if answer.isProvenByReader {
      return a(.href(ProofDownload.path.link(place))) { proof.title }
    }
    return postForm(
      OpenProof.path.link(place), on: visit, button: "查看\(proof.title)", class: "inline")
  }

  private func holders(_ holders: [Membership]) -> HTML {
    let rows = holders.map {
      [HTML(answer.name($0.personName)), HTML($0.role.title), moment($0.since)]
    }
    return DataTable("现在代表企业的人", [.init("姓名"), .init("身份"), .init("开始时间")], rows).html
  }
}
