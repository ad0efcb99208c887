import Applications
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("区级：受理、退回、审核、核实称号、推荐、报送、列入培育、委托")
struct DistrictTests {
  let house: House
  let number: String

  init() async throws {
    house = try await House.withRound()
    let writer = try await house.enter("lihua")
    number = try await house.draft(by: writer)
    try await house.fill(number, by: writer, honours: true)
    try await house.submit(number)
  }

  static let review: JSON = [
    "receivedOn": "2026-11-20", "complete": true, "condition1": "pass",
    "condition1Evidence": "营业执照", "condition2": "pass", "condition2Evidence": "商标注册证",
    "condition3": "pass", "condition3Evidence": "信用报告", "condition4": "pass",
    "condition4Evidence": "登记数据", "visited": false, "decision": "recommend",
    "opinionText": "符合条件，予以推荐。",
  ]

  /// The same, after a visit.
  static let visited = JSON.object(
    (review.members ?? []).filter { $0.name != "visited" }
      + [.init("visited", true), .init("visit", "生产线在用。")])

  /// One of the four is not met.
  static let failing = JSON.object(
    (review.members ?? []).filter {
      !["condition3", "condition3Evidence", "decision", "opinionText"].contains($0.name)
    } + [
      .init("condition3", "unsure"), .init("condition3Evidence", "信用报告只到2023年"),
      .init("decision", "notRecommend"), .init("decisionReason", "信用情况说不清"),
    ])

  private func act(
    _ noun: String, _ body: JSON = [:], by login: String, surely: Bool = false
  ) async throws -> Response {
    try await house.enter(login, surely: surely).post("/applications/\(number)/\(noun)", body)
  }

  private func names(_ login: String) async throws -> [String] {
    try await house.enter(login).json("/applications/\(number)")["acts"]?.array?
      .compactMap { $0["name"]?.string } ?? []
  }

  private func reviewed() async throws {
    #expect(try await act("acceptance", by: "xh-sunli").json["stage"] == "accepted")
    let saved = try await act("review", ["edition": 0, "answers": Self.review], by: "xh-sunli")
    #expect(saved.status == .ok, "\(saved.text)")
    let file = try await house.enter("xh-sunli").json("/applications/\(number)")
    let honour = try #require(file["honours"]?.array?.first?["honour"]?.string)
    let verified = try await act(
      "honours",
      [
        "honour": .string(honour), "verdict": "verified", "variant": "mayorQualityAward",
        "basis": "announcement", "evidence": "沪府发〔2024〕3号",
      ], by: "xh-sunli")
    #expect(verified.status == .ok, "\(verified.text)")
  }

