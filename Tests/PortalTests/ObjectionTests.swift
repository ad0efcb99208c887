import Accounts
import Digest
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("异议由没有经办过的人决定；答复丢了，查询码不丢；没有可以异议的，不请人提")
struct ObjectionTests {
  /// The only one that nobody has looked into, with a handler's opinion on it: its id.
  private func weighed(
    _ house: House, _ conclusion: JSON = "rejected"
  ) async throws -> String {
    let handler = try await house.enter("sj-gu")
    let open = try await handler.json("/objections")["items"]?.array?.first {
      $0["state"] == "open"
    }
    let id = try #require(open?["id"]?.string)
    let said = try await handler.post(
      "/objections/\(id)/opinion", ["conclusion": conclusion, "reason": "核查过了。"])
    try #require(said.status == .ok, "\(said.text)")
    return id
  }

  @Test("移出以后才决定的另一件：经过写的是那一件的结论；企业收到的是移出公示通知书；没有告知不予受理的，就是受理了")
  func secondOnTheSame() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    let first = try await house.object(number, to: notice)
    try #require(first.status == .ok, "\(first.text)")
    #expect(try await house.object(number, to: notice).code == "filedAlready")
    let second = try await house.object(number, to: notice, [("reasons", "商标早已转让。")])
    let code = try #require(second.json["code"])
    func status() async throws -> JSON {
      try await house.post("/objections/status", ["code": code]).json
    }
    #expect(try await status()["state"] == "open")
    house.pass(seconds: 12 * 86_400)
    let told = try await status()
    #expect(told["state"] == "admitted" && told["due"]?.string ?? "" > told["toldBy"]?.string ?? "")
    for _ in 0..<2 {
      let id = try await weighed(house, "sustained")
      let done = try await house.enter("sj-fang", surely: true).post(
        "/objections/\(id)/decision", ["number": .string(number)])
      #expect(done.json["state"] == "sustained", "\(done.text)")
    }
    #expect(try await status()["state"] == "sustained")
    let file = try await house.enter("lihua").json("/applications/\(number)")
    #expect(
      file["history"]?.array?.prefix(2).map { [$0["title"], $0["text"]] } == [
        ["异议办结", "异议成立，核查办结"], ["异议成立，移出公示", "核查过了。"],
      ], "\(file["history"] ?? "")")
    #expect(file["letters"]?.array?.first?["title"] == "移出公示通知书")
    let journal = try await house.enter("sj-jin").json("/journal?act=objection.reject")
    #expect(
      journal["items"]?.array?.map { $0["summary"] } == [
        .string("了结一件异议：上海禾欣食品有限公司“禾欣有机米饼”（\(number)）")
      ])
    #expect(house.faults == [])
  }

  @Test("没有人可以决定的，在市局管理员的工作台上，写明要增加谁；有人了就没有了")
  func nobodyLeft() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    try #require(try await house.object(number, to: notice).status == .ok)
    _ = try await weighed(house)
    func rows() async throws -> [JSON] {
      try await house.enter("sj-zhang").json("/desk")["items"]?.array?.filter {
        $0["href"] == "/members"
      } ?? []
    }
    #expect(try await rows() == [])
    func seat(_ ended: Bool) throws {
      try house.store.writeAndWait { database in
        try database.run(
          "UPDATE membership SET until = ?, ended = ? WHERE person = ?", ended ? 1 : nil,
          ended ? "调离" : nil, Cast.person("sj-fang").number)
      }
    }
    try seat(true)
    #expect(
      try await rows().map { $0["title"] } == ["增加一名没有经办过的市局审核人员：对“禾欣有机米饼”的异议没有人可以办"])
    try seat(false)
    #expect(try await rows() == [])
    // 回避的，也不能办。
    try await house.act(number, "recusals", ["reason": "亲属任职"], by: "sj-fang")
    #expect(try await rows().count == 1)
    #expect(house.faults == [])
  }

  @Test("同意列入、发布公示的审核人不决定这一项的异议，页面和 JSON 说明是哪一条；另一位审核人决定，再来一件还可以由他决定")
  func decider() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    #expect(try await house.object(number, to: notice).status == .ok)
    // 收到异议，只告诉能提处理意见的；要由别人决定的，一开始就说明。
    for (login, isTold) in [
      ("sj-lv", false), ("sj-gu", true), ("sj-shi", false), ("sj-fang", false),
    ] {
      let inbox = try await house.enter(login).json("/inbox")["items"]?.array ?? []
      let told = inbox.contains { $0["text"]?.string?.contains("收到一件异议") == true }
      #expect(told == isTold, "\(login)")
    }
    let first = try #require(
      try await house.enter("sj-gu").json("/objections")["items"]?.array?.first?["id"]?.string)
    #expect(
      try await house.enter("sj-shi").json("/objections/\(first)")["blocked"]?.array?
        .map { $0["name"] } == ["objection.decide"])
    let id = try await weighed(house)
    let toucher = try await house.enter("sj-shi", surely: true)
    let seen = try await toucher.json("/objections/\(id)")
    #expect(seen["acts"] == [] && seen["answers"] == nil && seen["opinion"] == nil)
    let why: JSON = "您经办过这份申请，要由没有经办过的人办理。"
    #expect(
      seen["blocked"] == [
        ["name": "objection.decide", "reason": why, "clause": "001 三（四）第二句"],
        ["name": "objection.sendBack", "reason": why, "clause": "001 三（四）第二句"],
      ])
    for (noun, body) in [
      ("decision", ["number": .string(number)]), ("return", ["reason": "再看看"]),
    ] as [(String, JSON)] {
      let tried = try await toucher.post("/objections/\(id)/\(noun)", body)
      #expect(tried.status == .conflict && tried.code == "samePerson")
      #expect(tried.json["clause"] == "001 三（四）第二句")
    }
    #expect(try await toucher.get("/objections/\(id)/evidence").status == .notFound)
    let page = try await toucher.page("/objections/\(id)").text
    #expect(page.contains("要由没有经办过的人办理") && page.contains("请市局管理员"))
    #expect(!page.contains("龚正明") && !page.contains("同意处理意见"))
    let title = JSON.string("对“禾欣有机米饼”的异议")
    func tasks(_ login: String) async throws -> [JSON?] {
      try await house.enter(login).json("/desk")["items"]?.array?.map { $0["title"] } ?? []
    }
    #expect(try await !tasks("sj-shi").contains(title))
    #expect(try await tasks("sj-fang").contains(title))
    let decider = try await house.enter("sj-fang", surely: true)
    #expect(try await decider.acts("/objections/\(id)").contains("objection.decide"))
    #expect(try await decider.json("/objections/\(id)")["blocked"] == [])
    let done = try await decider.post("/objections/\(id)/decision", ["number": .string(number)])
    #expect(done.json["state"] == "rejected", "\(done.text)")
    // 决定过异议，不是经办过申请。
    #expect(try await house.object(number, to: notice).status == .ok)
    let second = try await weighed(house, "sustained")
    // 办了不能撤回：为上一件确认的，不能再用。
    #expect(
      try await decider.post("/objections/\(second)/decision", ["number": .string(number)]).code
        == "confirmationRequired")
    try house.makeSure(of: decider)
    let again = try await decider.post(
      "/objections/\(second)/decision", ["number": .string(number)])
    #expect(again.json["state"] == "sustained", "\(again.text)")
    #expect(house.faults == [])
  }

  @Test("同一个幂等键再发一次，收据和查询码都和第一次一样；库里没有查询码的原文；换了数据文件夹的，收据还在，查询码不再给")
  func repeated() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    let first = try await house.object(number, to: notice, key: "mine")
    let code = try #require(first.json["code"]?.string, "\(first.text)")
    #expect(code.utf8.count == 43)
    let again = try await house.object(number, to: notice, key: "mine")
    #expect(again.status == .ok && again.json == first.json, "\(again.text)")
    #expect(
      try await house.post("/objections/status", ["code": .string(code)]).json["state"] == "open")
    let count = try house.store.read { database in
      try database.first("SELECT count(*) FROM objection") { $0.int(0) }
    }
    #expect(count == 1)
    let kept = try house.store.read { database in
      try database.all("SELECT json FROM once UNION ALL SELECT answers FROM objection") {
        $0.text(0)
      }
    }
    #expect(kept.contains { $0.contains("龚正明") })
    #expect(kept.allSatisfy { !$0.contains(code) })
    let other = try await house.object(number, to: notice, key: "other")
    #expect(other.json["code"] != nil && other.json["code"] != first.json["code"])
    let moved = try House(twin: house)
    let late = try await moved.object(number, to: notice, key: "mine")
    #expect(late.status == .ok && late.json["code"] == nil)
    #expect(late.json["paragraphs"] == first.json["paragraphs"])
    #expect(house.faults == [] && moved.faults == [])
  }

  @Test("浏览器里再按一次，看到的还是收据和同一个查询码")
  func pressedAgain() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    let path = "/notices/\(notice)/objection"
    let form = try await house.get(path)
    let cookie = try #require(form.field("Set-Cookie")).split(separator: ";")[0]
    let keys = try ["form", "once"].map { name in
      (name, try #require(FormKeys.value(of: name, in: form.text)))
    }
    func press() async throws -> String {
      let sent = try await house.object(
        number, to: notice, keys, fields: ["Cookie: \(cookie)", "Sec-Fetch-Site: same-origin"])
      #expect(sent.status == .ok)
      return sent.text
    }
    let (first, second) = (try await press(), try await press())
    let code = try #require(first.firstMatch(of: /id="code">([^<]{43})</)).1
    #expect(second.contains("id=\"code\">\(code)<") && second.contains("异议已经收到"))
    #expect(house.faults == [])
  }

  @Test("全都移出、期限过了、还没开始：JSON 不给提出异议的办法，页面没有按钮，表上说为什么；内容原文一个字节不变")
  func nothingLeft() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    let before = try await house.get("/api/v1/notices/\(notice)/content").body
    func state() async throws -> (removed: JSON?, acts: JSON?) {
      let shown = try await house.json("/api/v1/notices/\(notice)")
      return (shown["items"]?.array?.first?["removed"], shown["acts"])
    }
    #expect(try await state().removed == false)
    #expect(try await state().acts?.array?.map { $0["name"] } == ["objection.file"])
    #expect(try await house.object(number, to: notice).status == .ok)
    let id = try await weighed(house, "sustained")
    let done = try await house.enter("sj-fang", surely: true).post(
      "/objections/\(id)/decision", ["number": .string(number)])
    #expect(done.json["state"] == "sustained", "\(done.text)")
    #expect(try await state() == (true, []))
    let page = try await house.get("/notices/\(notice)").text
    #expect(page.contains("已移出公示") && !page.contains("href=\"/notices/\(notice)/objection\""))
    #expect(
      try await house.get("/notices/\(notice)/objection").text.contains("各项都已经移出公示"))
    #expect(try await house.object(number, to: notice).code == "wrongStage")
    #expect(try await house.get("/api/v1/notices/\(notice)/content").body == before)
    house.passNotice()
    #expect(try await state() == (true, []))
    #expect(
      try await house.get("/notices/\(notice)/objection").text.contains("现在不能提出异议"))
    #expect(house.faults == [])
  }

  @Test("名称里有这些字的真名照收", arguments: ["王无名", "国家保密科技测评中心", "上海3M商贸有限公司"])
  func somebody(_ name: String) async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    let answer = try await house.object(number, to: notice, [("objectorName", name)])
    #expect(answer.status == .ok, "\(answer.text)")
  }

  @Test(
    "不写真名的不收",
    arguments: ["匿名", "123", "某某", "王", "不愿透露姓名的消费者", "13900139000"])
  func nobody(_ name: String) async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    let answer = try await house.object(number, to: notice, [("objectorName", name)])
    #expect(answer.status == .unprocessable)
    #expect(answer.json["errors"]?.array?.map { $0["field"] } == ["objectorName"], "\(answer.text)")
  }
}
