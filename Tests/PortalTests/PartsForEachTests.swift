import Accounts
import JSON
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("一个案卷，各看各的：没有决定的不给企业看，打不开的不给链接，说得出还要等谁、等到哪一天")
struct PartsForEachTests {
  let house: House

  init() throws { house = try House() }

  /// What was said of each, the latest last.
  private func history(_ number: String, _ login: String) async throws -> [String: String] {
    let events =
      try await house.enter(login).json("/applications/\(number)")["history"]?.array ?? []
    return Dictionary(
      events.reversed().map { ($0["act"]?.string ?? "", $0["text"]?.string ?? "") }
    ) { _, last in last }
  }

  @Test("提出的意见、退回重提、审核意见的各版，企业看得到有这回事，看不到写了什么；决定写明")
  func undecided() async throws {
    let number = try await house.accepted()
    try await house.act(
      number, "review", ["edition": 0, "answers": DistrictTests.failing], by: "xh-sunli")
    let honour = try await house.enter("xh-sunli").json("/applications/\(number)")["honours"]?
      .array?.first?["honour"]
    try await house.act(
      number, "honours",
      [
        "honour": honour ?? "", "verdict": "rejected", "basis": "announcement", "evidence": "名单里没有",
      ], by: "xh-sunli")
    try await house.act(
      number, "proposal", ["decision": "notRecommend", "opinion": "内部意见。"], by: "xh-sunli")
    try await house.act(number, "proposal/return", ["reason": "内部再议。"], by: "xh-zhouwei")
    let inner = ["district.review", "recommendation.propose", "recommendation.sendBack"]
    let office = try await history(number, "sj-lv")
    let own = try await history(number, "lihua")
    for act in inner {
      #expect(office[act]?.isEmpty == false, "\(act)")
      #expect(own[act] == "", "\(act)")
    }
    #expect(own["application.accept"] != nil)
    let page = try await house.enter("lihua").page("/applications/\(number)").text
    #expect(!page.contains("内部意见") && !page.contains("内部再议"))
    try await house.act(
      number, "review", ["edition": 1, "answers": DistrictTests.review], by: "xh-sunli")
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    try await house.act(number, "recommendation", by: "xh-zhouwei")
    #expect(try await history(number, "lihua")["recommendation.approve"] == "符合条件。")
    #expect(house.faults == [])
  }

