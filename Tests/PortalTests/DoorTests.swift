import Accounts
import HTTP
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("门上不说有谁住在这里，也不替陌生人把主人关在外面")
struct DoorTests {
  let house: House
  init() throws { house = try House(ways: (mail: true, sms: false)) }

  private func peer(_ text: String) throws -> Peer { .address(try #require(IPAddress(text))) }

  private func signIn(
    _ name: String, _ password: String = Cast.password, sum: (String, String)? = nil,
    from peer: Peer = House.far
  ) async throws -> Response {
    var members: [JSON.Member] = [
      .init("name", .string(name)), .init("password", .string(password)),
    ]
    if let sum {
      members += [.init("answer", .string(sum.0)), .init("challenge", .string(sum.1))]
    }
    return try await house.post("/session", .object(members), from: peer)
  }

  /// A question from the portal, and its answer.
  private func sum() async throws -> (String, String) {
    let asked = try await house.json("/api/v1/register/challenge")
    let numbers = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    let question = try #require(asked["question"]?.string)
    let added = question.split(separator: "：").last?.prefix { $0 != "等" }.split(separator: "加")
      .compactMap { numbers.firstIndex(of: String($0)) }
    return ("\(try #require(added).reduce(0, +))", try #require(asked["challenge"]?.string))
  }

  private func count(_ table: String) throws -> Int {
    try house.store.read { database in
      try database.all(
        """
        SELECT 'ticket', count(*) FROM ticket UNION ALL SELECT 'outgoing', count(*) FROM outgoing
        UNION ALL SELECT 'journal', count(*) FROM journal
        UNION ALL SELECT 'asked', count(*) FROM reset_asked
        """
      ) { ($0.text(0), $0.int(1)) }.first { $0.0 == table }?.1 ?? -1
    }
  }

  // MARK: - Forgotten passwords

  @Test("忘记密码：有没有这个人，当场写下的一样多；发不发信，另一轮再看")
  func asking() async throws {
    let before = try ["ticket", "outgoing", "journal"].map(count)
    for (index, name) in ["lihua", "nobody-at-all"].enumerated() {
      #expect(try await house.post("/reset", ["name": .string(name)]).status == .ok)
      #expect(try count("asked") == index + 1)
      #expect(try ["ticket", "outgoing", "journal"].map(count) == before)
    }
    try house.sendResets()
    #expect(try count("asked") == 0)
    #expect(try ["ticket", "outgoing", "journal"].map(count) == before.map { $0 + 1 })
    #expect(try house.journal("password.askReset") == ["申请重新设置密码"])
  }

  @Test("陌生人替主人申请再多次，主人自己的申请照样有信；信箱不会被灌满")
  func askedByStrangers() async throws {
    let stranger = try peer("192.0.2.1")
    for _ in 0..<20 { _ = try await house.post("/reset", ["name": "lihua"], from: stranger) }
    try house.sendResets()
    #expect(try count("outgoing") == 1)
    house.pass(seconds: 301)
    #expect(try await house.post("/reset", ["name": "lihua"]).status == .ok)
    try house.sendResets()
    #expect(try count("outgoing") == 2)
  }

  // MARK: - Passwords

  @Test("从一个地址猜得太多：来过的人和没有的人，听到的一样；来过的人用对的密码照样进得来")
  func sharedAddress() async throws {
    #expect(try await signIn("lihua").status == .ok)
    for index in 0..<30 { _ = try await signIn("somebody\(index)", "wrong") }
    let here = try await signIn("lihua", "wrong")
    let nowhere = try await signIn("nobody", "wrong")
    #expect(here.status == .tooManyRequests && nowhere.status == .tooManyRequests)
    #expect(here.field("Retry-After") == nowhere.field("Retry-After"))
    #expect(here.json["detail"] == nowhere.json["detail"])
    #expect(try await signIn("lihua").status == .ok)
    // Somebody else with the right password has not come in from there before.
    #expect(try await signIn("xinren").status == .tooManyRequests)
  }

  @Test("错几次算谁的，与有没有这个人、来过没有无关")
  func countedAlike() async throws {
    #expect(try await signIn("lihua").status == .ok)
    for name in ["lihua", "nobody"] {
      for _ in 0..<5 { #expect(try await signIn(name, "wrong").status == .unauthorized) }
      #expect(try await signIn(name, "wrong").field("Retry-After") == "30")
    }
    // Twenty more make thirty from this address, whoever the first ten were.
    for index in 0..<20 { _ = try await signIn("somebody\(index)", "wrong") }
    #expect(try await signIn("another", "wrong").status == .tooManyRequests)
  }

  @Test("很多地方猜一个名字：新地方要先算一道题，算对了主人就进得来；没有这个人也一样要算")
  func besieged() async throws {
    for name in ["lihua", "nobody"] {
      for index in 0..<50 {
        _ = try await signIn(name, "wrong", from: peer("192.0.2.\(index)"))
      }
      let asked = try await signIn(name, "wrong", from: peer("198.51.100.7"))
      #expect(asked.status == .unprocessable)
      #expect(asked.json["errors"]?.array?.first?["code"] == "challenge")
      let wrong = try await signIn(name, "wrong", sum: try await sum(), from: peer("198.51.100.8"))
      #expect(wrong.code == "wrongPassword")
    }
    let home = try peer("198.51.100.9")
    #expect(try await signIn("lihua", from: home).status == .unprocessable)
    let once = try await sum()
    #expect(try await signIn("lihua", sum: once, from: home).status == .ok)
    // Each answer is good once; from where one has come in before none is needed.
    #expect(try await signIn("lihua", sum: once, from: peer("198.51.100.10")).status.code == 422)
    #expect(try await signIn("lihua", from: home).status == .ok)
  }

  @Test("已经登录的人再次确认，不受陌生人猜密码影响")
  func confirming() async throws {
    let guest = try await house.enter("xh-sunli")
    for index in 0..<50 {
      _ = try await signIn("xh-sunli", "wrong", from: peer("192.0.2.\(index)"))
    }
    for index in 0..<30 { _ = try await signIn("somebody\(index)", "wrong") }
    try await guest.confirm("xh-sunli")
    for _ in 0..<5 {
      let wrong = try await guest.post("/session/confirmation", ["password": "wrong"])
      #expect(wrong.code == "wrongPassword")
    }
    #expect(
      try await guest.post("/session/confirmation", ["password": "wrong"]).code
        == "tooManyAttempts")
  }

  // MARK: - Sessions

  private func browse(_ cookies: String) async throws -> Response {
    try await house.answer(
      "POST", "/session",
      fields: [
        "Content-Type: application/x-www-form-urlencoded", "Cookie: \(cookies)",
        "Sec-Fetch-Site: same-origin",
      ],
      body: Array(
        "name=lihua&password=\(Cast.password)&form=\(FormKeys.token(of: "v"))".utf8))
  }

  @Test("程序登录只得到令牌，不得到 Cookie；浏览器得到的只有服务器读得到")
  func cookies() async throws {
    #expect(try await signIn("lihua").field("Set-Cookie") == nil)
    #expect(try await house.post("/cast/session", ["login": "lihua"]).field("Set-Cookie") == nil)
    let browser = try await browse("visitor=v")
    #expect(browser.status == .seeOther)
    #expect(browser.field("Set-Cookie")?.hasSuffix("; Path=/; HttpOnly; SameSite=Lax") == true)
    #expect(browser.field("Cache-Control") == "no-store")
  }

  @Test("在同一个浏览器里重新登录，原来的登录就结束；别处的不受影响")
  func replaced() async throws {
    let elsewhere = try await house.enter("lihua")
    func session(_ answer: Response) throws -> String {
      let cookie = try #require(answer.field("Set-Cookie")?.split(separator: ";").first)
      return String(cookie.dropFirst("session=".count))
    }
    let first = Guest(house: house, token: try session(try await browse("visitor=v")))
    #expect(try await first.get("/desk").status == .ok)
    let second = Guest(
      house: house, token: try session(try await browse("visitor=v; session=\(first.token)")))
    #expect(try await second.get("/desk").status == .ok)
    #expect(try await first.get("/desk").status == .unauthorized)
    #expect(try await elsewhere.get("/desk").status == .ok)
    #expect(try house.journal("session.end") == ["同一浏览器重新登录，原来的登录结束"])
  }

  // MARK: - Names

  @Test("监督和审计的人，在单位和登记的页上看到的姓名，与日志里一样是隐去的")
  func masked() async throws {
    let auditor = try await house.enter("sj-jin", surely: true)
    let organisation = "/organisations/\(Cast.organisation("hexin"))"
    let names = try await auditor.json(organisation)["members"]?.array?.compactMap {
      $0["name"]?.string
    }
    #expect(names?.contains("李*") == true && names?.contains("李华") == false)
    #expect(try await !auditor.page(organisation).text.contains("李华"))
    let claim = try #require(
      try house.ids(
        "SELECT id FROM claim WHERE person = ?", Cast.person("ouyangxue").number
      ).first)
    #expect(try await auditor.json("/claims/\(ClaimID(claim))")["person"] == "欧阳*")
    #expect(try await !auditor.page("/claims/\(ClaimID(claim))").text.contains("欧阳雪"))
    // Whoever works on it needs to know whom to ring up.
    let officer = try await house.enter("xh-sunli")
    #expect(try await officer.json("/claims/\(ClaimID(claim))")["person"] == "欧阳雪")
  }
}
