import JSON
import Vocabulary

/// What happens in each round, in order.
extension Play {
  /// The finished one: listed, marks licensed, one entry suspended, one revoked.
  mutating func first() async throws {
    try go(189)
    try await open(1, from: 176, until: 150)
    try await fillPool()
    try go(181)
    for enterprise in script.enterprises { try await declare(enterprise) }
    try go(168, isOffice: false)
    for (index, enterprise) in script.enterprises.enumerated() {
      try await submit(enterprise, in: 1, honoured: index % 4 == 0, leads: index % 3 == 0)
    }
    let all = script.enterprises.map(\.key)
    try go(165)
    for key in all { try await accept(1, key) }
    try await giveBack(1, "d04", ["finances": "上一年度的研发费用与审计报告不一致，请核对。"])
    try go(163)
    try await resubmit(1, "d04")
    try go(160)
    for key in all { try await recommend(1, key) }
    try go(149)
    try await sendBatches(1)
    for key in all { try await takeUp(1, key) }
    try await holdFirst()
    try go(140)
    try await entrust(1)
    try go(136)
    for key in all { try await screen(1, key) }
    let panel = try await panel(1, all, bears: nil)
    try go(126)
    for key in all { try await score(panel, 1, key) }
    try go(122)
    try await report(panel, 1, all)
    try await publishFirst(all)
  }

  private func publishFirst(_ all: [String]) async throws {
    try go(118)
    for key in all where key != "d18" {
      try await decide(1, key, "专家评审达到合格分数，建议列入公示。")
    }
    try await dismiss(1, "d18")
    let shown = all.filter { $0 != "d18" }
    let notice = try await publicise(1)
    // Published in a holiday, it begins with the next working day.
    let begins = (100...118).last { calendar.isWorking(day($0)) } ?? 118
    try go(begins, isOffice: false)
    try await object(1, "d01", notice)
    try await object(1, "d17", notice)
    try go(begins - 4)
    try await settleObjections(["d01": false, "d17": true], 1)
    try go(98)
    try await list(notice, "沪市监质发〔\(stage.today.year)〕31号")
    try go(92)
    let listed = shown.filter { $0 != "d17" }
    for key in listed.suffix(12) + listed.prefix(6) { try await license(1, key) }
    try go(89)
    try await measure(1, "d05", "suspend", "监督抽查发现一批次产品标签不符合规定，整改期间暂停。", "suspension")
    try await measure(1, "d06", "revoke", "企业终止该项服务，不再符合条件。", "revocation")
  }

  /// Runs: two are on public notice, one of them objected to; two wait for the decision, two for scores.
  mutating func second() async throws {
    let all = ["hexin", "d01", "d02", "d03", "d04", "yunshu", "d05", "d06"]
    try go(88)
    try await open(2, from: 86, until: 72)
    try go(82, isOffice: false)
    for key in all { try await submit(script.more(key, 0), in: 2, honoured: key == "hexin") }
    try go(80)
    for key in all { try await accept(2, key) }
    try go(76)
    for key in all where key != "d06" { try await recommend(2, key) }
    try await decline(2, "d06")
    let recommended = all.filter { $0 != "d06" }
    try go(71)
    try await sendBatches(2)
    for key in recommended { try await takeUp(2, key) }
    try go(66)
    try await entrust(2)
  }

  /// Runs: at the screeners', in cultivation, recommended.
  mutating func third() async throws {
    let all = ["d07", "d08", "d09", "d10", "d11", "hexin", "d12"]
    try go(64)
    try await open(3, from: 62, until: 48)
    try go(58, isOffice: false)
    for key in all { try await submit(script.more(key, key == "hexin" ? 1 : 0), in: 3) }
    try await secondScreened()
    try go(55)
    for key in all { try await accept(3, key) }
    try go(52, isOffice: false)
    try await withdraw(3, "d12")
    try go(50)
    for key in all where key != "d12" { try await recommend(3, key) }
    try await secondScored()
    try go(46)
    // 徐汇 has yet to send its batch.
    try await sendBatches(3, except: ["xuhui"])
    for key in ["d07", "d08"] { try await takeUp(3, key) }
    try go(38)
    try await entrust(3)
    for key in ["d09", "d10"] { try await takeUp(3, key) }
  }