  @Test("评审组和评分表，机构里打得开的人才有链接；别的人看得到到了哪一步")
  func links() async throws {
    try house.openRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    _ = try await house.drawn([number])
    let path = "/applications/\(number)"
    for login in ["zp-yang", "zp-zhu"] {
      let reader = try await house.enter(login)
      let seen = try await reader.json(path)
      #expect(seen["panel"]?["state"] != nil && seen["panel"]?["href"] == nil, "\(login)")
      #expect(seen["sheets"]?.array?.allSatisfy { $0["href"] == nil } == true, "\(login)")
      let page = try await reader.page(path).text
      #expect(!page.contains("href=\"/panels/") && !page.contains("href=\"/reviews/"), "\(login)")
    }
    let secretary = try await house.enter("zp-qin").json(path)
    let panel = String(try #require(secretary["panel"]?["href"]?.string).dropFirst(7))
    #expect(try await house.enter("zp-qin").get(panel).status == .ok)
    #expect(house.faults == [])
  }

  @Test("草稿写明填报到哪一天；列表、案卷、工作台说的一样；提交以后按受理的期限")
  func window() async throws {
    try house.openRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let seen = try await writer.json("/applications/\(number)")
    let until = try #require(seen["turn"]?["until"]?.string)
    let round = try await writer.json("/rounds/2026-1")
    #expect(round["next"]?["on"] == .string(until), "\(until) \(round.text)")
    #expect(seen["turn"]?["clock"] == "window" && seen["turn"]?["provisional"] == false)
    #expect(seen["clocks"]?.array?.first?["title"] == "填报")
    let row = try await writer.json("/applications")["items"]?.array?.first
    #expect(row?["turn"] == seen["turn"], "\(row?.text ?? "")")
    let task = try await writer.json("/desk")["items"]?.array?.first {
      $0["href"] == .string("/applications/\(number)")
    }
    #expect(task?["due"]?.text.contains(until) == true, "\(task?.text ?? "")")
    #expect(house.faults == [])
  }

  @Test("已推荐、还没有报送的，写明等谁；书面申请的事不出现在网上提出的申请里；提了另一种意见的，说得对")
  func blocked() async throws {
    let number = try await house.recommended()
    let handler = try await house.enter("xh-sunli")
    let seen = try await handler.json("/applications/\(number)")
    let plan = seen["blocked"]?.array?.first { $0["name"] == "plan.takeUp" }
    #expect(plan?["reason"] == "还没有报送市局，等本单位审核人员报送。")
    #expect(
      try await handler.page("/applications/\(number)").text.contains("还没有报送市局，等本单位审核人员报送。"))
    for login in ["wangjianguo", "xh-sunli"] {
      let names =
        try await house.enter(login).json("/applications/\(number)")["blocked"]?.array?
        .compactMap { $0["name"]?.string } ?? []
      #expect(names.allSatisfy { !$0.hasPrefix("paper.") }, "\(login)：\(names)")
    }
    let writer = try await house.enter("lihua")
    let other = try await house.draft(by: writer, "禾欣点心")
    try await house.fill(other, by: writer)
    try await house.submit(other)
    try await house.act(other, "acceptance", by: "xh-sunli")
    try await house.act(
      other, "review", ["edition": 0, "answers": DistrictTests.review], by: "xh-sunli")
    try await house.act(
      other, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    let no = try await house.enter("xh-zhouwei").json("/applications/\(other)")["blocked"]?.array?
      .first { $0["name"] == "recommendation.decline" }
    #expect(no?["reason"] == "现在等决定的是“同意推荐”，这一项不适用。", "\(no?.text ?? "")")
    #expect(house.faults == [])
  }

  @Test("签署人撤回的，由签署人撤销撤回；放弃的草稿，编辑也找得回")
  func takenBack() async throws {
    let number = try await house.submitted()
    try await house.act(
      number, "withdrawal", ["number": .string(number), "reason": "产品调整"], by: "wangjianguo")
    let path = "/applications/\(number)"
    #expect(try await house.enter("lihua").post("\(path)/undo").code == "signatoryOnly")
    let names = try await house.enter("lihua").json(path)["acts"]?.array?.map { $0["name"] }
    #expect(names?.contains("application.undo") == false)
    try await house.act(number, "undo", by: "wangjianguo")
    #expect(house.faults == [])
  }

  @Test("没有要填的，多写的也不收；培育措施不能在今天以前完成")
  func strict() async throws {
    let number = try await house.recommended()
    let path = "/applications/\(number)"
    let approver = try await house.enter("xh-zhouwei", surely: true)
    _ = try await approver.post("/batches/new", house.batch())
    let handler = try await house.enter("xh-sunli")
    let early = try await handler.post("\(path)/plan", ["measure": "辅导", "until": "2026-11-19"])
    #expect(early.json["errors"]?.array?.map { $0["code"] } == ["tooEarly"], "\(early.text)")
    let writer = try await house.enter("lihua")
    let other = try await house.draft(by: writer, "禾欣点心")
    let wrong = try await writer.post("/applications/\(other)/discard", ["edtion": 4])
    #expect(wrong.json["errors"]?.array?.map { $0["code"] } == ["unknownField"], "\(wrong.text)")
    #expect(house.faults == [])
  }

  @Test("程序从回答里就知道：退回可以写哪些题，不予受理是哪几条")
  func told() async throws {
    let number = try await house.submitted()
    let acts =
      try await house.enter("xh-sunli").json("/applications/\(number)")["acts"]?.array ?? []
    let back = try #require(acts.first { $0["name"] == "application.return" })
    #expect(
      back["schema"] == ["$ref": "/openapi.json#/components/schemas/pilot-2024.F1.corrections"])
    let shapes = try await house.json("/openapi.json")["components"]?["schemas"]
    let shape = try #require(shapes?["pilot-2024.F1.corrections"])
    #expect(shape["properties"]?["innovation"]?["type"] == "string")
    #expect(shape["properties"]?["licenceFile"] != nil && shape["additionalProperties"] == false)
    let wrong = try await house.enter("xh-sunli").post(
      "/applications/\(number)/return", ["items": "innovation"])
    #expect(wrong.json["errors"]?.array?.map { $0["code"] } == ["wrongType"], "\(wrong.text)")
    let refusal = acts.first { $0["name"] == "application.refuse" }
    #expect(
      refusal?["conditions"]?.array?.map { $0["condition"] }
        == ["condition1", "condition2", "condition3", "condition4"])
    #expect(house.faults == [])
  }

  @Test("补正交回以前，写明哪几处还没有改")
  func untouched() async throws {
    let number = try await house.submitted()
    try await house.act(
      number, "return",
      ["items": ["innovation": "请写明专利号", "licenceFile": "看不清楚，请重新扫描。"]], by: "xh-sunli")
    let signatory = try await house.enter("wangjianguo")
    let path = "/applications/\(number)/resubmission"
    let before = try await signatory.page(path).text
    #expect(before.contains("要补正的还有 2 处没有改。") && before.contains("请写明专利号"))
    let file = try await house.enter("lihua").upload(
      "/applications/\(number)/files/licenceFile", [], [("file", Houses.pdf + [0x0A])])
    #expect(file.status == .ok, "\(file.text)")
    let after = try await signatory.page(path).text
    #expect(after.contains("要补正的还有 1 处没有改。"), "\(after)")
    #expect(house.faults == [])
  }

  @Test("委托的提议：审核人可以不同意，提出的人可以收回，写明理由；以后能重新提出；决定了的不能")
  func commission() async throws {
    let number = try await house.cultivating()
    let handler = try await house.enter("sj-lv")
    let body = try #require(try await handler.json("/commissions")["bodies"]?.array?.first?["body"])
    func propose() async throws -> String {
      let asked = try await handler.post(
        "/commissions/new", ["round": "2026-1", "body": body, "note": "初筛和评审"])
      return try #require(asked.json["id"]?.string, "\(asked.text)")
    }
    let first = try await propose()
    let approver = try await house.enter("sj-shi", surely: true)
    let items = try await approver.json("/commissions")["items"]?.array
    #expect(
      items?.first?["acts"]?.array?.map { $0["name"] } == [
        "commission.entrust", "commission.refuse",
      ])
    #expect(try await approver.page("/commissions/\(first)/refusal").text.contains("初筛和评审"))
    let other = try await house.enter("sj-gu").post(
      "/commissions/\(first)/refusal", ["reason": "试"])
    #expect(other.code == "notYours", "\(other.text)")
    let no = try await approver.post("/commissions/\(first)/refusal", ["reason": "范围没有写明"])
    #expect(no.json == ["id": .string(first), "reason": "范围没有写明"], "\(no.text)")
    #expect(try await handler.inboxTitles().first?.hasSuffix("的提议没有同意") == true)
    #expect(
      try await approver.post("/commissions/\(first)/decision", ["number": "2026-1"]).status
        == .notFound)
    let second = try await propose()
    #expect(
      try await handler.post("/commissions/\(second)/refusal", ["reason": "写错机构"]).status == .ok)
    let third = try await propose()
    let yes = try await house.enter("sj-shi", surely: true).post(
      "/commissions/\(third)/decision", ["number": "2026-1"])
    #expect(yes.json["cases"] == 1, "\(yes.text)")
    let late = try await approver.post("/commissions/\(third)/refusal", ["reason": "试"])
    #expect(late.code == "decidedAlready")
    #expect(try await handler.json("/applications/\(number)")["stage"] == "screening")
    #expect(house.faults == [])
  }
}
