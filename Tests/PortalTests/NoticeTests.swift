import Accounts
import Digest
import Foundation
import JSON
import Registry
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("决定、公示和异议")
struct NoticeTests {
  @Test("拟办和决定是两个人：重拟、不列入各有去处，企业读到的是那段话")
  func decided() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let handler = try await house.enter("sj-lv")
    let approver = try await house.enter("sj-shi", surely: true)
    // 没有拟办意见，不能决定；审核人不能拟办，经办人不能决定。
    let early = try await approver.post("/applications/\(number)/decision/approval")
    #expect(early.status == .conflict && early.code == "decisionMissing")
    #expect(
      try await approver.post(
        "/applications/\(number)/decision", ["decision": "list", "text": "好"]
      ).code == "notYourRole")
    let bare = try await handler.post(
      "/applications/\(number)/decision", ["decision": "notList", "text": "检验报告不全。"])
    #expect(bare.status == .unprocessable)
    let proposed = try await handler.post(
      "/applications/\(number)/decision",
      ["decision": "notList", "text": "检验报告不全。", "remedy": "补齐后下一批再申请。"])
    #expect(proposed.status == .ok, "\(proposed.text)")
    let twice = try await handler.post(
      "/applications/\(number)/decision", ["decision": "list", "text": "好"])
    #expect(twice.status == .conflict && twice.code == "decisionOpen")
    // 企业在决定以前看不到意见。
    let before = try await house.enter("lihua").json("/applications/\(number)")
    #expect(before["decision"] == nil && !before.text.contains("检验报告不全"))
    let names = try await approver.json("/applications/\(number)")["acts"]?.array?
      .compactMap { $0["name"]?.string }
    #expect(
      names == ["recusal.declare", "decision.refuse", "decision.sendBack", "application.bundle"])
    let back = try await approver.post(
      "/applications/\(number)/decision/return", ["reason": "写明是哪一份报告。"])
    #expect(back.status == .ok, "\(back.text)")
    #expect(
      try await handler.post(
        "/applications/\(number)/decision",
        ["decision": "notList", "text": "缺 2025 年检验报告。", "remedy": "补齐后下一批再申请。"]
      ).status == .ok)
    let done = try await approver.post(
      "/applications/\(number)/decision/refusal", ["number": .string(number)])
    #expect(done.json["outcome"] == "notProposed", "\(done.text)")
    let file = try await house.enter("lihua").json("/applications/\(number)")
    #expect(file["decision"]?["text"] == "缺 2025 年检验报告。")
    #expect(file["letters"]?.array?.contains { $0["title"] == "评审结果通知书" } == true)
    #expect(house.faults == [])
  }

  @Test("同意列入以后，经办不再有活；发布以前审核人可以撤回，经办重拟，企业不知道")
  func recanted() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    try await house.act(number, "decision", ["decision": "list", "text": "建议列入。"], by: "sj-lv")
    try await house.act(number, "decision/approval", by: "sj-shi")
    let handler = try await house.enter("sj-lv")
    #expect(try await !house.names(number, "sj-lv").contains("decision.propose"))
    let again = try await handler.post(
      "/applications/\(number)/decision", ["decision": "notList", "text": "试", "remedy": "试"])
    #expect(again.status == .conflict && again.code == "decisionDone", "\(again.text)")
    func called(_ login: String) async throws -> Bool {
      let items = try await house.enter(login).json("/desk")["items"]?.array ?? []
      return items.contains {
        $0["subject"] == .string("application/\(number)") && $0["mine"] == true
      }
    }
    #expect(try await !called("sj-lv"))
    // 下一步和同一批的一起办：审核人在这一页上就找得到。
    #expect(
      try await house.enter("sj-shi").page("/applications/\(number)").text.contains(
        "<a class=\"button\" href=\"/rounds/2026-1/notice\">发布公示</a>"))
    // 同意以后条件变了，不能公示：在审核人那里，不会没有人管。
    #expect(try await !called("sj-shi"))
    let writer = try await house.enter("lihua")
    let edition = try await writer.json("/declaration")["edition"]?.integer ?? 1
    _ = try await house.declare(writer, edition, ("hadAccident", true))
    try house.take(
      .accidents, "91310104MA1FR00186,安全,重大,2026-06-01,样例事故,样例来源（虚构）,2026-11-20")
    #expect(try await called("sj-shi"))
    try await house.act(
      number, "decision/recantation", ["reason": "检验报告有疑问"], by: "sj-shi")
    #expect(try await !called("sj-shi"))
    #expect(try await called("sj-lv"))
    #expect(try await house.names(number, "sj-lv").contains("decision.propose"))
    #expect(try await house.enter("sj-shi").json("/rounds/2026-1")["acts"] == [])
    #expect(
      try await !house.enter("lihua").json("/applications/\(number)").text.contains("检验报告有疑问"))
    let news = try await handler.json("/inbox")["items"]?.array?.first?["text"]?.string ?? ""
    #expect(news.contains("检验报告有疑问"), "\(news)")
    #expect(house.faults == [])
  }

  @Test("由没有经手过的审核人发布，就再没有人可以决定异议的，发布的页面先说明；由经手过的发布，没有这回事")
  func usedUp() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    try await house.act(number, "decision", ["decision": "list", "text": "建议列入。"], by: "sj-lv")
    try await house.act(number, "decision/approval", by: "sj-shi")
    let words = "再没有审核人可以决定这些申请的异议"
    let page = "/rounds/2026-1/notice"
    #expect(try await house.enter("sj-fang", surely: true).page(page).text.contains(words))
    #expect(try await !house.enter("sj-shi", surely: true).page(page).text.contains(words))
  }

  @Test("放假安排还没有公布的年份，公示的日期写明暂定")
  func guessed() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    try await house.act(number, "decision", ["decision": "list", "text": "建议列入。"], by: "sj-lv")
    try await house.act(number, "decision/approval", by: "sj-shi")
    let published = try await house.enter("sj-shi", surely: true).post(
      "/rounds/2026-1/notice", ["channel": "质量发展处", "number": "2026-1", "startsOn": "2027-01-11"])
    let notice = try #require(published.json["id"]?.string, "\(published.text)")
    #expect(try await house.json("/api/v1/notices/\(notice)")["provisional"] == true)
    #expect(try await house.get("/notices/\(notice)").text.contains("当年的放假安排还没有公布"))
  }

  @Test("一批里公示两次，各有各的名称")
  func twice() async throws {
    let house = try await House.withRound()
    let numbers = [try await house.reviewed(), try await house.reviewed("禾欣点心")]
    var titles: [String] = []
    for number in numbers {
      let notice = try await house.publicised([number])
      titles.append(try await house.json("/api/v1/notices/\(notice)")["title"]?.string ?? "")
    }
    #expect(titles[1] == titles[0] + "（第 2 次）")
    #expect(house.faults == [])
  }

  @Test("公示首尾两日按工作日算，内容冻结，指纹谁都能算；发布的按钮只给能发布的人")
  func published() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let approver = try await house.enter("sj-shi", surely: true)
    #expect(try await approver.json("/rounds/2026-1")["acts"] == [])
    let early = try await approver.post(
      "/rounds/2026-1/notice", ["channel": "质量发展处", "number": "2026-1"])
    #expect(early.status == .conflict && early.code == "nothingToPublish")
    let notice = try await house.publicised([number])
    #expect(try await approver.json("/rounds/2026-1")["acts"] == [])
    let shown = try await house.json("/api/v1/notices/\(notice)")
    // 2026-11-20 是星期五，五个工作日，到下星期四。
    #expect(shown["startsOn"] == "2026-11-20" && shown["endsOn"] == "2026-11-26")
    #expect(shown["provisional"] == false)
    #expect(shown["items"]?.array?.count == 1)
    #expect(shown["items"]?.array?.first?["number"] == .string(number))
    #expect(shown["acts"]?.array?.map { $0["name"] } == ["objection.file"])
    let content = try await house.get("/api/v1/notices/\(notice)/content")
    #expect(shown["hash"] == .string(Hex.text(SHA256.hash(content.body))))
    #expect(content.json["head"]?["hash"] == shown["head"])
    let file = try await house.enter("lihua").json("/applications/\(number)")
    #expect(file["stage"] == "publicised" && file["turn"]?["until"] == "2026-11-26")
    #expect(try await house.json("/api/v1/notices")["items"]?.array?.first?["phase"] == "running")
    let page = try await house.get("/notices/\(notice)")
    #expect(page.status == .ok && page.text.contains("公示中"))
    #expect(house.faults == [])
  }

  @Test("异议：只在公示期内，凭查询码看进展，只停下这一项；成立的移出，企业不知道是谁提的")
  func sustained() async throws {
    let house = try await House.withRound()
    let held = try await house.reviewed()
    let free = try await house.reviewed("禾欣燕麦片")
    let notice = try await house.publicised([held, free])
    let wrong = try await house.object("2026-1-0000000", to: notice)
    #expect(wrong.status == .unprocessable)
    let nameless = try await house.object(held, to: notice, [("objectorName", "")])
    #expect(nameless.status == .unprocessable)
    let filed = try await house.object(held, to: notice)
    let code = try #require(filed.json["code"]?.string, "\(filed.text)")
    #expect(filed.json["toldBy"] == "2026-11-25")
    let status = try await house.post("/objections/status", ["code": .string(code)])
    #expect(status.json["state"] == "open")
    #expect(
      try await house.post("/objections/status", ["code": "nothing"]).status == .unprocessable)
    let writer = try await house.enter("lihua")
    let seen = try await writer.json("/applications/\(held)")
    #expect(seen["objections"]?.array?.map { $0["state"] } == ["open"])
    #expect(!seen.text.contains("龚正明") && !seen.text.contains("商标已经转让"))

    // 经办过的人看不到是谁提的，也不能办。
    let toucher = try await house.enter("sj-lv")
    let id = try #require(
      try await toucher.json("/objections")["items"]?.array?.first?["id"]?.string)
    let hidden = try await toucher.json("/objections/\(id)")
    #expect(hidden["answers"] == nil && hidden["acts"] == [])
    let opinion: JSON = ["conclusion": "sustained", "reason": "商标已转让他人。"]
    let own = try await toucher.post("/objections/\(id)/opinion", opinion)
    #expect(own.status == .conflict && own.code == "samePerson")
    #expect(try await toucher.get("/objections/\(id)/evidence").status == .notFound)
    let fresh = try await house.enter("sj-gu")
    #expect(try await fresh.json("/objections/\(id)")["answers"]?["objectorName"] == "龚正明")
    // 材料先登记查看，再打开；登记在案。
    #expect(try await fresh.get("/objections/\(id)/evidence").code == "openFirst")
    let opened = try await fresh.post("/objections/\(id)/evidence/opening").json["href"]?.string
    let href = String(try #require(opened).dropFirst("/api/v1".count))
    #expect(try await fresh.get(href).status == .ok)
    #expect(try await toucher.get(href).status == .notFound)
    #expect(try house.journal("objection.evidence.open") == ["查看异议的证据材料"])
    #expect(try await fresh.post("/objections/\(id)/opinion", opinion).status == .ok)

    house.passNotice()
    let approver = try await house.enter("sj-shi", surely: true)
    let late = try await house.object(free, to: notice)
    #expect(late.status == .conflict && late.code == "notInPeriod")
    // 只有没有异议的一项能发布。
    let listed = try await approver.post(
      "/notices/\(notice)/list", ["documentNumber": "沪市监质发〔2026〕128号", "number": "2026-1"])
    #expect(listed.json["count"] == 1, "\(listed.text)")
    let decider = try await house.enter("sj-fang", surely: true)
    let decided = try await decider.post(
      "/objections/\(id)/decision", ["number": .string(held)])
    #expect(decided.json["state"] == "sustained", "\(decided.text)")
    let gone = try await house.enter("lihua").json("/applications/\(held)")
    #expect(gone["stage"] == "ended" && gone["outcome"] == "removed")
    #expect(!gone.text.contains("龚正明"))
    // What was published stays; that it has left is said beside it, once.
    let shown = try await house.get("/notices/\(notice)").text
    #expect(shown.components(separatedBy: "已移出公示").count == 2)
    let items = try await house.json("/api/v1/notices/\(notice)")["items"]?.array ?? []
    #expect(
      Dictionary(uniqueKeysWithValues: items.map { ($0["number"]?.string, $0["removed"]) }) == [
        held: true, free: false,
      ])
    let told = try await house.post("/objections/status", ["code": .string(code)])
    #expect(told.json["state"] == "sustained")
    try house.makeSure(of: decider)
    let again = try await decider.post("/objections/\(id)/decision", ["number": .string(held)])
    #expect(again.status == .conflict && again.code == "decidedAlready")
    #expect(house.faults == [])
  }

  @Test("异议不成立的，恢复发布")
  func rejected() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    #expect(try await house.object(number, to: notice).status == .ok)
    house.passNotice()
    let approver = try await house.enter("sj-shi", surely: true)
    let document: JSON = ["documentNumber": "沪市监质发〔2026〕128号", "number": "2026-1"]
    let blocked = try await approver.post("/notices/\(notice)/list", document)
    #expect(blocked.status == .conflict && blocked.code == "objectionOpen")
    let handler = try await house.enter("sj-gu")
    let id = try #require(
      try await handler.json("/objections")["items"]?.array?.first?["id"]?.string)
    #expect(
      try await handler.post(
        "/objections/\(id)/opinion", ["conclusion": "rejected", "reason": "商标注册证有效。"]
      ).status == .ok)
    #expect(
      try await house.enter("sj-fang", surely: true).post(
        "/objections/\(id)/decision", ["number": .string(number)]
      ).json["state"] == "rejected")
    #expect(try await approver.post("/notices/\(notice)/list", document).json["count"] == 1)
    #expect(house.faults == [])
  }
}
