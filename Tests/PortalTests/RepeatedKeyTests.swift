import Accounts
import HTTP
import JSON
import Routing
import SQLite
import Testing
import Vocabulary

@testable import Portal

@Suite("同一个幂等键：办成的事让人不能再办了，回答丢了再问，还是那个回答")
struct RepeatedKeyTests {
  private let house: House
  init() throws { house = try House() }

  private func key(_ word: String) -> [String] { ["Idempotency-Key: \(word)"] }

  @Test("退出登录：同一个凭据十分钟里再发，回答一样；换个键、换个凭据、过了十分钟，都是没有登录")
  func signedOut() async throws {
    let guest = try await house.enter("lihua")
    let other = try await house.enter("lihua")
    #expect(try await guest.post("/session/end", fields: key("one")).json == ["ended": true])
    #expect(try await other.post("/session/end", fields: key("two")).json == ["ended": true])
    let again = try await guest.post("/session/end", fields: key("one"))
    #expect(again.status == .ok && again.json == ["ended": true])
    for fields in [[], key("two"), key("three")] {
      let answer = try await guest.post("/session/end", fields: fields)
      #expect(answer.status == .unauthorized && answer.code == "signInRequired")
    }
    #expect(try await guest.post("/inbox/reading", fields: key("one")).status == .unauthorized)
    #expect(try await guest.get("/account").status == .unauthorized)
    house.pass(seconds: 599)
    #expect(try await guest.post("/session/end", fields: key("one")).status == .ok)
    house.pass(seconds: 1)
    #expect(try await guest.post("/session/end", fields: key("one")).status == .unauthorized)
  }

  @Test("停用的人，什么都不再答")
  func suspended() async throws {
    let guest = try await house.enter("lihua")
    #expect(try await guest.post("/session/end", fields: key("one")).status == .ok)
    try house.store.writeAndWait {
      try $0.run(
        "UPDATE person SET status = 'suspended' WHERE id = ?", Cast.person("lihua").number)
    }
    let again = try await guest.post("/session/end", fields: key("one"))
    #expect(again.status == .unauthorized && again.code == "signInRequired")
  }

  @Test("身份停用了，办过的事也不再答：程序听到 401；别的照旧；恢复以后，还是那个回答")
  func suspendedInUnit() async throws {
    let guest = try await house.enter("lihua", surely: true)
    let signatory = try await house.enter("wangjianguo", surely: true)
    let members = try await guest.json("/members")["members"]?.array ?? []
    func path(_ name: String, _ act: String) throws -> String {
      "/memberships/\(try #require(members.first { $0["name"] == .string(name) }?["id"]?.string))/\(act)"
    }
    let (address, body) = (try path("陈静", "suspension"), ["reason": "休假"] as JSON)
    let first = try await guest.post(address, body, fields: key("one"))
    #expect(first.status == .ok)
    #expect(
      try await signatory.post(path("李华", "suspension"), ["reason": "核查"]).status == .ok)
    let again = try await guest.post(address, body, fields: key("one"))
    #expect(again.status == .unauthorized && again.code == "suspended")
    let other = try await guest.post(address, body, fields: key("two"))
    #expect(other.status == .forbidden, "\(other.code ?? "")")
    #expect(try await guest.get("/account").status == .ok)
    #expect(
      try await signatory.post(path("李华", "restoration"), ["reason": "查清"]).status == .ok)
    let back = try await guest.post(address, body, fields: key("one"))
    #expect(back.status == .ok && back.json == first.json)
  }

  @Test("离开单位、注销账户：再发一次，回答一样；别的内容、别的事，照样不行")
  func left() async throws {
    let guest = try await house.enter("chenjing", surely: true)
    let body: JSON = ["reason": "调离"]
    let first = try await guest.post("/members/handover", body, fields: key("one"))
    #expect(first.json == ["handedOver": ["enterpriseViewer"]])
    let again = try await guest.post("/members/handover", body, fields: key("one"))
    #expect(again.status == .ok && again.json == first.json)
    let other = try await guest.post("/members/handover", ["reason": "另"], fields: key("one"))
    #expect(other.status == .forbidden && other.code == "notYourRole")
    #expect(
      try await guest.post("/members/handover", body, fields: key("two")).code == "notYourRole")
    try house.makeSure(of: guest)
    let closed = try await guest.post(
      "/account/closure", ["agrees": true, "login": "chenjing"], fields: key("three"))
    #expect(closed.json == ["closed": true])
    let asked = try await guest.post(
      "/account/closure", ["agrees": true, "login": "chenjing"], fields: key("three"))
    #expect(asked.status == .ok && asked.json == closed.json)
    let done = try house.store.read {
      try $0.first("SELECT count(*) FROM journal WHERE act IN ('member.handOver', 'account.close')")
      {
        $0.int(0)
      }
    }
    #expect(done == 2)
  }

  @Test("在页面上按了两下“移交”：第二下也到第一下去的地方")
  func pressedTwice() async throws {
    let guest = try await house.enter("chenjing", surely: true)
    let shown = try await guest.page("/members/handover").text
    let form = try #require(FormKeys.value(of: "form", in: shown))
    let once = try #require(FormKeys.value(of: "once", in: shown))
    func press(_ once: String) async throws -> Response {
      try await house.answer(
        "POST", "/members/handover",
        fields: [
          "Cookie: session=\(guest.token)", "Content-Type: application/x-www-form-urlencoded",
          "Sec-Fetch-Site: same-origin",
        ], body: Array("form=\(form)&once=\(once)&reason=x".utf8))
    }
    let (first, second) = (try await press(once), try await press(once))
    let place = try #require(first.field("Location"))
    #expect(first.status == .seeOther && place.hasPrefix("/desk?done=member.handOver~"), "\(place)")
    #expect(second.status == .seeOther && second.field("Location") == first.field("Location"))
    #expect(try await press("another").status == .forbidden)
  }

  @Test("不登录的人各有各的键：同一个词，别的地方、别的浏览器发来的是另一件事")
  func strangers() async throws {
    func asked() throws -> Int? {
      try house.store.read {
        try $0.first("SELECT count(*) FROM reset_asked") { $0.int(0) }
      }
    }
    let near = try #require(IPAddress("198.51.100.7"))
    for (peer, count) in [(House.far, 1), (House.far, 1), (.address(near), 2), (House.far, 2)] {
      let answer = try await house.post(
        "/reset", ["name": "lihua"], fields: key("one"), from: peer)
      #expect(answer.json == ["asked": true])
      #expect(try asked() == count)
    }
    // Many stand behind one address: the same word for something else is somebody else's.
    let other = try await house.post("/reset", ["name": "chenjing"], fields: key("one"))
    #expect(try other.json == ["asked": true] && asked() == 3)
    let third = try #require(IPAddress("198.51.100.8"))
    let fresh = try await house.post(
      "/reset", ["name": "chenjing"], fields: key("one"), from: .address(third))
    #expect(fresh.status == .ok)
    for (browser, count) in [("v", 5), ("w", 6), ("v", 6)] {
      let answer = try await house.answer(
        "POST", "/reset",
        fields: [
          "Cookie: visitor=\(browser)", "Content-Type: application/x-www-form-urlencoded",
          "Sec-Fetch-Site: same-origin",
        ], body: Array("form=\(FormKeys.token(of: browser))&once=one&name=lihua".utf8))
      #expect(answer.status == .ok || answer.status == .seeOther)
      #expect(try asked() == count)
    }
  }
}
