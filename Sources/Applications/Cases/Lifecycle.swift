// A table reads by its columns.
// swift-format-ignore-file

import Policy
import Routing
import Vocabulary

/// The life of a case as one table: what may be done, where, by whom, to where, given what (house §3).
/// The README shows it and a test holds the two together.
package enum Lifecycle {
  // MARK: Filing, 001 三（一）
  package static let write      = Step("application.write", "填写申请书", from: [.draft, .returned], by: writers, onPaper: [.districtHandler], to: .stays, clause: "001 三（一）第一分句")
  package static let attach     = Step("application.attach", "上传附件", from: [.draft, .returned], by: writers, onPaper: [.districtHandler], to: .stays, clause: "001 三（一）第一分句")
  package static let detach     = Step("application.detach", "移除附件", from: [.draft, .returned], by: writers, onPaper: [.districtHandler], to: .stays, clause: "001 三（一）第一分句")
  package static let askColleague = Step("application.askColleague", "请同事看一看", from: [.draft, .returned], by: writers, onPaper: [], to: .stays, clause: "001 三（一）第一分句", aside: true)
  package static let submit     = Step("application.submit", "提交申请", from: [.draft], by: [.signatory], onPaper: [], to: .stage(.submitted), given: [.windowOpen, .gate(.submit)], due: .acceptDays, clause: "001 三（一）第一分句", confirmed: true)
  package static let resubmit   = Step("application.resubmit", "提交补正", from: [.returned], by: [.signatory], onPaper: [], to: .back, given: [.inTime], clause: "001 三（二）第一分句", confirmed: true)
  package static let submitSealed   = Step("application.submitSealed", "凭盖章的申请书提交", from: [.draft], by: writers, onPaper: [], to: .stage(.submitted), given: [.windowOpen, .gate(.submit)], due: .acceptDays, clause: "001 三（一）第一分句", aside: true)
  package static let resubmitSealed = Step("application.resubmitSealed", "凭盖章的申请书提交补正", from: [.returned], by: writers, onPaper: [], to: .back, given: [.inTime], clause: "001 三（二）第一分句", aside: true)
  package static let enter      = Step("paper.submit", "书面申请录入完毕", said: "录完书面申请", from: [.draft], by: [.districtHandler], to: .stage(.submitted), given: [.onPaper, .windowOpen, .gate(.submit)], due: .acceptDays, clause: "001 三（一）第一分句")
  package static let enterAgain = Step("paper.resubmit", "书面补正录入完毕", said: "录完书面补正", from: [.returned], by: [.districtHandler], to: .back, given: [.onPaper, .inTime], clause: "001 三（二）第一分句")
  package static let lookOver   = Step("paper.lookOver", "核对区里录入的书面申请", from: underway.union([.publicised, .listed]), by: [.signatory], to: .stays, given: [.onPaper], clause: "001 三（一）第一分句", edits: true)
  package static let leaveOut   = Step("paper.discard", "书面申请不再录入", said: "停止录入书面申请", from: [.draft], by: [.districtHandler], to: .ended(.discarded), given: [.onPaper], clause: "001 三（一）第一分句", aside: true)
  package static let enterOn    = Step("paper.undo", "继续录入", from: [.ended], by: [.districtHandler], to: .resumed, given: [.onPaper, .outcome([.discarded]), .hours(24), .resumable], clause: "001 三（一）第一分句")
  package static let discard    = Step("application.discard", "放弃填报", from: [.draft], by: writers, onPaper: [], to: .ended(.discarded), clause: "001 三（一）第一分句")
  package static let withdraw   = Step("application.withdraw", "撤回申请", from: underway, by: [.signatory], to: .ended(.withdrawn), clause: "001 三（一）第一分句", grave: true)
  package static let undo       = Step("application.undo", "撤销放弃或撤回", from: [.ended], by: writers, to: .resumed, given: [.outcome([.discarded, .withdrawn]), .hours(24), .resumable], clause: "001 三（一）第一分句")
  package static let lapseDraft = Step("application.lapseDraft", "没有提交，填报结束", from: [.draft], by: [], to: .ended(.lapsed), given: [.windowClosed], clause: "001 三（一）第一分句", begun: .clock)
  package static let lapse      = Step("application.lapse", "逾期没有补正，视为撤回", from: [.returned], by: [], to: .ended(.lapsed), given: [.overdue], clause: "001 三（二）第一分句", begun: .clock)

  // MARK: The district, 001 三（二）
  package static let accept     = Step("application.accept", "受理", from: [.submitted], by: [.districtHandler], to: .stage(.accepted), given: [.lacks(.transfer), .anew], due: .districtDays, clause: "001 三（二）第一分句")
  package static let giveBack   = Step("application.return", "退回补正", from: [.submitted, .accepted], by: [.districtHandler], to: .stage(.returned), given: [.fewer(.correction, than: .corrections), .lacks(.recommendation), .lacks(.transfer), .anew], due: .correctionDays, clause: "001 三（二）第一分句")
  package static let refuse     = Step("application.refuse", "不予受理", from: [.submitted], by: [.districtHandler], to: .ended(.refused), given: [.lacks(.transfer), .anew], clause: "001 三（二）第一分句", confirmed: true, grave: true)
  package static let askReturn  = Step("return.propose", "提请再次退回补正", from: [.submitted, .accepted], by: [.districtHandler], to: .stays, given: [.spent(.correction, .corrections), .lacks(.furtherReturn), .lacks(.recommendation), .lacks(.transfer)], clause: "001 三（二）第一分句", aside: true, unsaid: true)
  package static let signReturn = Step("return.approve", "同意再次退回补正", from: [.submitted, .accepted], by: [.districtApprover], to: .stage(.returned), given: [.has(.furtherReturn), .another(than: .furtherReturn)], due: .correctionDays, clause: "001 三（二）第一分句", confirmed: true)
  package static let denyReturn = Step("return.decline", "不同意再次退回补正", from: [.submitted, .accepted], by: [.districtApprover], to: .stays, given: [.has(.furtherReturn), .another(than: .furtherReturn)], clause: "001 三（二）第一分句", unsaid: true)
  package static let askExtension   = Step("extension.propose", "提请延长补正期限", from: [.returned], by: [.districtHandler], to: .stays, given: [.lacks(.extension)], clause: "001 三（二）第一分句", aside: true, unsaid: true)
  package static let grantExtension = Step("extension.approve", "同意延长补正期限", from: [.returned], by: [.districtApprover], to: .stays, given: [.has(.extension), .another(than: .extension)], clause: "001 三（二）第一分句", confirmed: true)
  package static let denyExtension  = Step("extension.decline", "不同意延长补正期限", from: [.returned], by: [.districtApprover], to: .stays, given: [.has(.extension), .another(than: .extension)], clause: "001 三（二）第一分句", within: true)
  package static let transfer   = Step("transfer.propose", "提请移送其他区", from: [.submitted], by: [.districtHandler], to: .stays, given: [.lacks(.transfer)], clause: "001 三（一）第一分句", aside: true, unsaid: true)
  package static let callBack   = Step("transfer.withdraw", "收回移送", from: [.submitted], by: [.districtHandler], to: .stays, given: [.has(.transfer)], clause: "001 三（一）第一分句", aside: true, unsaid: true, edits: true)
  package static let receive    = Step("transfer.accept", "同意接收移送", from: [.submitted], by: [.districtApprover], to: .stage(.submitted), given: [.has(.transfer)], due: .acceptDays, clause: "001 三（一）第一分句", begun: .elsewhere)
  package static let deny       = Step("transfer.decline", "不同意接收移送", from: [.submitted], by: [.districtApprover], to: .stays, given: [.has(.transfer)], clause: "001 三（一）第一分句", begun: .elsewhere, unsaid: true, edits: true)
  package static let join       = Step("duplicate.join", "并入同一企业的另一份申请", from: [.submitted, .accepted], by: [.districtApprover], to: .ended(.refused), given: [.has(.duplicate), .another(than: .duplicate)], clause: "001 三（二）第一分句", confirmed: true, grave: true)
  package static let pair       = Step("duplicate.propose", "提请并案", from: [.submitted, .accepted], by: [.districtHandler], to: .stays, given: [.lacks(.duplicate), .lacks(.recommendation)], clause: "001 三（二）第一分句", aside: true, within: true)
  package static let keepApart  = Step("duplicate.decline", "不并案", from: [.submitted, .accepted], by: [.districtApprover], to: .stays, given: [.has(.duplicate), .another(than: .duplicate)], clause: "001 三（二）第一分句", within: true)
  package static let consult    = Step("consultation.ask", "征求部门意见", from: [.accepted], by: [.districtHandler], to: .stays, given: [.lacks(.recommendation)], clause: "001 三（二）第二分句", aside: true, within: true)
  package static let answer     = Step("consultation.answer", "答复征求意见", from: [.accepted, .returned], by: [.department], to: .stays, given: [.has(.consultation)], clause: "001 三（二）第二分句", begun: .elsewhere, within: true)
  package static let recuse     = Step("recusal.declare", "申报回避", from: sent, by: Recusal.officials, to: .stays, clause: "001 三（二）第一分句", aside: true, within: true)
  package static let substitute = Step("recusal.substitute", "指定接办人", from: atDistrict, by: district, to: .stays, given: [.has(.recusal)], clause: "001 三（二）第一分句", aside: true, within: true, edits: true)
  package static let designate  = Step("recusal.designate", "指定其他区办理", from: atDistrict, by: [.municipalApprover], to: .stays, given: [.unmanned, .lacks(.transfer)], clause: "001 三（二）第一分句", confirmed: true, aside: true)
  package static let take       = Step("handler.take", "认领", from: atDistrict, by: [.districtHandler], to: .stays, given: [.lacks(.handler)], clause: "001 三（二）第一分句", aside: true, within: true)
  package static let handOver   = Step("handler.handOver", "交给别人承办", from: atDistrict, by: district, to: .stays, clause: "001 三（二）第一分句", aside: true, within: true, edits: true)
  package static let flag       = Step("flag.raise", "标记问题", from: alive, by: district, to: .stays, clause: "001 三（二）第一分句", aside: true, within: true)
  package static let assign     = Step("flag.assign", "交办问题", from: alive, by: district, to: .stays, given: [.has(.flag)], clause: "001 三（二）第一分句", aside: true, within: true, edits: true)
  package static let settle     = Step("flag.resolve", "了结问题", from: alive, by: district, to: .stays, given: [.has(.flag)], clause: "001 三（二）第一分句", aside: true, within: true, edits: true)
  package static let recall     = Step("consultation.recall", "收回征求意见", from: [.returned, .accepted], by: [.districtHandler], to: .stays, given: [.has(.consultation)], clause: "001 三（二）第二分句", aside: true, within: true)
  package static let visit      = Step("visit.record", "记录现场核查", from: [.accepted], by: [.districtHandler], to: .stays, given: [.lacks(.recommendation)], clause: "001 三（二）第一分句", aside: true, within: true)
  package static let endHonour  = Step("honour.end", "记录称号失效", from: afterHonour, by: [.districtHandler], to: .stays, given: [.holding(.honour, "verified")], clause: "001 三（二）第三分句", aside: true, edits: true)
  package static let honourOver = Step("honour.lapse", "称号有效期满", from: afterHonour, by: [], to: .stays, given: [.holding(.honour, "verified")], clause: "001 三（二）第三分句", begun: .clock)
  package static let honourGone = Step("honour.gone", "称号不再有效", from: afterHonour, by: [], to: .stays, given: [.holding(.honour, "verified")], clause: "001 三（二）第三分句", begun: .clock)
  package static let review     = Step("district.review", "填写审核意见", from: [.accepted], by: [.districtHandler], to: .stays, given: [.lacks(.recommendation), .anew], clause: "001 三（二）第一分句", unsaid: true)
  package static let verify     = Step("honour.verify", "核实称号", from: [.accepted], by: [.districtHandler], to: .stays, given: [.has(.honour), .lacks(.recommendation)], clause: "001 三（二）第三分句", edits: true)
  package static let recheck    = Step("honour.recheck", "重新核实称号", from: [.accepted], by: [.districtHandler], to: .stays, given: [.found(.honour), .lacks(.recommendation)], clause: "001 三（二）第三分句", aside: true, edits: true)
  package static let propose    = Step("recommendation.propose", "提出推荐意见", from: [.accepted], by: [.districtHandler], to: .stays, given: [.settled(.districtReview, "complete"), .lacks(.honour), .lacks(.duplicate), .lacks(.furtherReturn), .lacks(.recommendation), .anew], clause: "001 三（二）第一分句", unsaid: true, edits: true)
  package static let recommend  = Step("recommendation.approve", "同意推荐", from: [.accepted], by: [.districtApprover], to: .stage(.recommended), given: [.has(.recommendation, "recommend"), .another(than: .recommendation), .lacks(.furtherReturn), .gate(.recommend), .anew], clause: "001 三（二）第一分句", confirmed: true)
  package static let decline    = Step("recommendation.decline", "决定不予推荐", from: [.accepted], by: [.districtApprover], to: .ended(.notRecommended), given: [.has(.recommendation, "notRecommend"), .another(than: .recommendation), .anew], clause: "001 三（二）第一分句", confirmed: true, grave: true)
  package static let sendBack   = Step("recommendation.sendBack", "退回经办重新提出", from: [.accepted], by: [.districtApprover], to: .stays, given: [.has(.recommendation), .another(than: .recommendation), .anew], clause: "001 三（二）第一分句", unsaid: true)
  package static let batch      = Step("batch.send", "报送市局", from: [.recommended], by: [.districtApprover], to: .stays, given: [.never(.batch)], clause: "001 三（二）第一分句", begun: .elsewhere)

  // MARK: Cultivation and commission, 001 三（三）
  package static let takeUp     = Step("plan.takeUp", "列入培育计划", from: [.recommended], by: [.districtHandler], to: .stage(.cultivating), given: [.settled(.batch, "sent")], clause: "001 二（三）第一句")
  package static let entrust    = Step("commission.entrust", "委托第三方专业机构", from: [.cultivating], by: [.municipalApprover], to: .stage(.screening), clause: "001 三（四）第一句", begun: .elsewhere)

  // MARK: Screening and review, 001 三（四）
  package static let screen     = Step("screening.record", "填写初筛表", from: [.screening], by: [.screener], to: .stays, given: [.lacks(.screening), .anew], clause: "001 三（四）第一句", unsaid: true, edits: true)
  package static let pass       = Step("screening.pass", "初筛通过", said: "判定初筛通过", from: [.screening], by: [.checker], to: .stage(.reviewing), given: [.has(.screening, "pass"), .another(than: .screening), .anew], clause: "001 三（四）第一句")
  package static let correct    = Step("screening.return", "初筛退回补正", said: "按初筛意见退回补正", from: [.screening], by: [.checker], to: .stage(.returned), given: [.has(.screening, "correct"), .another(than: .screening), .fewer(.correction, than: .corrections)], due: .screeningCorrectionDays, clause: "001 三（四）第一句")
  package static let fail       = Step("screening.fail", "初筛不通过", said: "判定初筛不通过", from: [.screening], by: [.checker], to: .ended(.failed), given: [.has(.screening, "fail"), .another(than: .screening), .anew], clause: "001 三（四）第一句", confirmed: true, grave: true)
  package static let rescreen   = Step("screening.sendBack", "退回初筛人员重做", from: [.screening], by: [.checker], to: .stays, given: [.has(.screening), .another(than: .screening)], clause: "001 三（四）第一句", unsaid: true)
  package static let empanel    = Step("panel.form", "组成评审组", from: [.reviewing], by: [.panelSecretary], to: .stays, given: [.lacks(.panel)], clause: "001 三（四）第一句", begun: .elsewhere)
  package static let commitDraw = Step("draw.commit", "提交抽取的承诺", from: [.reviewing], by: drawers, to: .stays, given: [.has(.panel)], clause: "001 三（四）第一句", begun: .elsewhere)
  package static let revealDraw = Step("draw.reveal", "揭示抽取的随机数", from: [.reviewing], by: drawers, to: .stays, given: [.has(.panel)], clause: "001 三（四）第一句", begun: .elsewhere)
  package static let annul      = Step("draw.annul", "作废评审组的抽取", from: [.reviewing], by: [.municipalApprover], to: .stays, given: [.has(.panel)], clause: "001 三（四）第一句", begun: .elsewhere, confirmed: true)
  package static let report     = Step("report.draft", "起草评审组意见", from: [.reviewing], by: [.panelSecretary], to: .stays, given: [.has(.panel)], clause: "001 三（四）第一句", begun: .elsewhere)
  package static let conclude   = Step("panel.conclude", "评审组意见签署完毕", said: "签齐评审组意见", from: [.reviewing], by: [.expert, .panelSecretary], to: .stage(.reviewed), given: [.settled(.report, "signed")], clause: "001 三（四）第一句", begun: .elsewhere)

  // MARK: Result, notice, list, 001 三（四）
  package static let suggest    = Step("decision.propose", "提出拟办意见", from: [.reviewed], by: [.municipalHandler], to: .stays, given: [.lacks(.decision), .unsettled(.decision, "list"), .anew], clause: "001 三（四）第二句", edits: true)
  package static let approve    = Step("decision.approve", "同意列入公示", from: [.reviewed], by: [.municipalApprover], to: .stays, given: [.has(.decision, "list"), .another(than: .decision), .gate(.notice), .anew], clause: "001 三（四）第二句", confirmed: true)
  package static let dismiss    = Step("decision.refuse", "决定不列入", from: [.reviewed], by: [.municipalApprover], to: .ended(.notProposed), given: [.has(.decision, "notList"), .another(than: .decision), .anew], clause: "001 三（四）第二句", confirmed: true, grave: true)
  package static let reopen     = Step("decision.sendBack", "退回经办重拟", from: [.reviewed, .listed], by: [.municipalApprover], to: .stays, given: [.has(.decision), .another(than: .decision)], clause: "001 三（四）第二句")
  package static let recant     = Step("decision.recant", "撤回已同意的拟办意见", from: [.reviewed], by: [.municipalApprover], to: .stays, given: [.settled(.decision, "list")], clause: "001 三（四）第二句", confirmed: true, aside: true, unsaid: true)
  package static let publicise  = Step("notice.publish", "公示", from: [.reviewed], by: [.municipalApprover], to: .stage(.publicised), given: [.settled(.decision, "list"), .lacks(.decision), .gate(.notice)], clause: "001 三（四）第二句", begun: .elsewhere)
  package static let sustain    = Step("objection.sustain", "异议成立，移出公示", said: "认定异议成立，移出公示", from: [.publicised], by: [.municipalApprover], to: .ended(.removed), given: [.has(.objection), .untouched], clause: "001 三（四）第二句", begun: .elsewhere)
  package static let weigh      = Step("objection.propose", "提出异议处理意见", from: [.publicised, .ended], by: [.municipalHandler], to: .stays, given: [.has(.objection), .untouched], clause: "001 三（四）第二句", begun: .elsewhere)
  package static let overrule   = Step("objection.reject", "异议办结", said: "了结一件异议", from: [.publicised, .ended], by: [.municipalApprover], to: .stays, given: [.has(.objection), .untouched], clause: "001 三（四）第二句", begun: .elsewhere)
  package static let list       = Step("list.publish", "发布名单", from: [.publicised], by: [.municipalApprover], to: .stage(.listed), given: [.overdue, .lacks(.objection), .gate(.list)], clause: "001 三（四）第三句", begun: .elsewhere)
  package static let remove     = Step("list.remove", "复核条件不符，移出公示", said: "因复核条件不符移出公示", from: [.publicised], by: [.municipalApprover], to: .ended(.removed), given: [.overdue, .lacks(.objection), .gateFails(.list)], clause: "001 三（四）第三句", confirmed: true, grave: true)

  // MARK: After the list, 001 三（四）
  package static let register   = Step("mark.apply", "登记使用标志", from: [.listed], by: [.signatory], to: .stays, given: [.unsettled(.mark, "licensed"), .lacks(.mark), .lacks(.suspension)], clause: "001 三（四）第四句")
  package static let vet        = Step("mark.propose", "提出标志登记意见", from: [.listed], by: [.municipalHandler], to: .stays, given: [.has(.mark), .lacks(.decision)], clause: "001 三（四）第四句", edits: true)
  package static let license    = Step("mark.license", "准予使用标志", from: [.listed], by: [.municipalApprover], to: .stays, given: [.has(.decision, "license"), .another(than: .decision), .has(.mark)], clause: "001 三（四）第四句", confirmed: true)
  package static let unlicense  = Step("mark.refuse", "不予登记标志", from: [.listed], by: [.municipalApprover], to: .stays, given: [.has(.decision, "notLicense"), .another(than: .decision), .has(.mark)], clause: "001 三（四）第四句", confirmed: true)
  package static let charge     = Step("entry.propose", "提出暂停、恢复或撤销的意见", from: [.listed], by: [.municipalHandler], to: .stays, given: [.lacks(.decision)], clause: "001 三（四）第四句", edits: true)
  package static let suspend    = Step("entry.suspend", "暂停", from: [.listed], by: [.municipalApprover], to: .stays, given: [.has(.decision, "suspend"), .another(than: .decision), .lacks(.suspension)], clause: "001 三（四）第四句", confirmed: true)
  package static let restore    = Step("entry.restore", "恢复", from: [.listed], by: [.municipalApprover], to: .stays, given: [.has(.decision, "restore"), .another(than: .decision), .has(.suspension)], clause: "001 三（四）第四句", confirmed: true)
  package static let revoke     = Step("entry.revoke", "撤销", from: [.listed], by: [.municipalApprover], to: .ended(.revoked), given: [.has(.decision, "revoke"), .another(than: .decision)], clause: "001 三（四）第四句", confirmed: true, grave: true)
  package static let expire     = Step("entry.expire", "有效期满", from: [.listed], by: [], to: .ended(.expired), given: [.overdue], clause: "001 三（四）第四句", begun: .clock)

  // MARK: To be heard once more
  package static let appeal     = Step("reconsideration.ask", "申请复核", from: [.ended], by: [.signatory], to: .stays, given: [.outcome(heard), .never(.reconsideration)], clause: "001 三（二）第一分句")
  package static let reconsider = Step("reconsideration.grant", "同意复核，重新办理", from: [.ended], by: [.districtApprover, .municipalApprover], to: .back, given: [.outcome(heard), .has(.reconsideration), .untouched], clause: "001 三（二）第一分句", confirmed: true)
  package static let uphold     = Step("reconsideration.refuse", "复核后维持原决定", said: "维持原决定（复核）", from: [.ended], by: [.districtApprover, .municipalApprover], to: .stays, given: [.outcome(heard), .has(.reconsideration), .untouched], clause: "001 三（二）第一分句", confirmed: true, grave: true)

  // MARK: To be taken along, 001 三（一）
  package static let bundle     = Step("application.bundle", "打包下载申请书和全部附件", from: sent, by: working, to: .stays, clause: "001 三（一）第一分句", aside: true)

  package static let table: [Step] = [
    write, attach, detach, askColleague, submit, resubmit, submitSealed, resubmitSealed, enter, enterAgain, lookOver, leaveOut, enterOn, discard, withdraw, undo, lapseDraft, lapse,
    accept, giveBack, refuse, askReturn, signReturn, denyReturn, askExtension, grantExtension, denyExtension, transfer, callBack, receive, deny,
    join, pair, keepApart, consult, answer, recall, recuse, substitute, designate, take, handOver, flag, assign, settle, visit,
    endHonour, honourOver, honourGone, review, verify, recheck, propose, recommend, decline, sendBack, batch,
    takeUp, entrust, screen, pass, correct, fail, rescreen, empanel, commitDraw, revealDraw, annul, report, conclude,
    suggest, approve, dismiss, reopen, recant, publicise, sustain, weigh, overrule, list, remove,
    register, vet, license, unlicense, charge, suspend, restore, revoke, expire, appeal, reconsider,
    uphold, bundle,
  ]

  static let begun = "application.begin"
  static let begunOnPaper = "paper.begin"

  /// On a case's page these stand with the parts they write, not among the buttons.
  static let writing: Set<String> = [write.name, attach.name, detach.name, askColleague.name]

  /// The same by name and by where a case stands, for what is asked of every line of every list.
  private static let byName = Dictionary(table.map { ($0.name, $0) }) { first, _ in first }
  private static let byStage = Dictionary(
    uniqueKeysWithValues: Stage.allCases.map { stage in
      (stage, table.filter { $0.begun == .page && $0.from.contains(stage) })
    })

  /// What is begun from the page of a case that stands there.
  static func offered(at stage: Stage) -> [Step] { byStage[stage] ?? [] }

  static func title(_ name: String) -> String {
    byName[name]?.title
      ?? (name == begun ? "开始填报" : name == begunOnPaper ? "收到书面申请，开始录入" : name)
  }

  /// How long there is at a stage, whichever way a case has come there: what comes back has its days anew.
  static func figure(at stage: Stage) -> Figures.Name? {
    table.first { $0.begun == .page && $0.to == .stage(stage) }?.due
  }

  static func isInternal(_ name: String) -> Bool {
    byName[name]?.isInternal ?? false
  }

  static func isUnsaid(_ name: String) -> Bool { byName[name]?.isUnsaid ?? false }

  /// What these roles go on with from a case's page; neither giving up nor what is done beside is work
  /// that waits.
  static func onward(for roles: Set<Role>) -> [Step] { work(for: roles).steps }

  /// What lies open in every case that these roles can go on with, where that can be said: an approver
  /// waits for what somebody has proposed.
  static func calling(for roles: Set<Role>) -> Set<Matter.Kind>? { work(for: roles).calling }

  /// What goes on from what lies open beside a case that stands there.
  static func goingOn(from matter: Matter, at stage: Stage) -> [Step] {
    onward.filter { step in
      step.from.contains(stage)
        && step.given.contains { condition in
          guard case .has(matter.kind, let word) = condition else { return false }
          return word == nil || word == matter.word
        }
    }
  }

  /// Where somebody could have a case in hand, as a statement is given it.
  static let takeable = take.from.listed

  /// Where they have something to go on with.
  static func stages(with roles: Set<Role>) -> Set<Stage> { work(for: roles).stages }

  static func readiness(for roles: Set<Role>) -> [Stage: Readiness] { work(for: roles).readiness }

  /// The table as these roles see it, looked through once: every desk and every list asks.
  private struct Work: Sendable {
    let steps: [Step]
    let calling: Set<Matter.Kind>?
    let stages: Set<Stage>
    let readiness: [Stage: Readiness]

    init(_ roles: Set<Role>) {
      let steps = onward.filter { !$0.by.isDisjoint(with: roles) }
      self.steps = steps
      calling = Lifecycle.calling(steps)
      stages = steps.reduce(into: []) { $0.formUnion($1.from) }
      readiness = Dictionary(
        uniqueKeysWithValues: stages.map { stage in
          (stage, Lifecycle.readiness(steps.filter { $0.from.contains(stage) }))
        })
    }
  }

  private static func work(for roles: Set<Role>) -> Work { works.made(for: roles) { Work(roles) } }
  private static let works = Memories<Set<Role>, Work>(most: 500)
  private static let onward = table.filter { $0.begun == .page && !$0.isGrave && !$0.isAside }

  private static func calling(_ steps: [Step]) -> Set<Matter.Kind>? {
    var kinds: Set<Matter.Kind> = []
    for step in steps {
      let asked = step.given.compactMap { condition -> Matter.Kind? in
        if case .has(let kind, _) = condition { kind } else { nil }
      }
      if asked.isEmpty { return nil }
      kinds.formUnion(asked)
    }
    return kinds
  }

  /// What every step that these roles go on with there asks of the matters beside a case: none of these
  /// may lie open, this must have been done, and that not.
  struct Readiness: Sendable, Equatable {
    var lacking: Set<Matter.Kind> = [] {
      didSet { lacks = lacking.listed }
    }
    /// As a statement is given them.
    private(set) var lacks = "[]"
    var settled: (kind: Matter.Kind, outcome: String)?
    var unsettled: (kind: Matter.Kind, outcome: String)?

    static func == (one: Readiness, other: Readiness) -> Bool {
      one.lacking == other.lacking && one.settled?.kind == other.settled?.kind
        && one.settled?.outcome == other.settled?.outcome
        && one.unsettled?.kind == other.unsettled?.kind
        && one.unsettled?.outcome == other.unsettled?.outcome
    }
  }

  private static func readiness(_ steps: [Step]) -> Readiness {
    guard let first = steps.first else { return Readiness() }
    let shared = first.given.filter { condition in steps.allSatisfy { $0.given.contains(condition) } }
    return shared.reduce(into: Readiness()) { ready, condition in
      switch condition {
      case .lacks(let kind): ready.lacking.insert(kind)
      case .settled(let kind, let outcome): ready.settled = (kind, outcome)
      case .unsettled(let kind, let outcome): ready.unsettled = (kind, outcome)
      default: break
      }
    }
  }

  /// Whoever works with a case; who only looks on reads its page.
  private static let working: Set<Role> = [.enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover, .screener, .checker, .panelSecretary, .municipalHandler, .municipalApprover, .municipalAdministrator]
  private static let drawers: Set<Role> = [.municipalApprover, .supervisor]
  private static let writers: Set<Role> = [.enterpriseEditor, .signatory]
  private static let underway: Set<Stage> = [.submitted, .returned, .accepted, .recommended, .cultivating, .screening, .reviewing, .reviewed]
  private static let afterHonour: Set<Stage> = [.accepted, .recommended, .cultivating, .screening, .reviewing, .reviewed, .publicised]
  /// Whatever an enterprise has handed in.
  private static let sent = Set(Stage.allCases).subtracting([.draft])
  /// Until it ends; what is open then is closed with it.
  private static let alive = sent.subtracting([.ended])
  private static let atDistrict: Set<Stage> = [.submitted, .accepted, .recommended]
  private static let district: Set<Role> = [.districtHandler, .districtApprover]
  private static let heard: [Outcome] = [.refused, .notRecommended, .failed, .notProposed]
}
