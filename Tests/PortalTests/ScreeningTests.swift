import Accounts
import JSON
import Routing
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("初筛：两个人，通过、退回一次、不通过、重做")
struct ScreeningTests {
  @Test("初筛人员逐项填写，复核人员同意以后进入专家评审；结论在复核以前企业看不到")
  func passed() async throws {
    let house = try await House.withRound()
    let number = try await house.atScreening()
    let screener = try await house.enter("zp-yang")
    let checker = try await house.enter("zp-zhu")
    // 还没有初筛表，复核人员不能决定。
    let early = try await checker.post("/applications/\(number)/screening/pass")
    #expect(early.status == .conflict && early.code == "screeningMissing")
    #expect(try await screener.json("/desk")["items"]?.array?.count == 1)
    #expect(try await checker.json("/desk")["items"] == [])
    var file = try await screener.json("/applications/\(number)")
    #expect(
      file["acts"]?.array?.map { $0["name"] } == [
        "recusal.declare", "screening.record", "application.bundle",
      ])
    let recorded = try await house.screen(number, "pass")
    #expect(recorded.status == .ok, "\(recorded.text)")
    #expect(recorded.json["stage"] == "screening")
    // 再填一次：要先由复核人员看过。
    #expect(try await house.screen(number, "pass").code == "screeningOpen")
    #expect(try await screener.json("/desk")["items"] == [])
    #expect(try await checker.json("/desk")["items"]?.array?.first?["stage"] == "待复核")
    let applicant = try await house.enter("wangjianguo").json("/applications/\(number)")
    #expect(applicant["screening"] == nil && applicant["history"]?.array?.first?["text"] == "")
    file = try await checker.json("/applications/\(number)")
    #expect(
      Set(file["acts"]?.array?.compactMap { $0["name"]?.string } ?? [])
        == ["screening.pass", "screening.sendBack", "recusal.declare", "application.bundle"])
    #expect(file["screening"]?.array?.first?["state"] == "open")
    #expect(file["screening"]?.array?.first?["answers"]?["check7"] == "yes")
    let passed = try await checker.post("/applications/\(number)/screening/pass")
    #expect(passed.json["stage"] == "reviewing", "\(passed.text)")
    let again = try await checker.post("/applications/\(number)/screening/pass")
    #expect(again.status == .conflict && again.code == "wrongStage")
    file = try await checker.json("/applications/\(number)")
    #expect(file["screening"]?.array?.first?["state"] == "pass")
    #expect(house.faults == [])
  }

  @Test("表上有“否”就不能通过；复核人写成自己、漏填都说清楚是哪一题")
  func refused() async throws {
    let house = try await House.withRound()
    let number = try await house.atScreening()
    let wrong = try await house.screen(
      number, "pass", [.init("check4", "no"), .init("check4Note", "注册人不一致")])
    #expect(wrong.status == .unprocessable)
    #expect(wrong.json["errors"]?.array?.map { $0["field"] } == ["conclusion"])
    let own = try await house.screen(number, "pass", [.init("checkedBy", "杨帆")])
    #expect(own.json["errors"]?.array?.map { $0["code"] } == ["samePerson"])
    let blank = try await house.screen(number, "fail")
    #expect(blank.json["errors"]?.array?.map { $0["field"] } == ["conclusionReason"])
    let flat = try await house.enter("zp-yang").post(
      "/applications/\(number)/screening", ["answers": "yes"])
    #expect(flat.status == .unprocessable)
  }

  @Test("退回补正只开放写明的那几项，补正以后回到初筛，第二次不能再退")
  func returned() async throws {
    let house = try await House.withRound()
    let number = try await house.atScreening()
    try await house.screen(number, "correct", [.init("conclusionReason", "产品介绍太短")])
    let checker = try await house.enter("zp-zhu")
    let path = "/applications/\(number)/screening/return"
    #expect(try await checker.post(path, ["items": [:]]).status == .unprocessable)
    let unknown = try await checker.post(path, ["items": ["nothing": "不对"]])
    #expect(unknown.json["errors"]?.array?.map { $0["code"] } == ["unknownField"])
    let sent = try await checker.post(
      path, ["items": ["itemIntroduction": "写明原料和工艺"]])
    #expect(sent.json["stage"] == "returned", "\(sent.text)")
    let writer = try await house.enter("lihua")
    var file = try await writer.json("/applications/\(number)")
    // 五个工作日：11月20日之后的第五个。
    #expect(file["turn"]?["until"] == "2026-11-27")
    #expect(file["letters"]?.array?.contains { $0["title"] == "补正通知书" } == true)
    #expect(
      file["acts"]?.array?.filter { $0["name"] == "application.write" }.map { $0["section"] } == [2]
    )
    let section = try await writer.json("/applications/\(number)/sections/2")
    var answers = (section["answers"]?.members ?? []).map { ($0.name, $0.value) }
    answers.removeAll { $0.0 == "itemIntroduction" }
    answers.append(("itemIntroduction", "用有机大米烘焙制成，不加盐。"))
    let saved = try await house.save(
      number, 2, answers, by: writer, edition: section["edition"]?.integer ?? 0)
    #expect(saved.status == .ok, "\(saved.text)")
    let signatory = try await house.enter("wangjianguo", surely: true)
    let back = try await signatory.post("/applications/\(number)/resubmission", ["agreed": true])
    #expect(back.json["stage"] == "screening", "\(back.text)")
    file = try await house.enter("zp-yang").json("/applications/\(number)")
    #expect(file["screening"]?.array?.map { $0["submission"] } == [1])
    // 每个环节只能退一次。
    let twice = try await house.screen(number, "correct", [.init("conclusionReason", "还是短")])
    #expect(twice.json["errors"]?.array?.map { $0["code"] } == ["correctionSpent"])
    #expect(try await house.screen(number, "pass").status == .ok)
    #expect(
      try await checker.post("/applications/\(number)/screening/pass").json["stage"] == "reviewing")
    #expect(house.faults == [])
  }

  @Test("不通过要输入编号、写明理由和办法，企业收到通知书；退回重做的由初筛人员再填")
  func failed() async throws {
    let house = try await House.withRound()
    let number = try await house.atScreening()
    try await house.screen(number, "fail", [.init("conclusionReason", "一份写了两件产品")])
    let checker = try await house.enter("zp-zhu")
    let path = "/applications/\(number)/screening"
    let back = try await checker.post("\(path)/sending-back", ["reason": "第 9 项请再看"])
    #expect(back.status == .ok, "\(back.text)")
    #expect(try await checker.post("\(path)/pass").code == "screeningMissing")
    try await house.screen(number, "fail", [.init("conclusionReason", "一份写了两件产品")])
    let said: JSON = ["number": "2026-9-0000000", "reason": "一份写了两件产品", "remedy": "可以申请复核"]
    #expect(try await checker.post("\(path)/failure", said).status == .unprocessable)
    try house.makeSure(of: checker)
    let ended = try await checker.post(
      "\(path)/failure",
      ["number": .string(number), "reason": "一份写了两件产品", "remedy": "可以申请复核"])
    #expect(ended.json["outcome"] == "failed", "\(ended.text)")
    let applicant = try await house.enter("wangjianguo").json("/applications/\(number)")
    #expect(applicant["letters"]?.array?.contains { $0["title"] == "初筛未通过通知书" } == true)
    #expect(applicant["history"]?.array?.first?["text"] == "一份写了两件产品")
    #expect(house.faults == [])
  }

  @Test("别的机构看不到；初筛人员自己不能复核自己填的")
  func others() async throws {
    let house = try await House.withRound()
    let number = try await house.atScreening()
    #expect(try await house.enter("hh-you").get("/applications/\(number)").status == .notFound)
    #expect(try await house.screen(number, "pass", by: "hh-you").status == .notFound)
    try house.store.writeAndWait { database in
      try database.run(
        """
        INSERT INTO membership (id, person, organisation, role, since)
        VALUES (7, ?, ?, 'checker', 0)
        """, Cast.person("zp-yang").number, Cast.organisation("zhipin").number)
    }
    try await house.screen(number, "pass")
    let both = try await house.enter("zp-yang")
    let own = try await both.post("/applications/\(number)/screening/pass")
    #expect(own.status == .conflict && own.code == "samePerson")
    #expect(try await both.json("/desk")["items"] == [])
  }

  @Test("页面：初筛表、退回和不通过各有表单，填错了填的都在")
  func pages() async throws {
    let house = try await House.withRound()
    let number = try await house.atScreening()
    let form = try await house.enter("zp-yang").page("/applications/\(number)/screening")
    #expect(form.text.contains("15. 声明已签署") && form.text.contains("交给复核人员"))
    try await house.screen(number, "correct", [.init("conclusionReason", "产品介绍太短")])
    let checker = try await house.enter("zp-zhu")
    let page = try await checker.page("/applications/\(number)/screening/return")
    #expect(page.text.contains("产品介绍太短") && page.text.contains("name=\"itemIntroduction\""))
    #expect(
      try await checker.page("/applications/\(number)").text.contains("初筛退回补正"))
    #expect(house.faults == [])
  }

  @Test("从企业提交到专家评审，每一步都由该办的人办：受理、推荐、培育、委托、初筛")
  func fromTheBeginning() async throws {
    let house = try House()
    let number = try await house.entrusted()
    #expect(try await house.screen(number, "pass").status == .ok)
    let passed = try await house.enter("zp-zhu").post("/applications/\(number)/screening/pass")
    #expect(passed.json["stage"] == "reviewing", "\(passed.text)")
    try house.addExperts(12)
    let panel = try await house.drawn([number])
    for person in panel.members.prefix(7) {
      try await house.score(number, person, panel: panel.panel)
    }
    let view = try await house.enter("zp-qin").json("/panels/\(panel.panel)")
    #expect(view["cases"]?.array?.first?["score"] == 95)
    #expect(house.faults == [])
  }
}