  private func secondScreened() async throws {
    for key in ["hexin", "d01", "d02", "d03", "d04", "yunshu"] { try await screen(2, key) }
    try await screen(2, "d05", conclusion: "fail")
  }

  private mutating func secondScored() async throws {
    let group = ["hexin", "d01", "d02", "d03"]
    let panel = try await panel(2, group, bears: nil)
    for key in group { try await score(panel, 2, key) }
    try await report(panel, 2, group)
  }

  /// Has closed: the districts have it in hand.
  mutating func fourth() async throws {
    try go(26)
    try await open(4, from: 24, until: 4)
    try go(16)
    try await screen(3, "d07", decides: false)
    var notice = ""
    for key in ["hexin", "d01"] { try await decide(2, key, "专家评审达到合格分数，建议列入公示。") }
    try await propose(2, "d02", "专家评审达到合格分数，建议列入公示。")
    // A notice begins on a working day; the objection comes within it, whatever holidays there are.
    let noticed = (4...14).first { calendar.isWorking(day($0)) } ?? 4
    if noticed > 8 { notice = try await publiciseSecond(noticed) }
    try go(8)
    let panel = try await panel(2, ["d04", "yunshu"], bears: "zj-xu")
    if noticed == 8 || noticed == 7 { notice = try await publiciseSecond(noticed) }
    try go(7, isOffice: false)
    for key in ["hexin", "d13", "d17", "d14", "d22", "d16"] {
      try await submit(script.more(key, key == "hexin" ? 2 : 0), in: 4, honoured: key == "d17")
    }
    try await submit(script.more("d12", 1), in: 4, honoured: true)
    if noticed == 6 || noticed == 5 { notice = try await publiciseSecond(noticed) }
    try go(5, isOffice: false)
    for key in ["hexin", "d13", "d17", "d14", "d12"] { try await accept(4, key) }
    for key in ["d17", "d14"] {
      try await take(4, key)
      try await consult(4, key, "该企业近三年有没有因为质量问题受到投诉或者处罚？")
    }
    try await score(panel, 2, "d04", except: ["zj-xu", "zj-he"])
    if noticed < 5 { notice = try await publiciseSecond(noticed) }
    try go(3, isOffice: false)
    try await giveBack(4, "hexin", ["financeFile": "缺上一年度的审计报告。", "quality": "请写明最近一次监督抽查的结果。"])
    try await giveBack(4, "d13", ["trademarkFile": "商标注册证不清楚，请重新扫描。"])
    try await suggest(4, "d12")
    // 徐汇's department has answered; 浦东's has not.
    try await answerConsultation(
      "xh-feng", 4, "d17", "agree", "近三年没有处罚记录，投诉 2 件均已办结。", by: "冯涛，商务委员会四级主任科员")
    try await flag(4, "d17", "检验报告的委托单位用的是原名，请对照变更登记核实。")
    try await object(2, "hexin", notice)
  }

  private func publiciseSecond(_ before: Int) async throws -> String {
    try go(before, isOffice: false)
    return try await publicise(2)
  }

  /// Is open: two are being written.
  mutating func fifth() async throws {
    try await open(5, from: 2, until: -30)
    try go(1, isOffice: false)
    try await draft(script.more("hexin", 3), in: 5, sections: ["1", "2", "3"])
    try await draft(script.more("yunshu", 1), in: 5, sections: ["1"])
    try await enter(script.onPaper[0], received: day(2))
    try await enter(script.onPaper[1], received: day(1), sections: ["1", "2"])
    try await announceComing()
    for login in ["xh-sunli", "xh-zhouwei", "pd-wuqiang", "sj-lv", "sj-shi", "zp-yang", "zp-zhu"] {
      try await stage.post(login, "/inbox/reading")
    }
  }
}
