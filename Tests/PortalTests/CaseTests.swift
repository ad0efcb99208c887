import Accounts
import Applications
import JSON
import Rounds
import Routing
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("一份申请的一生：起草、提交、撤回")
struct CaseTests {
  @Test("起草时带入档案里已有的内容，分部分保存，附件按内容收，填全以后由签署人提交，凭回执和指纹")
  func submitted() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    var file = try await writer.json("/applications/\(number)")
    #expect(file["stage"] == "draft")
    #expect(file["turn"]?["who"] == "上海禾欣食品有限公司")
    let first = try await writer.json("/applications/\(number)/sections/1")
    #expect(first["answers"]?["creditCode"] == "91310104MA1FR00186")
    #expect(first["answers"]?["entityType"] == "companyLimited")
    // 填报人不能代替签署人提交。
    #expect(
      try await writer.post("/applications/\(number)/submission", ["agreed": true]).code
        == "notYourRole")
    let signatory = try await house.enter("wangjianguo", surely: true)
    let early = try await signatory.post("/applications/\(number)/submission", ["agreed": true])
    #expect(early.status == .unprocessable)
    try await house.fill(number, by: writer)
    let sent = try await signatory.post("/applications/\(number)/submission", ["agreed": true])
    #expect(sent.status == .ok, "\(sent.text)")
    #expect(sent.json["stage"] == "submitted")
    file = try await signatory.json("/applications/\(number)")
    #expect(file["turn"]?["who"] == "徐汇区市场监管局")
    #expect(file["turn"]?["until"] == "2026-11-27")
    #expect(file["letters"]?.array?.first?["title"] == "申请收件回执")
    #expect(file["submissions"]?.array?.count == 1)
    // 已经提交的不再能改。
    let late = try await house.save(number, 2, ["itemName": "别的"], by: writer, edition: 2)
    #expect(late.status == .conflict && late.code == "wrongStage")
    #expect(house.faults == [])
  }

  @Test("谁能看到：草稿只有企业自己，提交以后还有本区、市局和监督，外区和没有的一样")
  func scope() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    func statuses() async throws -> [Int] {
      var found: [Int] = []
      for login in ["chenjing", "zhaomin", "xh-sunli", "pd-wuqiang", "sj-lv", "jd-hua", "zp-yang"] {
        found.append(try await house.enter(login).get("/applications/\(number)").status.code)
      }
      return found
    }
    #expect(try await statuses() == [200, 404, 404, 404, 404, 404, 404])
    try await house.fill(number, by: writer)
    try await house.submit(number)
    #expect(try await statuses() == [200, 404, 200, 404, 200, 200, 404])
    let foreign = try await house.enter("pd-wuqiang").get("/applications/\(number)")
    let absent = try await house.enter("pd-wuqiang").get("/applications/2026-9-9999999")
    #expect(foreign.text == absent.text)
  }

  @Test("两个人改同一部分：后一个得到 409，键相同的重发不再改")
  func editions() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let colleague = try await house.enter("wangjianguo")
    #expect(
      try await house.save(number, 7, ["innovation": "甲"], by: writer, edition: 0).status == .ok)
    let stale = try await house.save(number, 7, ["innovation": "乙"], by: colleague, edition: 0)
    #expect(stale.status == .conflict && stale.code == "stale")
    let kept = try await writer.json("/applications/\(number)/sections/7")
    #expect(kept["answers"]?["innovation"] == "甲" && kept["edition"] == 1)
    let missing = try await writer.post(
      "/applications/\(number)/sections/7", ["answers": ["innovation": "丙"]])
    #expect(missing.status == .unprocessable)
    let matched = try await writer.post(
      "/applications/\(number)/sections/7", ["answers": ["innovation": "丙"]],
      fields: ["If-Match: \"1\""])
    #expect(matched.status == .ok && matched.json["edition"] == 2)
    // 看不懂的版本号，不当作没有写。
    for line in ["If-Match: \"abc\"", "If-Match: *", "If-Match: \"1\", \"2\""] {
      let vague = try await writer.post(
        "/applications/\(number)/discard", [:], fields: [line])
      #expect(vague.json["errors"]?.array?.map { $0["field"] } == ["If-Match"], "\(line)")
    }
  }

  @Test("放弃和撤回 24 小时内可以撤销，过了就不能；撤回要输入编号")
  func undone() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    #expect(try await writer.post("/applications/\(number)/discard").json["outcome"] == "discarded")
    #expect(try await writer.post("/applications/\(number)/undo").json["stage"] == "draft")
    try await house.fill(number, by: writer)
    try await house.submit(number)
    let signatory = try await house.enter("wangjianguo")
    let wrong = try await signatory.post(
      "/applications/\(number)/withdrawal", ["number": "2026-9-0000000", "reason": "试"])
    #expect(wrong.status == .unprocessable)
    let gone = try await signatory.post(
      "/applications/\(number)/withdrawal", ["number": .string(number), "reason": "试"])
    #expect(gone.json["outcome"] == "withdrawn")
    house.pass(seconds: 86_401)
    let again = try await house.enter("wangjianguo")
    let late = try await again.post("/applications/\(number)/undo")
    #expect(late.status == .conflict && late.code == "late")
    #expect(try await again.acts("/applications/\(number)") == ["application.bundle"])
  }

  @Test("acts 里的每一件都办得成，不在里面的都办不成")
  func offered() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let names =
      try await writer.json("/applications/\(number)")["acts"]?.array?.compactMap {
        $0["name"]?.string
      } ?? []
    #expect(
      Set(names) == [
        "application.write", "application.attach", "upload.begin", "application.askColleague",
        "application.submitSealed", "application.discard",
      ])
    let reader = try await house.enter("chenjing").json("/applications/\(number)")
    #expect(reader["acts"] == [])
    let signatory = try await house.enter("wangjianguo").json("/applications/\(number)")
    #expect(signatory["acts"]?.array?.contains { $0["name"] == "application.submit" } == true)
  }

  @Test("申请截止的那一刻以后，草稿由系统按期终止，记录在案")
  func lapsed() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    house.pass(seconds: 40 * 86_400)
    try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
    try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
    let file = try await house.enter("lihua").json("/applications/\(number)")
    #expect(file["stage"] == "ended" && file["outcome"] == "lapsed")
    #expect(
      file["history"]?.array?.map { $0["act"]?.string } == [
        "application.lapseDraft", "application.begin",
      ])
  }
}
