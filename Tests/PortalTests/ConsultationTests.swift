import Accounts
import Applications
import Desk
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("征求部门意见：有期限，用账户或一次性链接答复，逾期如实显示，不算同意，也不约束决定")
struct ConsultationTests {
  let house: House
  let number: String

  init() async throws {
    house = try House()
    number = try await house.accepted()
  }

  private func asked() async throws -> [JSON] {
    try await house.enter("xh-sunli").json("/applications/\(number)")["consultations"]?["items"]?
      .array ?? []
  }

  @Test("用账户：部门的工作台上有，期限按规定的五个工作日，答复以后不能再改，经办人收到消息")
  func byAccount() async throws {
    let id = try await house.consult(number)
    let officer = try await house.enter("xh-feng")
    let task = try await officer.json("/desk")["items"]?.array?.first
    #expect(task?["title"] == "答复征求意见：禾欣有机米饼（上海禾欣食品有限公司）")
    #expect(
      task?["due"]?["day"] == "2026-11-27" || task?["due"] == "2026-11-27", "\(task?.text ?? "")")
    let seen = try await officer.json("/consultations/\(id)")
    #expect(seen["due"] == "2026-11-27" && seen["open"] == true && seen["overdue"] == false)
    #expect(
      seen["acts"]?.array?.map { $0["name"] } == ["consultation.answer", "consultation.file"])
    let file = try await officer.upload(
      "/consultations/\(id)/files", [], [("file", Houses.pdf)])
    #expect(file.json == ["files": 1], "\(file.text)")
    let empty = try await officer.post(
      "/consultations/\(id)/answer", ["opinion": "conditional", "signer": "冯涛"])
    #expect(empty.json["errors"]?.array?.first?["field"] == "text")
    let answer = try await officer.post(
      "/consultations/\(id)/answer",
      ["opinion": "conditional", "text": "补交检验报告后同意。", "signer": "冯涛，四级主任科员"])
    #expect(answer.status == .ok, "\(answer.text)")
    let again = try await officer.post(
      "/consultations/\(id)/answer", ["opinion": "agree", "signer": "冯涛"])
    #expect(again.code == "answeredAlready")
    let kept = try #require(try await asked().first)
    #expect(kept["opinion"] == "conditional" && kept["text"] == "补交检验报告后同意。")
    #expect(kept["by"] == "冯涛，四级主任科员" && kept["byLink"] == false && kept["late"] == false)
    let told =
      try await house.enter("xh-sunli").json("/inbox")["items"]?.array?
      .compactMap { $0["title"]?.string } ?? []
    #expect(told.contains("“禾欣有机米饼”：徐汇区商务委员会答复了征求意见：有条件同意"), "\(told)")
    #expect(house.faults == [])
  }

  @Test("用链接：不用登录，只存指纹，答复一次就作废；晚了照样收下，写明晚于期限")
  func byLink() async throws {
    let id = try await house.consult(number, [("departments", []), ("names", "徐汇区文化和旅游局")])
    let handler = try await house.enter("xh-sunli")
    let first = try await handler.post("/consultations/\(id)/link").json["link"]?.string ?? ""
    let made = try await handler.post("/consultations/\(id)/link")
    let link = try #require(made.json["link"]?.string, "\(made.text)")
    func secret(_ link: String) -> String { String(link.split(separator: "/").last ?? "") }
    let digest = try house.store.read { database in
      try database.first("SELECT length(link), hex(link) FROM consultation") {
        ($0.int(0), $0.text(1))
      }
    }
    #expect(digest?.0 == 32)
    // 重新生成的，以前的作废。
    #expect(try await house.get("/api/v1/replies/\(secret(first))").code == "linkVoid")
    house.pass(seconds: 10 * 86_400)
    let seen = try await house.json("/api/v1/replies/\(secret(link))")
    #expect(seen["name"] == "徐汇区文化和旅游局" && seen["overdue"] == true)
    #expect(try await house.get("/replies/\(secret(link))").text.contains("逾期没有答复，不视为同意"))
    let nobody = Guest(house: house, token: "")
    let sent = try await nobody.upload(
      "/replies/\(secret(link))/files", [], [("file", Houses.pdf)])
    #expect(sent.json == ["files": 1], "\(sent.text)")
    #expect(try await house.json("/api/v1/replies/\(secret(link))")["files"] == ["file.pdf"])
    let body: JSON = ["opinion": "none", "signer": "林处长"]
    let answer = try await house.post("/replies/\(secret(link))", body)
    #expect(answer.json["opinion"] == "none" && answer.json["late"] == true, "\(answer.text)")
    #expect(try await house.post("/replies/\(secret(link))", body).code == "linkVoid")
    let one = try #require(try await asked().first)
    #expect(one["byLink"] == true && one["late"] == true && one["open"] == false)
    // 写着意见的地方，都写明是晚了的。
    #expect(
      try await house.enter("xh-zhouwei").page("/applications/\(number)").text
        .contains("无意见（晚于期限）"))
    let closed = try await nobody.upload(
      "/replies/\(secret(link))/files", [], [("file", Houses.pdf)])
    #expect(closed.code == "linkVoid")
    let later = try await house.enter("xh-sunli")
    let kept = try await later.json("/consultations/\(id)")["files"]?.array?.first?["href"]
    let file = String(try #require(kept?.string).dropFirst(7))
    #expect(try await later.get(file).file?.range.count == Houses.pdf.count)
    for login in ["xh-feng", "pd-wuqiang"] {
      #expect(try await house.enter(login).get(file).status == .notFound, "\(login)")
    }
    #expect(house.faults == [])
  }

  @Test("写名字的部门在平台上有账户的，就是它：工作台上有；重复的只问一次；类型不对的不放过")
  func named() async throws {
    let handler = try await house.enter("xh-sunli")
    let shangwu = "\(Cast.organisation("xuhui-shangwu"))"
    try await house.act(
      number, "consultations",
      [
        "question": "有没有处罚？", "names": "徐汇区商务委员会；某局、某局\n另一局",
        "departments": [.string(shangwu), .string(shangwu)],
      ], by: "xh-sunli")
    #expect(try await asked().map { $0["name"] } == ["徐汇区商务委员会", "某局", "另一局"])
    let task = try await house.enter("xh-feng").json("/desk")["items"]?.array?.first
    #expect(task?["title"] == "答复征求意见：禾欣有机米饼（上海禾欣食品有限公司）")
    let wrong = try await handler.post(
      "/applications/\(number)/consultations",
      ["question": "试", "names": "又一局", "departments": "abc"])
    #expect(wrong.json["errors"]?.array?.map { $0["code"] } == ["wrongType"], "\(wrong.text)")
    #expect(house.faults == [])
  }

  @Test("问错了可以收回，写明理由，对方收到；收回以后能重新问；答复了的收不回")
  func recalled() async throws {
    let id = try await house.consult(number)
    let handler = try await house.enter("xh-sunli")
    let offered = try await handler.json("/applications/\(number)")["acts"]?.array?.first {
      $0["name"] == "consultation.recall"
    }
    #expect(offered?["consultation"]?.array?.map { $0["id"] } == [.string(id)])
    let body: JSON = ["consultation": .string(id), "reason": "问题写得不清楚"]
    #expect(
      try await house.enter("pd-wuqiang").post(
        "/applications/\(number)/consultations/recall", body
      ).status == .notFound)
    try await house.act(number, "consultations/recall", body, by: "xh-sunli")
    let left = try #require(try await asked().first)
    #expect(left["open"] == false && left["state"] == "recalled")
    #expect(try await handler.page("/applications/\(number)").text.contains("已收回，不再征求"))
    let feng = try await house.enter("xh-feng")
    #expect(try await feng.json("/desk")["items"] == [])
    #expect(try await feng.inboxTitles().first == "“禾欣有机米饼”的征求意见已经收回")
    #expect(
      try await feng.post("/consultations/\(id)/answer", ["opinion": "agree", "signer": "冯涛"]).code
        == "answeredAlready")
    let anew = try await house.consult(number)
    #expect(anew != id)
    let gone = try await handler.post("/applications/\(number)/consultations/recall", body)
    #expect(gone.json["errors"]?.array?.map { $0["field"] } == ["consultation"], "\(gone.text)")
    #expect(try await house.enter("lihua").json("/applications/\(number)")["consultations"] == nil)
    #expect(house.faults == [])
  }

  @Test(
    "答复的期限：工作日，在审核的期限以内",
    arguments: [
      ("2026-11-20", "tooEarly"), ("2026-11-21", "notWorking"), ("2099-12-31", "tooLate"),
    ])
  func days(_ day: String, _ code: String) async throws {
    let answer = try await house.enter("xh-sunli").post(
      "/applications/\(number)/consultations",
      ["question": "试", "names": "某局", "due": .string(day)])
    #expect(answer.json["errors"]?.array?.map { $0["code"] } == [.string(code)], "\(answer.text)")
  }

  @Test("没有账户的部门快到期了，提醒发函的经办人")
  func chased() async throws {
    _ = try await house.consult(number, [("departments", []), ("names", "徐汇区文化和旅游局")])
    house.pass(seconds: 6 * 86_400)
    let noon = Instant(house.clock.now.day, hour: 10)
    try house.rooms.reminders.round(at: noon, wall: house.wallNow, in: house.store)
    let told =
      try await house.enter("xh-sunli").json("/inbox")["items"]?.array?
      .compactMap { $0["text"]?.string } ?? []
    #expect(
      told.contains { $0.contains("催徐汇区文化和旅游局答复征求意见：禾欣有机米饼（上海禾欣食品有限公司）") }, "\(told)")
  }

  @Test("链接三十天以后作废")
  func expired() async throws {
    let id = try await house.consult(number, [("departments", []), ("names", "区文旅局")])
    let made = try await house.enter("xh-sunli").post("/consultations/\(id)/link")
    let link = try #require(made.json["link"]?.string).split(separator: "/").last ?? ""
    house.pass(seconds: 31 * 86_400)
    #expect(try await house.get("/api/v1/replies/\(link)").code == "linkVoid")
  }

  @Test("没有答复的照样能推荐，记为没有答复；函只有各单位和那个部门看得到，企业和别的部门看不到")
  func unanswered() async throws {
    let id = try await house.consult(number)
    let path = "/applications/\(number)"
    let letters = try await house.enter("xh-sunli").json(path)["letters"]?.array ?? []
    let letter = try #require(letters.first { $0["title"] == "征求意见函" }?["id"]?.string)
    let sent = try await house.enter("xh-feng").json("/letters/\(letter)")
    #expect(sent["to"] == "徐汇区商务委员会")
    #expect(sent["paragraphs"]?.array?[2] == "近三年有没有因质量受到处罚？")
    for login in ["lihua", "pd-jiang", "pd-wuqiang"] {
      #expect(
        try await house.enter(login).get("/letters/\(letter)").status == .notFound, "\(login)")
    }
    let own = try await house.enter("lihua").json(path)
    #expect(own["consultations"] == nil)
    #expect(own["letters"]?.array?.contains { $0["title"] == "征求意见函" } == false)
    #expect(own["history"]?.array?.contains { $0["act"] == "consultation.ask" } == false)
    #expect(try await house.enter("xh-feng").get(path).status == .ok)
    #expect(try await house.enter("pd-jiang").get("/consultations/\(id)").status == .notFound)
    try await house.act(
      number, "review", ["edition": 0, "answers": DistrictTests.review], by: "xh-sunli")
    let honour = try await house.enter("xh-sunli").json(path)["honours"]?.array?.first?["honour"]
    try await house.act(
      number, "honours",
      [
        "honour": honour ?? "", "verdict": "rejected", "basis": "announcement", "evidence": "名单里没有",
      ], by: "xh-sunli")
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    try await house.act(number, "recommendation", by: "xh-zhouwei")
    let left = try #require(try await asked().first)
    #expect(left["open"] == false && left["opinion"] == nil)
    #expect(
      try await house.enter("xh-sunli").page("/consultations/\(id)").text.contains(
        "期限以前审核已经结束，没有等到答复"))
    let late = try await house.enter("xh-feng").post(
      "/consultations/\(id)/answer", ["opinion": "agree", "signer": "冯涛"])
    #expect(late.code == "answeredAlready")
    // 问过的部门不再看得到这份申请，自己的那一次还在。
    #expect(try await house.enter("xh-feng").get(path).status == .notFound)
    #expect(try await house.enter("xh-feng").get("/consultations/\(id)").status == .ok)
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("期限要在今天以后；问过没有答复的不重复问；别区的部门问不到")
  func refused() async throws {
    func ask(_ members: [(String, JSON)]) async throws -> Response {
      try await house.enter("xh-sunli").post(
        "/applications/\(number)/consultations",
        .object([.init("question", "试")] + members.map { JSON.Member($0.0, $0.1) }))
    }
    let today = try await ask([("names", "某局"), ("due", "2026-11-20")])
    #expect(today.json["errors"]?.array?.first?["code"] == "tooEarly")
    let foreign = try await ask([
      ("departments", [.string("\(Cast.organisation("pudong-kejing"))")])
    ])
    #expect(foreign.json["errors"]?.array?.first?["code"] == "notAChoice")
    #expect(try await ask([]).json["errors"]?.array?.first?["code"] == "required")
    #expect(try await ask([("names", "某局\n另一局"), ("due", "2026-12-01")]).status == .ok)
    #expect(try await asked().map { $0["name"] } == ["某局", "另一局"])
    #expect(try await asked().map { $0["due"] } == ["2026-12-01", "2026-12-01"])
    #expect(
      try await ask([("names", "某 局")]).json["errors"]?.array?.map { $0["code"] } == [
        "askedAlready"
      ])
  }

  @Test("两个世界：徐汇问了、标了、回避了，浦东的人和别的部门什么也看不出来")
  func apart() async throws {
    func common(_ house: House) async throws { _ = try await house.accepted() }
    let worlds = try await TwoWorlds(common: common) { house in
      let number = try #require(
        try house.store.read { database in
          try database.first("SELECT number FROM application") { $0.text(0) }
        })
      let id = try await house.consult(number)
      try await house.act(number, "flags", ["text": "核实商标"], by: "xh-sunli")
      try await house.act(number, "recusals", ["reason": "亲属任职"], by: "xh-zhouwei")
      return [id, number]
    }
    for login in ["pd-wuqiang", "pd-jiang", "zhaomin", "hh-you"] {
      #expect(try await worlds.look(as: login).differences == [], "\(login)")
    }
    #expect(try await !worlds.look(as: "xh-feng").differences.isEmpty)
  }
}
