import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Registry

@Suite("办的就是看过的那些：核查记录、活动、数据异议、专家申请、身份，不写版本的 422，旧的 409 并说现在怎样")
struct AsReadElsewhereTests {
  let house: House
  private static let head = "统一社会信用代码,类型,机关,文号,认定日期,移出日期,来源,数据日期"

  init() throws { house = try House() }

  private func edition(_ name: String, _ acts: JSON?) throws -> JSON {
    try #require(acts?.array?.first { $0["name"]?.string == name }?["edition"], "\(name)")
  }

  /// Without an edition, over an old one, and over the one that stands now.
  private func decide(
    _ guest: Guest, _ path: String, _ body: JSON, old: JSON, now: JSON, isGrave: Bool = false
  ) async throws -> JSON {
    func sent(_ edition: JSON?) async throws -> Response {
      if isGrave { try house.makeSure(of: guest) }
      return try await guest.send(
        path, .object((body.members ?? []) + (edition.map { [.init("edition", $0)] } ?? [])))
    }
    let bare = try await sent(nil)
    #expect(
      bare.status == .unprocessable && bare.json["errors"]?.array?.first?["field"] == "edition",
      "\(bare.text)")
    let late = try await sent(old)
    #expect(late.status == .conflict && late.code == "stale", "\(late.text)")
    #expect(late.json["errors"]?.array?.first?["field"] == "edition")
    #expect(try await sent(now).status == .ok, "\(path)")
    return late.json
  }

  @Test("作废现场核查记录：其间又传了照片，先看照片")
  func visit() async throws {
    let number = try await house.accepted()
    let path = "/applications/\(number)"
    try await house.act(
      number, "visits", ["on": "2026-11-20", "people": "孙丽", "findings": "生产线在用。"], by: "xh-sunli")
    let handler = try await house.enter("xh-sunli")
    func read() async throws -> (id: String, edition: JSON) {
      let visit = try #require(try await handler.json(path)["visits"]?.array?.first)
      return (visit["visit"]?.string ?? "", try edition("visit.strike", visit["acts"]))
    }
    let before = try await read()
    #expect(before.edition == 0)
    let sent = try await handler.upload(
      "/visits/\(before.id)/photos", [], [("photo", Houses.pdf)])
    try #require(sent.status == .ok, "\(sent.text)")
    let page = try await handler.page("/visits/\(before.id)/strike").text
    #expect(page.contains("照片 1") && page.contains(#"name="edition" value="1""#))
    let late = try await decide(
      handler, "/visits/\(before.id)/strike", ["reason": "日期写错"], old: before.edition,
      now: try await read().edition)
    #expect(late["detail"] == "您打开以后，这次核查又传了照片：现在有 1 张。请核对以后再办。")
  }

  @Test("取消活动：其间改了时间地点，先看改了什么")
  func activity() async throws {
    let id = try await house.announce()
    let staff = try await house.enter("chj-shen", surely: true)
    func read() async throws -> JSON {
      try edition("activity.cancel", try await staff.json("/activities/\(id)")["acts"])
    }
    let before = try await read()
    let moved = try await staff.post(
      "/activities/\(id)/amendment",
      House.coaching([("place", "漕河泾会议中心"), ("edition", before)]))
    try #require(moved.status == .ok, "\(moved.text)")
    let late = try await decide(
      staff, "/activities/\(id)/cancellation", ["reason": "主讲生病", "title": "品牌管理制度怎样建"],
      old: before, now: try await read(), isGrave: true)
    let now = late["errors"]?.array?.first { $0["field"] == "place" }?["message"]
    #expect(now == "现在是：漕河泾会议中心")
    #expect(
      late["errors"]?.array?.map { $0["field"]?.string } == [
        "edition", "title", "topic", "place", "startsOn", "endsOn", "deadlineOn", "capacity",
      ])
  }

  @Test("决定数据异议：决定的是读到的那一次，不是后来的新异议")
  func contest() async throws {
    _ = try Import(house.store).run(
      Array("\(Self.head)\n91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,,测试,2026-11-20".utf8), .credit,
      at: house.clock.now)
    let path = "/organisations/\(Cast.organisation("hexin"))/facts"
    let (editor, approver) = (
      try await house.enter("lihua"), try await house.enter("xh-zhouwei", surely: true)
    )
    func record() async throws -> JSON {
      try #require(
        try await approver.json(path)["records"]?.array?.first {
          $0["values"]?["type"] == "经营异常"
        })
    }
    let id = try #require(try await record()["id"]?.string)
    func contest(_ reason: JSON) async throws {
      let sent = try await editor.post("/records/\(id)/contest", ["reason": reason])
      try #require(sent.status == .ok, "\(sent.text)")
    }
    try await contest("已移出。")
    let before = try edition("record.settle", try await record()["acts"])
    let kept = try await approver.post(
      "/records/\(id)/decision", ["decision": "kept", "reason": "没有移出", "edition": before])
    try #require(kept.status == .ok, "\(kept.text)")
    try await contest("11月19日已移出，附决定书。")
    let late = try await decide(
      approver, "/records/\(id)/decision", ["decision": "kept", "reason": "没有移出"],
      old: before, now: try edition("record.settle", try await record()["acts"]))
    #expect(late["errors"]?.array?.last?["message"] == "现在是：11月19日已移出，附决定书。")
  }

  @Test("新数据把没有核实的异议带走以后，又提出的是另一次：照前一次的写的决定，不会落到它头上")
  func contestedAnew() async throws {
    func take(_ rest: String) throws {
      _ = try Import(house.store).run(
        Array("\(Self.head)\n91310104MA1FR00186,经营异常,徐汇局,1号,\(rest)".utf8), .credit,
        at: house.clock.now)
    }
    try take("2026-10-01,,测试,2026-11-19")
    let path = "/organisations/\(Cast.organisation("hexin"))/facts"
    let (editor, approver) = (
      try await house.enter("lihua"), try await house.enter("xh-zhouwei", surely: true)
    )
    func record() async throws -> JSON {
      try #require(
        try await approver.json(path)["records"]?.array?.first {
          $0["values"]?["type"] == "经营异常"
        })
    }
    let id = try #require(try await record()["id"]?.string)
    _ = try await editor.post("/records/\(id)/contest", ["reason": "没有这件事。"])
    let before = try edition("record.settle", try await record()["acts"])
    try take("2026-10-01,2026-11-19,测试,2026-11-20")
    let again = try await editor.post("/records/\(id)/contest", ["reason": "移出日期写错。"])
    try #require(again.status == .ok, "\(again.text)")
    let now = try edition("record.settle", try await record()["acts"])
    #expect(now != before)
    _ = try await decide(
      approver, "/records/\(id)/decision", ["decision": "kept", "reason": "就是该公司"],
      old: before, now: now)
  }

  @Test("核对和决定专家的申请：同事其间写了别的意见，先看意见")
  func expert() async throws {
    let sent = try await house.enter("xinren").post(
      "/experts/application", ["answers": PoolTests.answers])
    let id = try #require(sent.json["id"]?.string, "\(sent.text)")
    let path = "/experts/applications/\(id)"
    let (handler, approver) = (
      try await house.enter("sj-lv"), try await house.enter("sj-shi", surely: true)
    )
    func read(_ guest: Guest, _ name: String) async throws -> JSON {
      try edition(name, try await guest.json(path)["acts"])
    }
    let first = try await read(handler, "expert.vet")
    try await handler.post("\(path)/opinion", ["opinion": "admit", "text": "好。", "edition": first])
    let before = try await read(approver, "expert.admit")
    try await approver.post(
      "\(path)/admission",
      ["decision": "sendBack", "reason": "请再核对证书", "edition": before])
    let vetted = try await decide(
      handler, "\(path)/opinion", ["opinion": "refuse", "text": "证书已过期。"], old: first,
      now: try await read(handler, "expert.vet"))
    #expect(vetted["errors"]?.array?.last?["message"] == "现在是：等市局经办核对")
    let late = try await decide(
      approver, "\(path)/admission", ["decision": "admit"], old: before,
      now: try await read(approver, "expert.admit"))
    #expect(late["errors"]?.array?.last?["message"] == "现在是：等市局审核决定。建议不入库。证书已过期。")
  }

  @Test("停用、恢复、解除身份：其间又因别的事停用的，不会不知情地恢复")
  func membership() async throws {
    let manager = try await house.enter("wangjianguo", surely: true)
    let members = try await manager.json("/members")["members"]?.array ?? []
    let own = try #require(members.first { $0["name"] == "李华" }?["id"]?.string)
    let path = "/memberships/\(own)"
    func read(_ name: String) async throws -> JSON {
      try edition(name, try await manager.json(path)["acts"])
    }
    func change(_ noun: String, _ reason: JSON, _ name: String) async throws {
      let body: JSON = ["reason": reason, "edition": try await read(name)]
      let sent = try await manager.post("\(path)/\(noun)", body)
      try #require(sent.status == .ok, "\(sent.text)")
    }
    try await change("suspension", "休假", "member.suspend")
    let before = try await read("member.restore")
    try await change("restoration", "回来了", "member.restore")
    try await change("suspension", "账号外借，核查中", "member.suspend")
    let late = try await decide(
      manager, "\(path)/restoration", ["reason": "休假结束"], old: before,
      now: try await read("member.restore"))
    #expect(late["errors"]?.array?.last?["message"] == "现在是：已停用：账号外借，核查中")
    _ = try await decide(
      manager, "\(path)/end", ["reason": "调离"], old: before, now: try await read("member.end"))
  }

  @Test("作废抽取：看到以后又锁定了评分表、起草了意见的，先看会作废什么")
  func annulment() async throws {
    let (house, number, panel, members) = try await House.atPanel()
    let approver = try await house.enter("sj-shi", surely: true)
    func read() async throws -> JSON {
      try edition("draw.annul", try await approver.json("/panels/\(panel)")["acts"])
    }
    let before = try await read()
    try await house.score(number, members[0], panel: panel)
    let page = try await approver.page("/draws/\(panel)/annulment").text
    #expect(page.contains("会作废的：1 件，评分表 7 张，其中锁定 1 张，还没有起草意见。") && page.contains(number))
    let body: JSON = ["reason": "名单有误", "number": "2026-1"]
    func send(_ edition: JSON?) async throws -> Response {
      try house.makeSure(of: approver)
      return try await approver.send(
        "/draws/\(panel)/annulment",
        .object((body.members ?? []) + (edition.map { [.init("edition", $0)] } ?? [])))
    }
    #expect(try await send(nil).status == .unprocessable)
    let late = try await send(before)
    #expect(late.code == "stale", "\(late.text)")
    #expect(
      late.json["detail"] == "您打开以后又有了变化：1 件，评分表 7 张，其中锁定 1 张，还没有起草意见。请核对以后再办。")
    // 一位撤回、另一位锁定：张数一样，也不是看到的那些。
    let seen = try await read()
    house.pass(seconds: 60)
    let expert = try house.enter(members[0])
    let sheet = "/reviews/\(try house.review(number, members[0]))"
    try #require(
      try await expert.post("\(sheet)/reopening", ["reason": "看错了", "edition": 1]).status == .ok)
    try await house.score(number, members[1], panel: panel)
    #expect(try await send(seen).code == "stale")
    #expect(try await send(try await read()).json["state"] == "annulled")
  }

  @Test("称号核实照看到的那一版：其间有变化的，看过再核实")
  func afterCorrection() async throws {
    let number = try await house.accepted()
    let handler = try await house.enter("xh-sunli")
    let path = "/applications/\(number)"
    let before = try edition("honour.verify", try await handler.json(path)["acts"])
    let honour = try #require(
      try await handler.json(path)["honours"]?.array?.first?["honour"])
    try await house.act(number, "flags", ["text": "证书要再看"], by: "xh-zhouwei")
    let late = try await decide(
      handler, "\(path)/honours",
      [
        "honour": honour, "verdict": "verified", "variant": "mayorQualityAward",
        "basis": "announcement", "evidence": "看了",
      ], old: before, now: try edition("honour.verify", try await handler.json(path)["acts"]))
    #expect(late["detail"]?.string?.contains("“标记问题”") == true)
  }
}
