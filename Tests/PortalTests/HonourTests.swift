import Applications
import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("称号在补正前后：补了证明的再核实，不再填写的不再优先")
struct HonourTests {
  let house: House

  init() throws { house = try House() }

  /// Accepted, with one honour claimed.
  private func accepted() async throws -> String {
    let number = try await house.submitted()
    try await house.act(number, "acceptance", by: "xh-sunli")
    return number
  }

  private func file(_ number: String) async throws -> JSON {
    try await house.enter("xh-sunli").json("/applications/\(number)")
  }

  private func verify(_ number: String, _ verdict: String) async throws {
    let open = try await file(number)["honours"]?.array?.first { $0["verdict"] == nil }
    try await house.act(
      number, "honours",
      [
        "honour": try #require(open?["honour"]), "verdict": .string(verdict),
        "variant": "mayorQualityAward", "basis": "announcement", "evidence": "沪府发〔2024〕3号",
      ], by: "xh-sunli")
  }

  private func giveBack(_ number: String, _ items: JSON) async throws {
    try await house.act(number, "return", ["items": items], by: "xh-sunli")
  }

  private func correct(_ number: String, _ honours: JSON) async throws {
    let writer = try await house.enter("lihua")
    let part = try await writer.json("/applications/\(number)/sections/5")
    let saved = try await house.save(
      number, 5, ["honours": honours], by: writer, edition: part["edition"]?.integer ?? 0)
    try #require(saved.status == .ok, "\(saved.text)")
    try await hand(number)
  }

  private func hand(_ number: String) async throws {
    let sent = try await house.enter("wangjianguo", surely: true).post(
      "/applications/\(number)/resubmission", ["agreed": true])
    try #require(sent.json["stage"] == "accepted", "\(sent.text)")
  }

  private func waits(_ number: String) async throws -> Bool {
    try await file(number)["acts"]?.array?.contains { $0["name"] == "honour.verify" } == true
  }

  @Test("不能证实的称号：补了证明，再核实一次，属实的就是重点推荐；别的补正不惊动它")
  func shown() async throws {
    let number = try await accepted()
    try await verify(number, "rejected")
    #expect(try await !waits(number))
    try await giveBack(number, ["honours": "请附证书", "honourFile": "请附证书"])
    let writer = try await house.enter("lihua")
    let sent = try await writer.upload(
      "/applications/\(number)/files/honourFile", [], [("file", Houses.pdf)])
    try #require(sent.status == .ok, "\(sent.text)")
    var claim = try #require(Filled.honours.array?.first?.members)
    claim.append(.init("honourProof", "file.pdf"))
    try await correct(number, [.object(claim)])
    #expect(try await waits(number))
    try await verify(number, "verified")
    #expect(try await file(number)["priority"] == "上海市市长质量奖")
    #expect(house.faults == [])
  }

  @Test("对照的东西要在：没有附证书的不能说对照了证书，登记数据里没有的不能说对照了登记数据；附了，有了，才可以")
  func basis() async throws {
    let number = try await accepted()
    try house.store.writeAndWait {
      try $0.run("DELETE FROM registry_record WHERE kind = 'honours'")
    }
    for basis in ["certificate", "register", "hearsay"] {
      let refused = try await against(basis, number, "verified")
      #expect(refused.status == .unprocessable)
      #expect(refused.json["errors"]?.array?.map { $0["field"] } == ["basis"], "\(refused.text)")
    }
    // 看过了没有的，可以说看的是什么。
    #expect(try await against("register", number, "rejected").status == .ok)
    try await giveBack(number, ["honours": "请附证书", "honourFile": "请附证书"])
    let writer = try await house.enter("lihua")
    _ = try await writer.upload(
      "/applications/\(number)/files/honourFile", [], [("file", Houses.pdf)])
    var claim = try #require(Filled.honours.array?.first?.members)
    claim.append(.init("honourProof", "file.pdf"))
    try await correct(number, [.object(claim)])
    #expect(try await against("certificate", number, "verified").status == .ok)
    let found = try await file(number)["honours"]?.array?.filter { $0["verdict"] == "verified" }
    #expect(found?.map { $0["basis"] } == ["certificate"])
    #expect(found?.map { $0["evidence"] } == ["看了"])
    let page = try await house.enter("xh-sunli").page("/applications/\(number)").text
    #expect(page.contains("申请所附的证书：看了"))
  }

  private func against(
    _ basis: String, _ number: String, _ verdict: String
  ) async throws -> Response {
    let open = try await file(number)["honours"]?.array?.first { $0["verdict"] == nil }
    return try await house.enter("xh-sunli").post(
      "/applications/\(number)/honours",
      [
        "honour": try #require(open?["honour"]), "verdict": .string(verdict),
        "variant": "mayorQualityAward", "basis": .string(basis), "evidence": "看了",
      ])
  }