  @Test("从受理到委托：两个人，称号核实以后成为重点推荐，报送冻结，列入培育，委托以后机构看得到")
  func recommended() async throws {
    #expect(
      try await names("xh-sunli") == [
        "application.accept", "application.return", "application.refuse", "transfer.propose",
        "recusal.declare", "handler.take", "flag.raise", "application.bundle",
      ])
    #expect(try await act("acceptance", by: "pd-wuqiang").status == .notFound)
    #expect(try await act("acceptance", by: "xh-zhouwei").code == "notYourRole")
    // 还没有审核意见和核实称号，不能提出推荐。
    #expect(
      try await act("proposal", ["decision": "recommend", "opinion": "试"], by: "xh-sunli").code
        == "wrongStage")
    try await reviewed()
    #expect(
      try await house.enter("xh-sunli").json("/applications/\(number)")["priority"] == "上海市市长质量奖")
    let proposed = try await act(
      "proposal", ["decision": "recommend", "opinion": "符合条件，予以推荐。"], by: "xh-sunli")
    #expect(proposed.status == .ok, "\(proposed.text)")
    #expect(try await act("recommendation", by: "xh-sunli").code == "notYourRole")
    let approved = try await act("recommendation", by: "xh-zhouwei", surely: true)
    #expect(approved.json["stage"] == "recommended", "\(approved.text)")
    // 没有报送，不能列入培育计划。
    let early = try await act("plan", ["measure": "辅导"], by: "xh-sunli")
    #expect(early.code == "batchMissing")
    let sent = try await house.enter("xh-zhouwei", surely: true).post(
      "/batches/new", house.batch())
    #expect(sent.json["count"] == 1, "\(sent.text)")
    let again = try await house.enter("xh-zhouwei", surely: true).post(
      "/batches/new", house.batch())
    #expect(again.code == "nothingToSend")
    #expect(again.json["detail"]?.string?.hasSuffix("已经报送了第 1 批，1 份。") == true)
    let batch = try #require(sent.json["id"]?.string)
    let table = try await house.enter("sj-lv").json("/batches/\(batch)")
    #expect(table["items"]?.array?.first?["priority"] == "是：上海市市长质量奖")
    #expect(try await house.enter("pd-wuqiang").get("/batches/\(batch)").status == .notFound)
    #expect(try await act("plan", ["measure": "辅导"], by: "xh-sunli").json["stage"] == "cultivating")
    let commissions = try await house.enter("sj-lv").json("/commissions")
    let body = try #require(
      commissions["bodies"]?.array?.first { $0["name"]?.string?.hasPrefix("上海质品") == true }?["body"]
    )
    let asked = try await house.enter("sj-lv").post(
      "/commissions/new", ["round": "2026-1", "body": body, "note": "初筛和评审"])
    let id = try #require(asked.json["id"]?.string, "\(asked.text)")
    #expect(try await house.enter("zp-yang").get("/applications/\(number)").status == .notFound)
    let decided = try await house.enter("sj-shi", surely: true).post(
      "/commissions/\(id)/decision", ["number": "2026-1"])
    #expect(decided.json["cases"] == 1, "\(decided.text)")
    let seen = try await house.enter("zp-yang").json("/applications/\(number)")
    #expect(seen["stage"] == "screening" && seen["history"] == nil)
    #expect(try await house.enter("hh-you").get("/applications/\(number)").status == .notFound)
    #expect(house.faults == [])
  }

  @Test("退回：一次写全，只有点名的几项能改，改了什么看得到；每个环节一次")
  func returned() async throws {
    let bad = try await act("return", ["items": ["nothing": "试"]], by: "xh-sunli")
    #expect(bad.status == .unprocessable)
    let back = try await act("return", ["items": ["innovation": "请写明专利号"]], by: "xh-sunli")
    #expect(back.json["stage"] == "returned", "\(back.text)")
    let writer = try await house.enter("lihua")
    let part = try await writer.json("/applications/\(number)/sections/7")
    #expect(part["corrections"] == [["field": "innovation", "text": "请写明专利号"]])
    let edition = part["edition"]?.integer ?? 0
    let closed = try await house.save(
      number, 7, ["innovation": "专利 1 号。", "quality": "改了别的"], by: writer, edition: edition)
    #expect(closed.status == .unprocessable && closed.text.contains("没有要求补正"))
    let saved = try await house.save(
      number, 7, ["innovation": "专利 1 号。"], by: writer, edition: edition)
    #expect(saved.status == .ok, "\(saved.text)")
    let again = try await act("resubmission", ["agreed": true], by: "wangjianguo", surely: true)
    #expect(again.json["stage"] == "submitted", "\(again.text)")
    let sent = try await house.enter("xh-sunli").json("/applications/\(number)/submissions/2")
    #expect(sent["changed"] == ["innovation"])
    #expect(
      try await act("return", ["items": ["quality": "再改"]], by: "xh-sunli").code
        == "correctionSpent")
  }

  @Test("延长一份申请的补正期限：经办提请，审核人决定，企业知道；决定以前期限照常走")
  func extended() async throws {
    _ = try await act("return", ["items": ["innovation": "试"]], by: "xh-sunli")
    func due() async throws -> JSON? {
      try await house.enter("lihua").json("/applications/\(number)")["turn"]?["until"]
    }
    #expect(try await due() == "2026-12-04")
    let early = try await act("extension", ["until": "2026-12-04", "reason": "试"], by: "xh-sunli")
    #expect(early.json["errors"]?.array?.map { $0["field"] } == ["until"])
    let asked = try await act(
      "extension", ["until": "2026-12-18", "reason": "检验报告下周才出"], by: "xh-sunli")
    #expect(asked.status == .ok, "\(asked.text)")
    #expect(try await due() == "2026-12-04")
    #expect(
      try await act("extension", ["until": "2026-12-25", "reason": "试"], by: "xh-sunli").code
        == "extensionOpen")
    #expect(try await act("extension/approval", by: "xh-sunli").code == "notYourRole")
    let granted = try await act("extension/approval", by: "xh-zhouwei", surely: true)
    #expect(granted.status == .ok, "\(granted.text)")
    #expect(try await due() == "2026-12-18")
    let history = try await house.enter("lihua").json("/applications/\(number)")["history"]
    #expect(
      history?.array?.first?["text"] == "补正期限延长到2026年12月18日 星期五。理由：检验报告下周才出")
    #expect(
      try await house.enter("lihua").inboxTitles().contains { $0.contains("同意延长补正期限") })
    house.pass(seconds: 20 * 86_400)
    try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
    #expect(
      try await house.enter("lihua").json("/applications/\(number)")["stage"] == "returned")
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("补正中撤回又撤销：补正的几项还开着，期限接着算，交了还是回到区里")
  func takenBack() async throws {
    _ = try await act("return", ["items": ["innovation": "请写明专利号"]], by: "xh-sunli")
    let withdrawn = try await act(
      "withdrawal", ["number": .string(number), "reason": "试"], by: "wangjianguo")
    #expect(withdrawn.json["outcome"] == "withdrawn", "\(withdrawn.text)")
    house.pass(seconds: 3600)
    let back = try await act("undo", by: "wangjianguo")
    #expect(back.json["stage"] == "returned", "\(back.text)")
    let writer = try await house.enter("lihua")
    let file = try await writer.json("/applications/\(number)")
    #expect(file["turn"]?["until"] == "2026-12-04")
    let part = try await writer.json("/applications/\(number)/sections/7")
    #expect(part["corrections"] == [["field": "innovation", "text": "请写明专利号"]])
    let saved = try await house.save(
      number, 7, ["innovation": "专利 1 号。"], by: writer,
      edition: part["edition"]?.integer ?? 0)
    #expect(saved.status == .ok, "\(saved.text)")
    let sent = try await act("resubmission", ["agreed": true], by: "wangjianguo", surely: true)
    #expect(sent.json["stage"] == "submitted", "\(sent.text)")
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("补正到期没有交，系统按期终止；期限当天还能交")
  func lapsed() async throws {
    _ = try await act("return", ["items": ["innovation": "试"]], by: "xh-sunli")
    let due = try await house.enter("lihua").json("/applications/\(number)")["turn"]?["until"]
    #expect(due == "2026-12-04")
    house.pass(seconds: 14 * 86_400)
    try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
    #expect(try await house.enter("lihua").json("/applications/\(number)")["stage"] == "returned")
    house.pass(seconds: 86_400)
    // 过了那一天就是过了，不等系统来终止。
    let late = try await act("resubmission", ["agreed": true], by: "wangjianguo", surely: true)
    #expect(late.code == "late")
    #expect(try await !names("wangjianguo").contains("application.resubmit"))
    try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
    #expect(try await house.enter("lihua").json("/applications/\(number)")["outcome"] == "lapsed")
  }

  @Test("不予推荐：有理由；企业可以申请复核一次，由没有经办过的人同意，回到原来的环节")
  func declined() async throws {
    try await reviewed()
    try await house.fail(number)
    _ = try await act(
      "proposal", ["decision": "notRecommend", "opinion": "商标在转让中"], by: "xh-sunli")
    #expect(
      try await act("recommendation", by: "xh-zhouwei", surely: true).code
        == "recommendationMissing")
    let no = try await act(
      "non-recommendation", ["number": .string(number)], by: "xh-zhouwei", surely: true)
    #expect(no.json["outcome"] == "notRecommended", "\(no.text)")
    let told = try await house.enter("wangjianguo").json("/applications/\(number)")
    #expect(told["letters"]?.array?.first?["title"] == "不予推荐通知书")
    #expect(try await act("reconsideration", ["reason": "已经转让完"], by: "wangjianguo").status == .ok)
    #expect(
      try await act("reconsideration", ["reason": "再来"], by: "wangjianguo").code
        == "reconsiderationSpent")
    #expect(
      try await act("reconsideration/grant", ["reason": "试"], by: "xh-zhouwei", surely: true).code
        == "samePerson")
    let granted = try await act(
      "reconsideration/grant", ["reason": "试"], by: "sj-shi", surely: true)
    #expect(granted.json["stage"] == "accepted", "\(granted.text)")
  }

  @Test("条件没有写“符合”的，不能推荐；提出意见的人不能自己决定")
  func notEligible() async throws {
    #expect(try await act("acceptance", by: "xh-sunli").status == .ok)
    var answers = Self.review.members ?? []
    answers.removeAll { $0.name == "condition2" }
    answers.append(.init("condition2", "unsure"))
    _ = try await act("review", ["edition": 0, "answers": .object(answers)], by: "xh-sunli")
    let file = try await house.enter("xh-sunli").json("/applications/\(number)")
    let honour = try #require(file["honours"]?.array?.first?["honour"]?.string)
    _ = try await act(
      "honours",
      [
        "honour": .string(honour), "verdict": "rejected", "basis": "announcement",
        "evidence": "名单里没有",
      ],
      by: "xh-sunli")
    let proposed = try await act(
      "proposal", ["decision": "recommend", "opinion": "试"], by: "xh-sunli")
    #expect(proposed.code == "districtReviewMissing")
    #expect(try await house.enter("xh-sunli").json("/applications/\(number)")["priority"] == nil)
  }
}
