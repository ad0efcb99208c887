import Accounts
import Digest
import HTTP
import JSON
import Journal
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("我的账户：密码、动态口令、我的信息")
struct AccountTests {
  let house: House
  init() throws { house = try House(ways: (mail: true, sms: false)) }

  private func secrets(_ kind: String) throws -> [String] {
    try house.store.read { database in
      try database.all(
        "SELECT secret FROM outgoing WHERE kind = ? AND secret IS NOT NULL ORDER BY id", kind
      ) { $0.text(0) }
    }
  }

  private func signIn(_ name: String, _ password: String) async throws -> Response {
    try await house.post("/session", ["name": .string(name), "password": .string(password)])
  }

  @Test("工作人员没有动态口令，什么也办不了，只能去启用；启用后十个恢复码，每个一次")
  func enrolment() async throws {
    let chief = try await house.enter("sj-zhang", surely: true)
    let invited = try await chief.post(
      "/organisations/\(Cast.organisation("zhipin"))/invitations",
      ["mail": "a@example.com", "role": "screener"])
    let secret = String(
      try #require(invited.json["link"]?.string).split(separator: "/").last ?? "")
    let made = try await house.post(
      "/invitations/\(secret)",
      [
        "fullName": "新初筛", "login": "xinchushai", "phone": "13700003333",
        "password": "Qiu-Shui-Chang-Tian-6",
      ])
    #expect(made.status == .ok)
    let session = try await signIn("xinchushai", "Qiu-Shui-Chang-Tian-6")
    let guest = Guest(house: house, token: try #require(session.json["token"]?.string))
    #expect(try await guest.get("/desk").code == "secondFactorRequired")
    let page = try await guest.page("/desk")
    #expect(page.status == .seeOther && page.field("Location") == "/account/second-factor")

    let offer = try await guest.json("/account/second-factor")
    let uri = try #require(offer["uri"]?.string)
    #expect(uri.hasPrefix("otpauth://totp/BrandPilot:xinchushai?secret="))
    let setup = try #require(offer["setup"]?.string)
    let bytes = try #require(Hex.bytes(String(setup.prefix(40))))
    let code = OneTimeCode.code(
      bytes, step: OneTimeCode.step(atSeconds: Int(house.wallNow.milliseconds / 1000)))
    for (sent, password, code, wanted) in [
      (setup, "Qiu-Shui-Chang-Tian-6", "000000", "wrongCode"),
      (setup, "wrong", code, "wrongPassword"),
      (setup + "0", "Qiu-Shui-Chang-Tian-6", code, "setupExpired"),
    ] {
      let answer = try await guest.post(
        "/account/second-factor",
        ["setup": .string(sent), "password": .string(password), "totp": .string(code)])
      #expect(answer.json["errors"]?.array?.first?["code"]?.string == wanted)
    }
    let done = try await guest.post(
      "/account/second-factor",
      ["setup": .string(setup), "password": "Qiu-Shui-Chang-Tian-6", "totp": .string(code)])
    let codes = (done.json["recoveryCodes"]?.array ?? []).compactMap(\.string)
    #expect(codes.count == 10 && Set(codes).count == 10)
    #expect(try await guest.get("/desk").status == .ok)

    for wanted in [Status.ok, .unauthorized] {
      let answer = try await house.post(
        "/session",
        [
          "name": "xinchushai", "password": "Qiu-Shui-Chang-Tian-6", "totp": .string(codes[3]),
        ])
      #expect(answer.status == wanted)
    }
    #expect(try await guest.json("/account/second-factor")["recoveryCodesLeft"] == 9)
  }

  @Test("丢了第二因素：两个人都同意才解除，同一个人不能同意两次，旁人看不见")
  func loss() async throws {
    let report = try await house.post(
      "/second-factor/loss", ["name": "xh-sunli", "password": .string(Cast.password)])
    #expect(report.status == .ok)
    let path = "/second-factor/losses/\(Cast.person("xh-sunli"))"
    #expect(try await house.enter("pd-zhengfang").get(path).status == .notFound)
    let one = try await house.enter("xh-zhouwei")
    #expect(
      try await one.post("\(path)/approval", ["reason": "当面核实"]).code == "confirmationRequired")
    try await one.confirm("xh-zhouwei")
    #expect(try await one.post("\(path)/approval", ["reason": "当面核实"]).json == ["reset": false])
    #expect(try await one.post("\(path)/approval", ["reason": "当面核实"]).code == "twoPeople")
    #expect(try await signIn("xh-sunli", Cast.password).code == "totpRequired")
    let two = try await house.enter("sj-cao")
    try await two.confirm("sj-cao")
    #expect(try await two.post("\(path)/approval", ["reason": "电话核实"]).json == ["reset": true])
    #expect(try await signIn("xh-sunli", Cast.password).status == .ok)
    #expect(try await two.get(path).status == .notFound)
  }

  static let passwords: [(password: String, code: String?)] = [
    ("Short-1", "weakPassword"), ("alllowercaseletters", "weakPassword"),
    ("Password-1234", "weakPassword"), ("P@ssw0rd-2024!", "weakPassword"),
    ("Shanghai-2024", "weakPassword"), ("Qwerty-123456", "weakPassword"),
    ("Aaaa-1111-aaaa", "weakPassword"), ("Lihua-Lihua-1", "weakPassword"),
    (Cast.password, "usedBefore"), ("Bai-Yun-Qian-Zai-5", nil), ("春风又绿江南岸-1996-Ab", nil),
  ]

  @Test("密码：太短、太常见、用过的不收", arguments: passwords)
  func passwordRules(_ password: String, _ code: String?) async throws {
    let guest = try await house.enter("lihua")
    let other = try await house.enter("lihua")
    let answer = try await guest.post(
      "/account/password",
      ["current": .string(Cast.password), "password": .string(password)])
    if let code {
      #expect(answer.json["errors"]?.array?.first?["code"]?.string == code, "\(answer.text)")
    } else {
      #expect(answer.status == .ok, "\(answer.text)")
      #expect(try await other.get("/desk").status == .unauthorized)
      #expect(try await guest.get("/desk").status == .ok)
      #expect(try await signIn("lihua", password).status == .ok)
    }
  }

  @Test("九十天要换密码，换好才能继续")
  func expiry() async throws {
    house.pass(seconds: 91 * 86_400)
    let guest = try await house.enter("lihua")
    #expect(try await guest.get("/desk").code == "newPasswordRequired")
    let changed = try await guest.post(
      "/account/password",
      ["current": .string(Cast.password), "password": "Bai-Yun-Qian-Zai-5"])
    #expect(changed.status == .ok)
    #expect(try await guest.get("/desk").status == .ok)
  }

  @Test("忘记密码：有没有这个人，回答一样；链接一次有效，半小时过期，所有登录都结束")
  func reset() async throws {
    let known = try await house.post("/reset", ["name": "lihua"])
    let unknown = try await house.post("/reset", ["name": "nobody-at-all"])
    #expect(known.text == unknown.text && known.status == unknown.status)
    try house.sendResets()
    let guest = try await house.enter("lihua")
    let secret = String(
      try #require(secrets("passwordReset").first).split(separator: "/").last ?? "")
    let answers = try await [1, 2].asyncMap { _ in
      try await house.post("/reset/\(secret)", ["password": "Bai-Yun-Qian-Zai-5"]).status.code
    }
    #expect(answers == [200, 404])
    #expect(try await guest.get("/desk").status == .unauthorized)
    #expect(try await signIn("lihua", "Bai-Yun-Qian-Zai-5").status == .ok)
    #expect(try await signIn("lihua", Cast.password).status == .unauthorized)
    _ = try await house.post("/reset", ["name": "lihua"])
    try house.sendResets()
    let second = String(
      try #require(secrets("passwordReset").last).split(separator: "/").last ?? "")
    house.pass(seconds: 1801)
    #expect(
      try await house.post("/reset/\(second)", ["password": "Qing-Shan-Lv-Shui-9"]).status
        == .notFound)
  }

  @Test("更正、副本、注销：先确认是本人；注销后只留办理记录")
  func myData() async throws {
    let guest = try await house.enter("xinren")
    let details: JSON = [
      "fullName": "辛仁", "mail": "new@example.com", "phone": "13911112222", "edition": 0,
    ]
    #expect(try await guest.post("/account/details", details).code == "confirmationRequired")
    try await guest.confirm("xinren")
    #expect(try await guest.post("/account/details", details).json == ["mailConfirmed": false])
    let secret = String(
      try #require(secrets("mailCheck").last).split(separator: "/").last ?? "")
    #expect(try await house.post("/mail/\(secret)", [:]).status == .ok)
    let copy = try await guest.post("/account/copy")
    #expect(copy.json["account"]?["mail"] == "new@example.com")
    #expect(copy.json["account"]?["mailConfirmed"] == true)
    #expect(copy.json["sessions"]?.array?.first?["address"] == "203.0.113.9")
    #expect(
      copy.json["messages"]?.array?.map { $0["title"]?.string } == ["您的电子邮箱已经更改"])
    #expect(copy.json["acts"]?.array?.first?["summary"] == "确认电子邮箱")
    #expect(
      try await guest.post("/account/closure", ["agrees": false, "login": "xinren"]).status
        == .unprocessable)
    // Copying has used up what was confirmed: what cannot be undone is confirmed for itself.
    let last: JSON = ["agrees": true, "login": "xinren"]
    #expect(try await guest.post("/account/closure", last).code == "confirmationRequired")
    try house.makeSure(of: guest)
    #expect(
      try await guest.post("/account/closure", ["agrees": true, "login": "xinran"]).status
        == .unprocessable)
    #expect(try await guest.post("/account/closure", last).json == ["closed": true])
    #expect(try await guest.get("/account").status == .unauthorized)
    #expect(try await signIn("xinren", Cast.password).code == "wrongPassword")
    let left = try house.store.read { database in
      try database.first(
        "SELECT login || mail || phone || coalesce(password, '') FROM person WHERE id = ?",
        Cast.person("xinren").number
      ) { $0.text(0) }
    }
    #expect(left == "closed \(Cast.person("xinren"))")
    let traces = try house.store.read { database in
      try database.all(
        """
        SELECT payload FROM journal_payload UNION ALL SELECT recipient || text FROM outgoing
        UNION ALL SELECT address || agent FROM session UNION ALL SELECT title || text FROM message
        """
      ) { $0.text(0) }
    }
    for trace in ["new@example.com", "13911112222", "xinren@example.com"] {
      #expect(traces.allSatisfy { !$0.contains(trace) })
    }
    #expect(try house.store.read { try Journal.verify($0) }.sequence > 5)
    let member = try await house.enter("chenjing")
    try await member.confirm("chenjing")
    #expect(
      try await member.post("/account/closure", ["agrees": true, "login": "chenjing"]).code
        == "stillMember")
  }

  @Test("表单上也能当场确认身份：填的内容一字不丢")
  func confirmOnThePage() async throws {
    let guest = try await house.enter("xinren")
    let page = try await guest.page("/account/password")
    let token = try #require(FormKeys.value(of: "form", in: page.text))
    let fields = [
      "Content-Type: application/x-www-form-urlencoded", "Cookie: session=\(guest.token)",
      "Sec-Fetch-Site: same-origin",
    ]
    func send(_ more: String) async throws -> Response {
      try await house.answer(
        "POST", "/account/details", fields: fields,
        body: Array(
          "fullName=A%26B&mail=a@b.cn&phone=13900000000&edition=0&form=\(token)\(more)".utf8))
    }
    let asked = try await send("")
    #expect(asked.status == .forbidden)
    #expect(FormKeys.value(of: "fullName", in: asked.text) == "A&amp;B")
    #expect(try await send("&confirm-password=wrong").text.contains("密码不对"))
    #expect(try await send("&confirm-password=\(Cast.password)").status == .seeOther)
    let bound = try house.store.read { database in
      try database.all("SELECT confirmed_for FROM session WHERE confirmed > 0") { $0.text(0) }
    }
    #expect(bound == ["/account/details"])
    #expect(try await guest.json("/account")["name"] == "A&B")
  }

  @Test("同一个幂等键：办一次，答两次；换了内容要换键；机密不重放")
  func once() async throws {
    let editor = try await house.enter("lihua", surely: true)
    let path = "/organisations/\(Cast.organisation("hexin"))/invitations"
    let key = ["Idempotency-Key: one"]
    let body: JSON = ["mail": "a@example.com", "role": "signatory"]
    let first = try await editor.post(path, body, fields: key)
    let again = try await editor.post(path, body, fields: key)
    #expect(first.json["link"] != nil && again.json["link"] == nil)
    #expect(again.json["until"] == first.json["until"])
    let other = try await editor.post(
      path, ["mail": "b@example.com", "role": "signatory"], fields: key)
    #expect(other.json["errors"]?.array?.first?["code"] == "reused")
    #expect(
      try await editor.post(path, body, fields: ["Idempotency-Key: a b"]).status == .unprocessable)
    let count = try house.store.read {
      try $0.first("SELECT count(*) FROM ticket WHERE kind = 'invitation'") { $0.int(0) }
    }
    #expect(count == 1)
    // Another person's key of the same name is another key.
    let viewer = try await house.enter("wangjianguo", surely: true)
    #expect(try await viewer.post(path, body, fields: key).json["link"] != nil)
  }

  @Test("注册：同一个地址五次以后要答题，答对一次用一次")
  func challenge() async throws {
    func register(_ index: Int, _ more: [JSON.Member] = []) async throws -> Response {
      let body: [JSON.Member] = [
        .init("fullName", "某人"), .init("login", .string("moumou\(index)")),
        .init("mail", "m@example.com"), .init("phone", "13900001111"),
        .init("password", "Qing-Shan-Lv-Shui-9"), .init("agrees", true),
      ]
      return try await house.post("/register", .object(body + more))
    }
    for index in 0..<5 { #expect(try await register(index).status == .ok) }
    #expect(try await register(5).json["errors"]?.array?.first?["code"] == "challenge")
    let page = try await house.answer(
      "POST", "/register",
      fields: [
        "Content-Type: application/x-www-form-urlencoded", "Cookie: visitor=v",
        "Sec-Fetch-Site: same-origin",
      ],
      body: Array(
        "fullName=a&login=moumou5&mail=m@example.com&phone=13900001111&password=Qing-Shan-Lv-Shui-9&agrees=yes&form=\(FormKeys.token(of: "v"))"
          .utf8))
    let sealed = try #require(FormKeys.value(of: "challenge", in: page.text))
    let numbers = Array("零一二三四五六七八九")
    let question = try #require(page.text.firstRange(of: "请算一算："))
    let text = Array(page.text[question.upperBound...].prefix(3))
    let sum = (numbers.firstIndex(of: text[0]) ?? 0) + (numbers.firstIndex(of: text[2]) ?? 0)
    func answering(_ index: Int, _ answer: Int) async throws -> Response {
      try await register(
        index,
        [.init("answer", .string("\(answer)")), .init("challenge", .string(sealed))])
    }
    #expect(try await answering(5, sum + 1).status == .unprocessable)
    #expect(try await answering(5, sum).status == .ok)
    #expect(try await answering(6, sum).status == .unprocessable)
  }
}

extension Sequence {
  fileprivate func asyncMap<Answer>(_ work: (Element) async throws -> Answer) async throws
    -> [Answer]
  {
    var answers: [Answer] = []
    for element in self { answers.append(try await work(element)) }
    return answers
  }
}