  @Test("不能证实的称号：补的是别的，称号照旧，不再核实")
  func untouched() async throws {
    let number = try await accepted()
    try await verify(number, "rejected")
    try await giveBack(number, ["innovation": "请写明专利号"])
    let writer = try await house.enter("lihua")
    let part = try await writer.json("/applications/\(number)/sections/7")
    let saved = try await house.save(
      number, 7, ["innovation": "专利 1 号。"], by: writer, edition: part["edition"]?.integer ?? 0)
    try #require(saved.status == .ok, "\(saved.text)")
    try await hand(number)
    #expect(try await !waits(number))
  }

  @Test("核实过的称号：补正时不再填写的，重点推荐随之取消，也没有可以记录失效的；再填上，再核实")
  func leftOut() async throws {
    let number = try await accepted()
    try await verify(number, "verified")
    #expect(try await file(number)["priority"] == "上海市市长质量奖")
    try await giveBack(number, ["honours": "请核对"])
    try await correct(number, [])
    let left = try await file(number)
    #expect(left["priority"] == nil)
    #expect(left["honours"]?.array?.map { $0["ended"] } == ["leftOut"])
    #expect(left["acts"]?.array?.contains { $0["name"] == "honour.end" } == false)
    #expect(try await !waits(number))
    #expect(house.faults == [])
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("推荐以后才填的称号：填的地方说明不再核实，不增加重点推荐，也不留下没有人办的事；删去的照样不再算数")
  func late() async throws {
    let number = try await house.recommended()
    #expect(try await file(number)["priority"] == "上海市市长质量奖")
    try house.place(number, at: "cultivating", by: "plan.takeUp")
    try house.place(number, at: "screening")
    try await house.screen(number, "correct", [.init("conclusionReason", "称号请核对")])
    let returned = try await house.enter("zp-zhu").post(
      "/applications/\(number)/screening/return", ["items": ["honours": "请核对"]])
    try #require(returned.json["stage"] == "returned", "\(returned.text)")
    let writer = try await house.enter("lihua")
    let caution = "现在新填或者改写的称号不再核实，不会增加重点推荐"
    #expect(try await writer.page("/applications/\(number)/sections/5").text.contains(caution))
    let kept = try #require(Filled.honours.array?.first)
    let part = try await writer.json("/applications/\(number)/sections/5")
    let saved = try await house.save(
      number, 5,
      [
        "honours": [
          kept,
          ["honourName": "上海标准", "honourIssuer": "市市场监管局", "honourYear": 2025, "honourNo": "9号"],
        ]
      ], by: writer, edition: part["edition"]?.integer ?? 0)
    try #require(saved.status == .ok, "\(saved.text)")
    let sent = try await house.enter("wangjianguo", surely: true).post(
      "/applications/\(number)/resubmission", ["agreed": true])
    try #require(sent.json["stage"] == "screening", "\(sent.text)")
    let seen = try await file(number)
    #expect(seen["priority"] == "上海市市长质量奖")
    #expect(
      seen["honours"]?.array?.map { $0["verdict"] } == ["late", "verified"], "\(seen.text)")
    #expect(seen["honours"]?.array?.first?["claim"]?.string?.hasPrefix("上海标准｜") == true)
    #expect(
      try await writer.page("/applications/\(number)").text.contains("推荐以后才填写，不作为重点推荐的依据"))
    let open = try house.store.read { database in
      try database.first("SELECT count(*) FROM matter WHERE kind = 'honour' AND closed IS NULL") {
        $0.int(0)
      }
    }
    #expect(open == 0)
    #expect(house.faults == [])
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("初筛补正时删去核实过的称号：重点推荐随之取消，说明企业不再填写")
  func leftOutLate() async throws {
    let number = try await house.recommended()
    try house.place(number, at: "cultivating", by: "plan.takeUp")
    try house.place(number, at: "screening")
    try await house.screen(number, "correct", [.init("conclusionReason", "称号请核对")])
    _ = try await house.enter("zp-zhu").post(
      "/applications/\(number)/screening/return", ["items": ["honours": "请核对"]])
    let writer = try await house.enter("lihua")
    let part = try await writer.json("/applications/\(number)/sections/5")
    let saved = try await house.save(
      number, 5, ["honours": []], by: writer, edition: part["edition"]?.integer ?? 0)
    try #require(saved.status == .ok, "\(saved.text)")
    let sent = try await house.enter("wangjianguo", surely: true).post(
      "/applications/\(number)/resubmission", ["agreed": true])
    try #require(sent.json["stage"] == "screening", "\(sent.text)")
    let left = try await file(number)
    #expect(left["priority"] == nil)
    #expect(left["honours"]?.array?.map { $0["ended"] } == ["leftOut"])
    #expect(house.faults == [])
  }

