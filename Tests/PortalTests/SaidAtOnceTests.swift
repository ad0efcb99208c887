import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Routing

@Suite("缺的一次说全；办不成的页上没有再按的按钮；登录断了的回到那一页")
struct SaidAtOnceTests {
  @Test("什么都不填：每个操作把必填的字段和字段以外的一次说全")
  func bare() async throws {
    let world = try await MatrixWorld()
    let players = try #require(world.house.rooms.cast).players
    var tried = 0
    for route in world.house.routes where route.method == .post && route.faces.contains(.json) {
      let name = "\(route.method.rawValue) \(route.pattern)"
      let operation = route.operation
      let required = Set(
        operation.fields.filter(\.isRequired).map(\.name)
          + (operation.more ?? []).filter(\.isRequired).map(\.name))
      guard let decision = Decision.all[name], !operation.takesFiles, !required.isEmpty,
        let player = players.first(where: { player in
          player.login != "liangbian" && decision.sees?.contains(player.login) ?? true
            && decision.who.lets(player)
        })
      else { continue }
      let guest = try await world.house.enter(player.login, surely: true)
      let answer = try await guest.send(world.target(route, decision))
      guard answer.status == .unprocessable else { continue }
      let told = Set((answer.json["errors"]?.array ?? []).compactMap { $0["field"]?.string })
      #expect(told.isSuperset(of: required), "\(player.login) \(name) \(answer.text)")
      tried += 1
    }
    #expect(tried > 90, "\(tried)")
  }

  @Test("审核意见不带答案：422，存过的一个字也不少；答案的类型不对也是 422")
  func sheet() async throws {
    let house = try House()
    let number = try await house.accepted()
    let handler = try await house.enter("xh-sunli")
    let path = "/applications/\(number)"
    try await house.act(
      number, "review", ["edition": 0, "answers": DistrictTests.review], by: "xh-sunli")
    let before = try await handler.json(path)["review"]
    for body: JSON in [
      ["edition": 1], ["edition": 1, "answers": .null], ["edition": 1, "answers": []],
      ["edition": 1, "answers": "x"],
    ] {
      let answer = try await handler.send("\(path)/review", body)
      #expect(answer.status == .unprocessable, "\(answer.text)")
      #expect(answer.json["errors"]?.array?.map { $0["field"] } == ["answers"], "\(answer.text)")
    }
    #expect(try await handler.json(path)["review"] == before)
  }

  @Test("决定、移动环节的不带版本是 422，什么也没有办；改别人交办的也要带")
  func edition() async throws {
    let house = try House()
    let number = try await house.submitted()
    let handler = try await house.enter("xh-sunli")
    let path = "/applications/\(number)"
    let bare = try await handler.send("\(path)/acceptance")
    #expect(bare.status == .unprocessable)
    #expect(bare.json["errors"]?.array?.map { $0["field"] } == ["edition"])
    #expect(try await handler.json(path)["stage"] == "submitted")
    #expect(try await handler.post("\(path)/acceptance").status == .ok)
    try await house.act(number, "flags", ["text": "地址不一致"], by: "xh-sunli")
    let seen = try await handler.json(path)
    let offer = try #require(
      seen["acts"]?.array?.first { $0["name"] == "flag.assign" })
    #expect(offer["edition"] == seen["edition"])
    let flag = try #require(offer["flag"]?.array?.first?["id"])
    func assign(_ name: String) async throws -> Response {
      let to = try #require(
        offer["assignee"]?.array?.first { $0["title"]?.string == name }?["id"], "\(offer)")
      return try await handler.send(
        "\(path)/flags/assignment",
        ["flag": flag, "assignee": to, "edition": try #require(offer["edition"])])
    }
    #expect(try await assign("周伟").status == .ok)
    let late = try await assign("孙丽")
    #expect(late.code == "stale", "\(late.text)")
  }

  @Test("后来的人按了已经办过的：说办过了，没有再按的按钮，写的理由还在")
  func noButton() async throws {
    let house = try House()
    let number = try await house.submitted()
    let path = "/applications/\(number)/refusal"
    let handler = try await house.enter("xh-sunli", surely: true)
    let form = try await handler.page(path).text
    #expect(form.contains("<form method=\"post\" action=\"\(path)\""))
    try await house.act(number, "acceptance", by: "xh-sunli")
    let late = try await handler.press(
      path,
      "condition=condition1&reason=%E4%B8%8D%E7%AC%A6%E5%90%88&evidence=x&edition=2&number=\(number)",
      on: "/applications/\(number)")
    #expect(late.status == .conflict, "\(late.status)")
    #expect(!late.text.contains("<form method=\"post\" action=\"\(path)\""))
    #expect(late.text.contains("<p class=\"lines\">不符合</p>"))
  }

