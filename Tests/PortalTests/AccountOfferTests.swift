import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("账户、收件箱、成员、单位一览也写明可以办的事，办不了的写明原因")
struct AccountOfferTests {
  private func names(_ answer: JSON) -> Set<String> {
    Set(answer["acts"]?.array?.compactMap { $0["name"]?.string } ?? [])
  }

  private static let own: Set<String> = [
    "session.end", "account.password", "account.secondFactor", "account.correct", "account.copy",
    "enterprise.open", "enterprise.join", "enterprise.dispute",
  ]

  @Test("有身份的人不能注销账户，页面和 JSON 都说先离开；没有身份的人可以")
  func account() async throws {
    let house = try House()
    let writer = try await house.enter("lihua")
    let seen = try await writer.json("/account")
    #expect(names(seen) == Self.own.union(["member.handOver"]))
    let reason = "您在单位里还有身份，请先在“成员”里离开并移交，再注销账户。"
    #expect(seen["blocked"] == [["name": "account.close", "reason": .string(reason)]])
    let page = try await writer.page("/account").text
    #expect(page.contains("注销账户：\(reason)") && !page.contains("href=\"/account/closure\""))
    let newcomer = try await house.enter("xinren")
    #expect(names(try await newcomer.json("/account")) == Self.own.union(["account.close"]))
    #expect(try await newcomer.page("/account").text.contains("href=\"/account/closure\""))
  }

  @Test("每一项都能按写明的地址办：缺的是要填的内容，不是办不了")
  func works() async throws {
    let house = try House()
    for login in ["xinren", "lihua", "xh-sunli"] {
      let guest = try await house.enter(login, surely: true)
      for act in try await guest.json("/account")["acts"]?.array ?? [] {
        let name = act["name"]?.string ?? ""
        // These end what is asked with.
        if ["session.end", "account.close", "member.handOver"].contains(name) { continue }
        let asksNothing = ["account.copy", "account.recoveryCodes"].contains(name)
        let href = try #require(act["href"]?.string)
        let answer = try await guest.post(String(href.dropFirst("/api/v1".count)))
        #expect(
          answer.status == (asksNothing ? .ok : .unprocessable),
          "\(login) \(name) \(answer.text.prefix(200))")
      }
    }
  }

  @Test("登记了三家都没有证明的人，不再列出登记企业，写明原因")
  func tooMany() async throws {
    let house = try House()
    let guest = try await house.enter("xinren")
    for stem in ["91310115MA1HB101", "91310115MA1HB102", "91310115MA1HB103"] {
      #expect(names(try await guest.json("/account")).contains("enterprise.open"))
      let opened = try await guest.post(
        "/enterprises",
        [
          "creditCode": .string(try Houses.creditCode(stem)), "name": "某某公司", "district": "pudong",
          "role": "signatory",
        ])
      try #require(opened.status == .ok, "\(opened.text)")
    }
    let seen = try await guest.json("/account")
    #expect(!names(seen).contains("enterprise.open"))
    #expect(
      seen["blocked"]?.array?.first { $0["name"] == "enterprise.open" }?["reason"]
        == "您登记了很多企业还没有提交证明，请先把它们办完。")
  }

  @Test("还没有启用动态口令的工作人员：先启用，别的都不列出，页面上也没有通到那里的链接")
  func duty() async throws {
    let house = try House()
    let guest = try await house.enter("xh-sunli")
    try await house.store.write { database in
      try database.run("UPDATE person SET totp = NULL WHERE login = 'xh-sunli'")
    }
    let seen = try await guest.json("/account")
    #expect(names(seen) == ["session.end", "account.password", "account.secondFactor"])
    let page = try await guest.page("/account").text
    for path in ["recovery-codes", "details", "copy", "closure"] {
      #expect(!page.contains("href=\"/account/\(path)\""), "\(path)")
    }
    #expect(page.contains("href=\"/account/second-factor\""))
  }

  @Test("没有单位的人的工作台：登记企业，或申请加入；区里的人：联系方式和信用代码")
  func desk() async throws {
    let house = try House()
    let newcomer = try await house.enter("xinren")
    #expect(
      names(try await newcomer.json("/desk")).isSuperset(of: ["enterprise.open", "enterprise.join"])
    )
    let page = try await newcomer.page("/desk").text
    #expect(page.contains("<a class=\"button\" href=\"/enterprises\">登记企业</a>"))
    #expect(!page.contains("可以新办的事项"))
    let handler = names(try await house.enter("xh-sunli").json("/desk"))
    #expect(handler.isSuperset(of: ["organisation.contact", "creditCode.admit"]))
    #expect(!handler.contains("enterprise.open"))
    #expect(!names(try await house.enter("lihua").json("/desk")).contains("enterprise.open"))
  }

  @Test("有没读的通知才能标为已读；别处的登录才能结束")
  func inbox() async throws {
    let house = try House()
    let guest = try await house.enter("lihua")
    #expect(try await guest.json("/inbox")["acts"] == [])
    let number = try await house.submitted()
    try await house.act(number, "acceptance", by: "xh-sunli")
    let read: JSON = [["name": "inbox.read", "href": "/api/v1/inbox/reading"]]
    #expect(try await guest.json("/inbox")["acts"] == read)
    _ = try await guest.post("/inbox/reading")
    #expect(try await guest.json("/inbox")["acts"] == [])
    let sessions = try await guest.json("/sessions")["items"]?.array ?? []
    for session in sessions {
      #expect((session["acts"] == []) == (session["current"] == true))
    }
    #expect(sessions.count { $0["current"] == true } == 1)
  }

  @Test("成员的身份：别人的可以停用、结束登录、解除、看联系方式，自己的只能看")
  func members() async throws {
    let house = try House()
    let signatory = try await house.enter("wangjianguo")
    let people = try await signatory.json("/members")["members"]?.array ?? []
    for person in people {
      let id = try #require(person["id"]?.string)
      let one = try await signatory.json("/memberships/\(id)")
      let isOwn = person["name"] == "王建国"
      #expect(
        names(one)
          == (isOwn
            ? ["person.disclose"]
            : ["person.disclose", "member.suspend", "member.signOut", "member.end"]))
    }
    #expect(people.contains { $0["name"] == "王建国" } && people.count > 1)
  }

  @Test("单位一览：能新增单位的人才看到新增")
  func organisations() async throws {
    let house = try House()
    for (login, may) in [("xh-zhouwei", true), ("xh-sunli", false), ("jd-hua", false)] {
      let seen = names(try await house.enter(login).json("/organisations"))
      #expect(seen == (may ? ["organisation.add"] : []), "\(login)")
    }
  }
}