  @Test("核实写错了，写明理由重新核实：原来的不再作数，重点推荐跟着变；提出推荐意见以后不能")
  func recheck() async throws {
    let number = try await accepted()
    #expect(try await !house.names(number, "xh-sunli").contains("honour.recheck"))
    try await verify(number, "verified")
    #expect(try await file(number)["priority"] == "上海市市长质量奖")
    let wrong = try await file(number)["honours"]?.array?.first?["honour"]
    try await house.act(
      number, "honours/recheck", ["honour": try #require(wrong), "reason": "看错了名单"], by: "xh-sunli")
    #expect(try await file(number)["priority"] == nil)
    #expect(try await waits(number))
    #expect(try await !house.names(number, "xh-sunli").contains("honour.recheck"))
    try await verify(number, "rejected")
    #expect(try await file(number)["honours"]?.array?.map { $0["verdict"] } == ["rejected"])
    let again = try await file(number)["honours"]?.array?.first?["honour"]
    try await house.act(
      number, "honours/recheck", ["honour": try #require(again), "reason": "名单在另一页"],
      by: "xh-sunli")
    try await verify(number, "verified")
    #expect(try await file(number)["priority"] == "上海市市长质量奖")
    let handler = try await house.enter("xh-sunli")
    let none = try await handler.post(
      "/applications/\(number)/honours/recheck", ["honour": try #require(again), "reason": "再看"])
    #expect(none.status == .unprocessable, "\(none.text)")
    try await house.act(
      number, "review", ["edition": 0, "answers": DistrictTests.review], by: "xh-sunli")
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    #expect(try await !house.names(number, "xh-sunli").contains("honour.recheck"))
    let history = try await file(number)["history"]?.array?.compactMap { $0["text"]?.string }
    #expect(history?.contains("上海市市长质量奖：看错了名单") == true, "\(history ?? [])")
    #expect(house.faults == [])
  }

  @Test("不能证实、补正时又不再填写的，没有可以重新核实的；再填写的，再核实")
  func dropped() async throws {
    let number = try await accepted()
    try await verify(number, "rejected")
    #expect(try await house.names(number, "xh-sunli").contains("honour.recheck"))
    try await giveBack(number, ["honours": "不能证实的请删去"])
    try await correct(number, [])
    let names = try await house.names(number, "xh-sunli")
    #expect(!names.contains("honour.recheck") && !names.contains("honour.verify"), "\(names)")
    #expect(try await file(number)["honours"]?.array ?? [] == [])
    try await house.act(
      number, "further-return",
      ["returnReason": "称号补到了证明", "items": ["honours": "请填写称号"]], by: "xh-sunli")
    try await house.act(number, "further-return/approval", by: "xh-zhouwei")
    try await correct(number, Filled.honours)
    #expect(try await waits(number))
  }

  @Test("没有写是哪一种称号的，按申报的名称认；写 none 的，都不是")
  func variant() async throws {
    for (sent, priority) in [
      (JSON?.none, JSON.string("上海市市长质量奖")), ("none", nil), ("mayorQualityAward", "上海市市长质量奖"),
    ] as [(JSON?, JSON?)] {
      let house = try House()
      let number = try await house.accepted()
      let honour = try await house.enter("xh-sunli").json("/applications/\(number)")["honours"]?
        .array?.first?["honour"]
      var body: [JSON.Member] = [
        .init("honour", try #require(honour)), .init("verdict", "verified"),
        .init("basis", "announcement"), .init("evidence", "沪府发〔2024〕3号"),
      ]
      if let sent { body.append(.init("variant", sent)) }
      try await house.act(number, "honours", .object(body), by: "xh-sunli")
      let seen = try await house.enter("xh-sunli").json("/applications/\(number)")["priority"]
      #expect(seen == priority, "\(sent?.text ?? "—")")
    }
  }

  @Test("写全了名称的，只能核实成它；还没到的年度不能核实为属实，填的时候就说")
  func likely() async throws {
    let number = try await accepted()
    let open = try await file(number)["honours"]?.array?.first
    #expect(open?["claim"]?.string?.hasPrefix("上海市市长质量奖") == true, "\(open?.text ?? "")")
    let handler = try await house.enter("xh-sunli")
    let tried = try await handler.post(
      "/applications/\(number)/honours",
      [
        "honour": try #require(open?["honour"]), "verdict": "verified",
        "variant": "chinaQualityAward", "basis": "announcement", "evidence": "看了",
      ])
    #expect(tried.json["errors"]?.array?.map { $0["code"] } == ["otherClaim"], "\(tried.text)")
    try await giveBack(number, ["honours": "年度请核对"])
    let writer = try await house.enter("lihua")
    let part = try await writer.json("/applications/\(number)/sections/5")
    let row = part["answers"]?["honours"]?.array?.first?.members ?? []
    func save(_ year: Int) async throws -> Response {
      try await house.save(
        number, 5,
        [
          (
            "honours",
            .array([
              .object(
                row.map { $0.name == "honourYear" ? JSON.Member($0.name, .integer(year)) : $0 })
            ])
          )
        ], by: writer, edition: part["edition"]?.integer ?? 0)
    }
    let late = try await save(2027)
    #expect(late.text.contains("不能晚于 2026 年"), "\(late.text)")
  }
}
