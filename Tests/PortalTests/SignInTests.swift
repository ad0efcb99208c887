import Accounts
import HTTP
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("登录：对的人进得来，别人进不来")
struct SignInTests {
  let house: House
  init() throws { house = try House() }

  func signIn(
    _ name: String, _ password: String = Cast.password, _ totp: String? = nil,
    fields: [String] = [], from peer: Peer = House.far
  ) async throws -> Response {
    var members: [JSON.Member] = [
      .init("name", .string(name)), .init("password", .string(password)),
    ]
    if let totp { members.append(.init("totp", .string(totp))) }
    return try await house.post("/session", .object(members), fields: fields, from: peer)
  }

  @Test("企业：登录名和密码；登录名不分大小写和全半角")
  func enterprise() async throws {
    for name in ["lihua", "LiHua", " lihua ", "ｌｉｈｕａ"] {
      let answer = try await signIn(name)
      #expect(answer.status == .ok)
      #expect(answer.field("Cache-Control") == "no-store")
      let until = try #require(
        answer.json["expiresAt"]?.string.flatMap { Instant($0.dropLast(6).description) })
      #expect(until.milliseconds - house.wallNow.milliseconds == 12 * 3_600_000)
    }
  }

  static let refused: [(name: String, password: String, totp: String?, code: String)] = [
    ("lihua", "wrong", nil, "wrongPassword"), ("nobody", Cast.password, nil, "wrongPassword"),
    ("lihua", Cast.password.lowercased(), nil, "wrongPassword"),
    ("lihua", Cast.password + " ", nil, "wrongPassword"),
    ("xh-sunli", Cast.password, nil, "totpRequired"),
    ("xh-sunli", Cast.password, "000000", "wrongCode"),
    ("xh-sunli", "wrong", "000000", "wrongPassword"),
  ]

  @Test("不对的都是 401，说法一致", arguments: refused)
  func refusals(_ name: String, _ password: String, _ totp: String?, _ code: String) async throws {
    let answer = try await signIn(name, password, totp)
    #expect(answer.status == .unauthorized)
    #expect(answer.code == code)
    #expect(answer.field("Set-Cookie") == nil)
  }

  @Test("动态口令每个只能用一次；下一个可以；工作人员八小时")
  func secondFactor() async throws {
    let code = Houses.code(of: "xh-sunli", house)
    let first = try await signIn("xh-sunli", Cast.password, code)
    #expect(first.status == .ok)
    let until = try #require(
      first.json["expiresAt"]?.string.flatMap { Instant(String($0.dropLast(6))) })
    #expect(until.milliseconds - house.wallNow.milliseconds == 8 * 3_600_000)
    #expect(try await signIn("xh-sunli", Cast.password, code).code == "wrongCode")
    house.pass(seconds: 30)
    let next = Houses.code(of: "xh-sunli", house)
    #expect(try await signIn("xh-sunli", Cast.password, next).status == .ok)
  }

  @Test("猜密码：第六次起要等，换个地方的本人照样进得来")
  func guessing() async throws {
    for _ in 0..<5 { #expect(try await signIn("lihua", "wrong").status == .unauthorized) }
    let slowed = try await signIn("lihua")
    #expect(slowed.status == .tooManyRequests)
    #expect(slowed.field("Retry-After") == "30")
    let home = Peer.address(try #require(IPAddress("198.51.100.7")))
    #expect(try await signIn("lihua", from: home).status == .ok)
    house.pass(seconds: 31)
    #expect(try await signIn("lihua").status == .ok)
  }

  @Test("一个地址猜很多人：三十次以后这个地址要等，别处不受影响")
  func spraying() async throws {
    for index in 0..<30 { _ = try await signIn("somebody\(index)", "wrong") }
    #expect(try await signIn("lihua").status == .tooManyRequests)
    let home = Peer.address(try #require(IPAddress("198.51.100.7")))
    #expect(try await signIn("lihua", from: home).status == .ok)
  }

  @Test("很多地址猜一个人：陌生地址要先答题，本人常用的地址不用")
  func botnet() async throws {
    let home = Peer.address(try #require(IPAddress("198.51.100.7")))
    #expect(try await signIn("lihua", from: home).status == .ok)
    for index in 0..<50 {
      let peer = Peer.address(try #require(IPAddress("192.0.2.\(index)")))
      _ = try await signIn("lihua", "wrong", from: peer)
    }
    #expect(
      try await signIn("lihua").json["errors"]?.array?.first?["code"]?.string == "challenge")
    #expect(try await signIn("lihua", from: home).status == .ok)
  }

  @Test("会话：闲久了、到点了、退出了、被结束了，都不再有效")
  func sessionEnds() async throws {
    let staff = try await house.enter("xh-sunli")
    house.pass(seconds: 1799)
    #expect(try await staff.get("/desk").status == .ok)
    house.pass(seconds: 1799)
    #expect(try await staff.get("/desk").status == .ok)
    house.pass(seconds: 1800)
    #expect(try await staff.get("/desk").status == .unauthorized)

    let busy = try await house.enter("xh-sunli")
    for _ in 0..<19 {
      house.pass(seconds: 1500)
      #expect(try await busy.get("/desk").status == .ok)
    }
    house.pass(seconds: 300)
    #expect(try await busy.get("/desk").status == .unauthorized)

    let (one, two) = (try await house.enter("lihua"), try await house.enter("lihua"))
    let sessions = try await one.json("/sessions")["items"]?.array ?? []
    #expect(sessions.count == 2)
    let other = try #require(sessions.first { $0["current"] == false }?["id"]?.string)
    #expect(try await one.post("/sessions/\(other)/end").status == .ok)
    #expect(try await two.get("/desk").status == .unauthorized)
    #expect(try await one.post("/sessions/\(other)/end").status == .notFound)
    let out = try await one.post("/session/end")
    #expect(out.field("Clear-Site-Data") == "\"cache\", \"storage\"")
    #expect(try await one.get("/desk").status == .unauthorized)
  }

  @Test("数据库里没有令牌，也没有密码明文")
  func onlyDigests() async throws {
    let guest = try await house.enter("lihua", surely: true)
    let new = "Xin-Mima-2026-hua"
    let changed = try await guest.post(
      "/account/password", ["current": .string(Cast.password), "password": .string(new)])
    #expect(changed.status == .ok, "\(changed.text)")
    let texts = try house.store.read { database in
      try database.all("SELECT hex(hash) || hex(form_key) FROM session") { $0.text(0) }
        + database.all("SELECT coalesce(password, '') FROM person") { $0.text(0) }
    }
    #expect(
      texts.allSatisfy {
        !$0.contains(guest.token) && !$0.contains(Cast.password) && !$0.contains(new)
      })
    // The seeds' people have quick ones in tests; what is set here, the slow one.
    #expect(texts.filter { $0.hasPrefix("$5$") }.count == 30)
    #expect(texts.filter { $0.hasPrefix("$y$") }.count == 1)
  }

  @Test("同一个幂等键再登录一次，是同一个会话；退出后就不是了")
  func once() async throws {
    let key = ["Idempotency-Key: abc"]
    let first = try await signIn("lihua", fields: key)
    let again = try await signIn("lihua", fields: key)
    #expect(first.json["token"] == again.json["token"])
    let guest = Guest(house: house, token: try #require(first.json["token"]?.string))
    try await guest.post("/session/end")
    #expect(try await signIn("lihua", fields: key).json["token"] != first.json["token"])
  }

  @Test("在页面上分两步，第二步不用再输密码；第二步的凭据不能伪造，五分钟过期")
  func twoSteps() async throws {
    let fields = [
      "Content-Type: application/x-www-form-urlencoded", "Cookie: visitor=v",
      "Sec-Fetch-Site: same-origin",
    ]
    let token = FormKeys.token(of: "v")
    func send(_ body: String) async throws -> Response {
      try await house.answer(
        "POST", "/session", fields: fields, body: Array("\(body)&form=\(token)".utf8))
    }
    let first = try await send("name=xh-sunli&password=\(Cast.password)&to=/inbox")
    #expect(first.status == .unauthorized)
    let pending = try #require(FormKeys.value(of: "pending", in: first.text))
    #expect(try await send("pending=\(pending)&totp=000000").status == .unauthorized)
    #expect(try await send("pending=\(pending)x&totp=000000").text.contains("时间过得太久"))
    let code = Houses.code(of: "xh-sunli", house)
    let done = try await send("pending=\(pending)&totp=\(code)&to=/inbox")
    #expect(done.status == .seeOther)
    #expect(done.field("Location") == "/inbox")
    house.pass(seconds: 301)
    let late = Houses.code(of: "xh-sunli", house)
    #expect(try await send("pending=\(pending)&totp=\(late)").text.contains("时间过得太久"))
  }

  @Test("登录后只去本站的地方", arguments: ["//evil.example", "https://evil.example", "/\\evil", "x"])
  func redirect(_ to: String) async throws {
    let token = FormKeys.token(of: "v")
    let answer = try await house.answer(
      "POST", "/session",
      fields: [
        "Content-Type: application/x-www-form-urlencoded", "Cookie: visitor=v",
        "Sec-Fetch-Site: same-origin",
      ],
      body: Array(
        "name=lihua&password=\(Cast.password)&form=\(token)&to=\(to.replacing("/", with: "%2F"))"
          .utf8))
    #expect(answer.status == .seeOther)
    #expect(answer.field("Location") == "/desk")
  }

  @Test("登录的人在人人可看的页上、在错误页上，也认得自己、回得去", arguments: ["/contacts", "/tools/deadline", "/nowhere"])
  func recognised(_ page: String) async throws {
    let guest = try await house.enter("lihua")
    let known = try await guest.page(page)
    #expect(known.text.contains("退出登录") && known.text.contains("href=\"/desk\""))
    #expect(known.field("Cache-Control") == "no-store")
    #expect(try await !house.get(page).text.contains("退出登录"))
  }
}
