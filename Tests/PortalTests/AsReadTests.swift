import Accounts
import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("办的就是看过的那些：内容、份数、另一方的话，其间变了就不办")
struct AsReadTests {
  private func offer(_ name: String, _ acts: JSON?) -> JSON? {
    acts?.array?.first { $0["name"]?.string == name }
  }

  @Test("签署人提交的是他看过的每一部分和每一个附件：同事其间保存、上传的，409 并说出来；看过再交就行")
  func submission() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    try await house.fill(number, by: writer)
    let path = "/applications/\(number)"
    let signatory = try await house.enter("wangjianguo", surely: true)
    func read() async throws -> JSON {
      try #require(
        offer("application.submit", try await signatory.json(path)["acts"])?["edition"])
    }
    let first = try await read()
    #expect(
      try await signatory.page("\(path)/submission").text.contains(
        "name=\"edition\" value=\"\(first.integer ?? 0)\""))
    let row = try await signatory.json("/desk")["items"]?.array?.first {
      $0["subject"] == .string("application/\(number)")
    }
    #expect(offer("application.submit", row?["acts"])?["edition"] == first)
    let part = try await writer.json("\(path)/sections/2")
    let answers = (part["answers"]?.members ?? []).map { one in
      JSON.Member(one.name, one.name == "itemIntroduction" ? "换过的介绍。" : one.value)
    }
    let saved = try await writer.post(
      "\(path)/sections/2",
      ["edition": part["edition"] ?? 0, "answers": .object(answers)])
    try #require(saved.status == .ok, "\(saved.text)")
    let late = try await signatory.post("\(path)/submission", ["agreed": true, "edition": first])
    #expect(late.status == .conflict && late.code == "stale", "\(late.text)")
    #expect(late.json["detail"]?.string?.contains("李华保存了第 2 部分") == true, "\(late.text)")
    let second = try await read()
    #expect(
      late.json["errors"]?.array?.first
        == [
          "field": "edition", "code": "stands",
          "message": .string("现在是：第 \(second.integer ?? 0) 版"),
        ])
    let sent = try await writer.upload(
      "\(path)/files/creditFile", [], [("file", Houses.pdf)])
    try #require(sent.status == .ok, "\(sent.text)")
    #expect(
      try await signatory.post("\(path)/submission", ["agreed": true, "edition": second]).code
        == "stale")
    let done = try await signatory.post(
      "\(path)/submission", ["agreed": true, "edition": try await read()])
    #expect(done.status == .ok, "\(done.text)")
  }

  @Test("归属异议：企业其间说明了情况的，不能照没有说明的样子决定；自己的说明也不会被不知情地换掉")
  func disputes() async throws {
    let house = try House()
    let disputant = try await house.enter("xinren")
    let filed = try await disputant.upload(
      "/enterprises/disputes",
      [("creditCode", "91310104MA1FR00186"), ("role", "signatory"), ("note", "原登记人已离职")],
      [("licence", Houses.pdf), ("letter", Houses.pdf)])
    let id = try #require(filed.json["claim"]?.string ?? filed.json["id"]?.string, "\(filed.text)")
    let path = "/claims/\(id)"
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let read = try #require(
      offer("claim.decide", try await approver.json(path)["acts"])?["edition"])
    let holder = try await house.enter("wangjianguo")
    let before = try #require(
      offer("claim.answer", try await holder.json(path)["acts"])?["edition"])
    let said = try await holder.post("\(path)/answer", ["text": "登记人仍在职。", "edition": before])
    #expect(said.status == .ok, "\(said.text)")
    #expect(
      try await holder.post("\(path)/answer", ["text": "又一次。", "edition": before]).code == "stale")
    let late = try await approver.post(
      "\(path)/decision", ["decision": "confirm", "edition": read])
    #expect(late.status == .conflict && late.code == "stale", "\(late.text)")
    #expect(late.json["errors"]?.array?.last?["message"] == "现在是：王建国：登记人仍在职。", "\(late.text)")
    let missing = try await approver.send("\(path)/decision", ["decision": "confirm"])
    #expect(missing.status == .unprocessable, "\(missing.text)")
    let now = try #require(
      offer("claim.decide", try await approver.json(path)["acts"])?["edition"])
    let done = try await approver.post(
      "\(path)/decision", ["decision": "refuse", "reason": "登记人在职", "edition": now])
    #expect(done.status == .ok, "\(done.text)")
  }

  @Test("一次受理：每一份带着看到的版本；其间变了的留下，别的照办；不写版本的 422")
  func several() async throws {
    let house = try House()
    let numbers = [try await house.submitted(), try await house.submitted()]
    let handler = try await house.enter("xh-sunli")
    let offered = try #require(
      offer("application.acceptSeveral", try await handler.json("/applications")["acts"]))
    #expect(Set(offered["numbers"]?.array?.compactMap(\.string) ?? []) == Set(numbers))
    try await house.act(
      numbers[0], "flags", ["text": "有举报，先不要受理"], by: "xh-zhouwei")
    let bare = try await handler.post(
      "/acceptances/new", ["numbers": offered["numbers"] ?? []])
    #expect(bare.status == .unprocessable, "\(bare.text)")
    let done = try await handler.post(
      "/acceptances/new",
      ["numbers": offered["numbers"] ?? [], "editions": offered["editions"] ?? [:]])
    #expect(done.json["accepted"] == [.string(numbers[1])], "\(done.text)")
    #expect(done.json["held"]?.array?.map { $0["number"] } == [.string(numbers[0])])
  }

  @Test("委托：页上列出转去的每一份，接口也有；其间多了一份的不办；要输入批次编号，单独确认")
  func commission() async throws {
    let house = try House()
    let number = try await house.cultivating()
    let handler = try await house.enter("sj-lv")
    let body = try #require(
      try await handler.json("/commissions")["bodies"]?.array?.first?["body"])
    let asked = try await handler.post(
      "/commissions/new", ["round": "2026-1", "body": body, "note": "初筛和评审"])
    let id = try #require(asked.json["id"]?.string, "\(asked.text)")
    let approver = try await house.enter("sj-shi", surely: true)
    let path = "/commissions/\(id)/decision"
    let item = try await approver.json("/commissions")["items"]?.array?.first
    #expect(item?["applications"]?.array?.map { $0["number"] } == [.string(number)])
    let act = try #require(offer("commission.entrust", item?["acts"]))
    #expect(act["number"] == "2026-1")
    #expect(try await approver.page(path).text.contains("/applications/\(number)"))
    let other = try await house.cultivating()
    let late = try await approver.post(
      path, ["number": "2026-1", "edition": act["edition"] ?? 0])
    #expect(late.status == .conflict && late.code == "stale", "\(late.text)")
    #expect(
      try await approver.post(path, ["number": "2026-2"]).json["errors"]?.array?.first?["field"]
        == "number")
    let done = try await approver.post(path, ["number": "2026-1"])
    #expect(done.json["cases"] == 2, "\(done.text)")
    #expect(try await approver.json("/applications/\(other)")["stage"] == "screening")
  }

  @Test("停用的人换到另一个单位，也听不到在停用的单位办过什么；别的单位照常")
  func suspendedElsewhere() async throws {
    let house = try await House.withRound()
    let guest = try await house.enter("liangbian")
    let seats = try await guest.json("/account")["seats"]?.array ?? []
    func seat(_ name: String) throws -> JSON {
      try #require(
        seats.first { $0["name"]?.string?.contains(name) == true }?["organisation"])
    }
    try await guest.post("/session/organisation", ["organisation": seat("禾欣")])
    let body: JSON = ["kind": "service", "item": "两处的人"]
    let key = ["Idempotency-Key: two-seats-1"]
    let first = try await guest.post("/applications/new", body, fields: key)
    #expect(first.status == .ok, "\(first.text)")
    let manager = try await house.enter("wangjianguo", surely: true)
    let members = try await manager.json("/members")["members"]?.array ?? []
    let own = try #require(members.first { $0["name"] == "梁宸" }?["id"]?.string)
    let sent = try await manager.post("/memberships/\(own)/suspension", ["reason": "核查"])
    #expect(sent.status == .ok, "\(sent.text)")
    let moved = try await guest.post("/session/organisation", ["organisation": seat("云枢")])
    #expect(moved.status == .ok, "\(moved.text)")
    let again = try await guest.post("/applications/new", body, fields: key)
    #expect(again.status == .unauthorized && again.code == "suspended", "\(again.text)")
  }

  @Test("不看版本的事，带着 If-Match 来的 422，不会当没看见；单位的状态其间调整过的 409")
  func conditions() async throws {
    let house = try House()
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let path = "/organisations/\(Cast.organisation("hexin"))/standing"
    let body: JSON = ["step": "suspend", "reason": "审计", "edition": 0]
    let odd = try await approver.post(path, body, fields: ["If-Match: \"999\""])
    #expect(odd.status == .unprocessable, "\(odd.text)")
    let stale = try await approver.post(
      path, ["step": "suspend", "reason": "审计"], fields: ["If-Match: \"999\""])
    #expect(stale.status == .conflict && stale.code == "stale", "\(stale.text)")
    let blind = try await house.enter("sj-lv").post(
      "/commissions/new", ["round": "2026-1", "body": "x", "note": "试"],
      fields: ["If-Match: \"1\""])
    #expect(
      blind.json["errors"]?.array?.first?["field"] == "If-Match", "\(blind.text)")
    let done = try await approver.post(path, body)
    #expect(done.json["status"] == "suspended", "\(done.text)")
  }
}