  @Test("登录断了再按：回到有那张表的一页；没有页面的按钮只去登录")
  func signedOut() async throws {
    let house = try House()
    let number = try await house.submitted()
    let page = "/applications/\(number)/refusal"
    func press(_ target: String) async throws -> Response {
      try await house.answer(
        "POST", target,
        fields: [
          "Content-Type: application/x-www-form-urlencoded", "Sec-Fetch-Site: same-origin",
        ], body: Array("reason=x".utf8))
    }
    let sent = try await press(page)
    #expect(sent.status == .seeOther)
    #expect(
      sent.field("Location") == "/login?to=%2Fapplications%2F\(number)%2Frefusal",
      "\(sent.field("Location") ?? "")")
    #expect(try await press("/inbox/reading").field("Location") == "/login")
  }

  @Test("再次确认：写明是哪一件、填了什么；密码空着、不对，都说在密码旁边，能取消")
  func deed() async throws {
    let house = try House()
    let number = try await house.submitted()
    let path = "/applications/\(number)/refusal"
    let handler = try await house.enter("xh-sunli")
    let body =
      "condition=condition1&reason=x&evidence=x&remedy=x&edition=2&number=\(number)"
    for (given, words) in [("", "请填写密码。"), ("nonsense", "密码不对。")] {
      let asked = try await handler.press(path, body, on: path)
      #expect(asked.status == .forbidden)
      #expect(
        asked.text.contains("办理“不予受理”（上海禾欣食品有限公司“禾欣有机米饼”，编号 \(number)）"), "\(asked.text)")
      let answer = try await handler.press(
        path, body + "&confirm-password=\(given)", on: path)
      #expect(
        answer.text.contains("<a href=\"#confirm-password\">\(words)</a>"), "\(answer.text)")
      #expect(answer.text.contains("取消，回到“工作台”"))
    }
  }

  @Test("同一个键，在另一处登录退出是另一件事：两处都退出了")
  func sessions() async throws {
    let house = try House()
    let (one, other) = (try await house.enter("lihua"), try await house.enter("lihua"))
    let key = ["Idempotency-Key: out"]
    #expect(try await one.post("/session/end", fields: key).json == ["ended": true])
    #expect(try await other.get("/account").status == .ok)
    #expect(try await other.post("/session/end", fields: key).json == ["ended": true])
    #expect(try await other.get("/account").status == .unauthorized)
    // 回答丢了再问的，还是那一个回答。
    #expect(try await one.post("/session/end", fields: key).json == ["ended": true])
  }

  @Test("切换身份有自己的一页；从看不到的一页来的，切换后回到那一页")
  func seat() async throws {
    let house = try House()
    let guest = try await house.enter("liangbian")
    let path = "/session/organisation"
    let choices = try await guest.page(path).text
    #expect(choices.contains("<select id=\"organisation\""))
    let lost = try await guest.page("/applications/2026-1-0000000")
    #expect(lost.status == .notFound)
    let way = "\(path)?to=%2Fapplications%2F2026-1-0000000"
    #expect(lost.text.contains("<a href=\"\(way)\">切换身份</a>"), "\(lost.text)")
    // 按钮没有自己的页面，长得带不走的地址也不带。
    let pressed = try await guest.press("/sessions/3g92k1x0c7m5q/end", on: "/account")
    #expect(pressed.status == .notFound && pressed.text.contains("<a href=\"\(path)\">切换身份</a>"))
    let long = try await guest.page("/nowhere?x=" + String(repeating: "y", count: 4000))
    #expect(long.status == .notFound && long.text.contains("<a href=\"\(path)\">切换身份</a>"))
    let seat = try #require(
      try await guest.json("/account")["seats"]?.array?.last?["organisation"]?.string)
    let taken = try await guest.press(
      path, "organisation=\(seat)&to=%2Fapplications%2F2026-1-0000000", on: way)
    #expect(
      taken.field("Location")?.hasPrefix("/applications/2026-1-0000000?done=session.takeSeat~")
        == true, "\(taken.field("Location") ?? taken.text)")
    let single = try await house.enter("lihua").page(path).text
    #expect(single.contains("您只在一个单位有身份，不用切换。") && !single.contains("<select"))
  }

  @Test("注销账户的一页：还有身份的只看到为什么和怎么办，没有表")
  func closure() async throws {
    let house = try House()
    let page = try await house.enter("lihua").page("/account/closure").text
    #expect(page.contains("您在单位里还有身份") && !page.contains("action=\"/account/closure\""))
  }

  @Test("登记企业、更正企业、新增单位：所在区能选的，和操作一起告诉程序")
  func districts() async throws {
    let house = try House()
    let start = try await house.enter("xinren").json("/desk")["acts"]?.array?.first {
      $0["name"] == "enterprise.open"
    }
    let known = try #require(start?["district"]?.array)
    #expect(known.count == 18 && known.contains { $0["id"] == "xuhui" })
    let contacts = try await house.json("/api/v1/contacts")["items"]?.array
    #expect(contacts?.compactMap { $0["district"] } == known.compactMap { $0["id"] })
    let rows = try await house.enter("xh-zhouwei").json("/organisations")
    let acts = (rows["items"]?.array ?? []).flatMap { $0["acts"]?.array ?? [] }
    let steps = acts.filter { $0["name"] == "organisation.setStanding" }
      .map { $0["step"]?.array?.compactMap { $0["id"]?.string } ?? [] }
    #expect(steps.contains(["suspend", "close"]) && steps.contains(["close"]))
    #expect(
      rows["acts"]?.array?.first?["kind"]?.array?.map { $0["id"] } == ["department", "workstation"])
  }
}

extension Admission.Who {
  fileprivate func lets(_ player: Cast.Player) -> Bool {
    switch self {
    case .members(let roles):
      player.roles.contains {
        $0.organisation == player.roles.first?.organisation && roles.contains($0.role)
      }
    case .operators: false
    default: true
    }
  }
}