@Suite("发出、发布、离开以前都看得到：是什么、还缺什么、谁来接")
struct SeenBeforehandTests {
  @Test("公示发布以前看得到要冻结的全文和日期；没有看过的只有“看”，看过的才有“发布”")
  func notice() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let proposed = try await house.enter("sj-lv").post(
      "/applications/\(number)/decision", ["decision": "list", "text": "评审总分 86.50，建议列入。"])
    try #require(proposed.status == .ok, "\(proposed.text)")
    let approver = try await house.enter("sj-shi", surely: true)
    let agreed = try await approver.post("/applications/\(number)/decision/approval")
    try #require(agreed.status == .ok, "\(agreed.text)")
    try house.makeSure(of: approver)
    let path = "/rounds/2026-1/notice"
    let first = try await approver.page(path).text
    #expect(first.contains("预览：关于") && first.contains("下一步：看要发布的公示"))
    #expect(!first.contains("发布公示</button>"))
    let seen = try await approver.press(
      path, "startsOn=&channel=\("质量发展处".percent)&number=&preview=yes", on: path)
    #expect(seen.status == .ok && seen.text.contains("发布公示</button>"))
    #expect(seen.text.contains("质量发展处") && seen.text.contains("公示期 2026年11月20日 星期五至"))
    // 看过以后又改的，先再看一次；没有改的，才发布。
    let mark = try #require(FormKeys.value(of: "seen", in: seen.text))
    func publish(_ channel: String) async throws -> Response {
      try house.makeSure(of: approver)
      return try await approver.press(
        path, "startsOn=&channel=\(channel.percent)&number=2026-1&seen=\(mark)", on: path)
    }
    let slip = try await approver.press(
      path, "startsOn=&channel=\("质量发展处".percent)&number=2026-2&seen=\(mark)", on: path)
    #expect(slip.status == .unprocessable && slip.text.contains("发布公示</button>"))
    let changed = try await publish("别的地方")
    #expect(changed.status == .unprocessable && changed.text.contains("您看过以后又改了"))
    let wrong = try await approver.press(
      path, "startsOn=abc&channel=&number=&preview=yes", on: path)
    #expect(wrong.status == .unprocessable && !wrong.text.contains("发布公示</button>"))
    #expect(try await approver.json("/applications/\(number)")["stage"] == "reviewed")
    let done = try await publish("质量发展处")
    #expect(done.status == .seeOther, "\(done.text)")
    #expect(try await approver.json("/applications/\(number)")["stage"] == "publicised")
  }

  @Test("最后一位签署人离开，要先选同事接手；选了就行，每一次都另行确认")
  func signatory() async throws {
    let house = try House()
    let guest = try await house.enter("wangjianguo", surely: true)
    let alone = try await guest.post("/members/handover", ["reason": "离职"])
    #expect(
      alone.json["errors"]?.array?.map { $0["code"] } == ["lastSignatory"], "\(alone.text)")
    #expect(try await guest.page("/members/handover").text.contains("交给"))
    try house.makeSure(of: guest)
    let done = try await guest.post(
      "/members/handover", ["to": .string("\(Cast.person("lihua"))"), "reason": "离职"])
    #expect(done.status == .ok, "\(done.text)")
  }

  @Test("为一件不能挽回的事确认的，不能拿去办另一件：那一件没有办成，也要另行确认")
  func bound() async throws {
    let house = try House()
    let (one, other) = (try await house.submitted(), try await house.submitted())
    let guest = try await house.enter("xh-sunli", surely: true)
    let paths = [one, other].map { "/applications/\($0)/refusal" }
    try house.store.writeAndWait {
      try $0.run("UPDATE session SET confirmed_for = ? WHERE confirmed > 0", paths[0])
    }
    func press(_ path: String, _ number: String) async throws -> Response {
      let words = "reason=\("商标不在名下".percent)&condition=condition2&evidence=x&remedy=x"
      return try await guest.press(path, "\(words)&number=\(number)", on: path)
    }
    // 编号写错了，没有办成，确认还没有用掉。
    #expect(try await press(paths[0], other).status == .unprocessable)
    let elsewhere = try await press(paths[1], other)
    #expect(elsewhere.status == .forbidden && elsewhere.text.contains("请再次确认是您本人"))
    #expect(try await guest.json("/applications/\(other)")["stage"] == "submitted")
    let done = try await press(paths[0], one)
    #expect(done.status == .seeOther, "\(done.text)")
  }

  @Test("还没有确认的 403 里就有怎样确认；政策包不能启用的，说为什么")
  func waysOn() async throws {
    let house = try House()
    let plain = try await house.enter("xh-zhouwei")
    let no = try await plain.post(
      "/organisations/\(Cast.organisation("hexin"))/standing",
      ["step": "suspend", "reason": "审计", "edition": 0])
    #expect(no.status == .forbidden, "\(no.text)")
    #expect(
      no.json["acts"]
        == [["name": "session.confirm", "href": "/api/v1/session/confirmation"]], "\(no.text)")
    let items = try await house.enter("sj-zhang").json("/policies")["items"]?.array ?? []
    let used = items.filter { $0["state"] == "inUse" }
    #expect(!used.isEmpty)
    for one in used {
      #expect(
        one["blocked"] == [["name": "policy.adopt", "reason": "这个政策包已经启用，没有变化。"]], "\(one)")
    }
    #expect(
      try await house.enter("sj-lv").json("/policies")["items"]?.array?.first?["blocked"] == [])
  }
}
