import Accounts
import HTTP
import JSON
import Policy
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("第一次来的人：自查的回答一路带着，一步接一步走到企业档案")
struct NewcomerTests {
  let house: House
  init() throws { house = try House(ways: (mail: true, sms: false)) }

  private static let way = "/declaration?\(CheckTests.sound)&hadAccident=no"

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
        ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private func register() async throws -> Response {
    let form: [(String, String)] = [
      ("fullName", "林小雨"), ("login", "linxiaoyu"), ("mail", "lin@example.com"),
      ("phone", "13900001111"), ("password", "Qing-Shan-Lv-Shui-9"), ("agrees", "yes"),
      ("to", Self.way), ("form", FormKeys.token(of: "v")),
    ]
    return try await house.answer(
      "POST", "/register",
      fields: [
        "Content-Type: application/x-www-form-urlencoded", "Cookie: visitor=v",
        "Sec-Fetch-Site: same-origin",
      ],
      body: Array(form.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&").utf8))
  }

  @Test("自查、注册、登记、确认：注册就登录，确认以后在工作台上和通知里都接着往下走")
  func wholeWay() async throws {
    let checked = try await house.get("/check?\(CheckTests.sound)&hadAccident=no").text
    #expect(checked.contains("href=\"/register?to=%2Fdeclaration%3F"))
    let login = try await house.get("/login?to=\(Self.encoded(Self.way))").text
    #expect(login.contains("href=\"/register?to=%2Fdeclaration%3F"))
    let blank = try await house.get("/register?to=\(Self.encoded(Self.way))").text
    #expect(blank.contains("您自查时的回答会留着") && blank.contains("name=\"to\""))

    let made = try await register()
    #expect(made.status == .seeOther, "\(made.text)")
    #expect(made.field("Location")?.hasPrefix("/desk") == true)
    let cookie = try #require(made.field("Set-Cookie")?.split(separator: ";").first)
    let lin = Guest(house: house, token: String(cookie.dropFirst("session=".count)))
    #expect(try await lin.page("/desk").text.contains("您还没有加入企业"))

    let opened = try await lin.post(
      "/enterprises",
      [
        "creditCode": .string(try Houses.creditCode("91310104MA1FR009")),
        "name": "上海林间茶业有限公司", "district": "xuhui", "role": "signatory",
      ])
    let claim = try #require(opened.json["claim"]?.string, "\(opened.text)")
    func task() async throws -> JSON? {
      try await lin.json("/desk")["items"]?.array?.first {
        $0["title"] == "自查时的回答：存入企业档案"
      }
    }
    #expect(try await task()?["mine"] == false)
    let proof = try await lin.upload(
      "/claims/\(claim)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
    #expect(proof.status == .ok, "\(proof.text)")
    let officer = try await house.enter("xh-sunli", surely: true)
    let confirmed = try await officer.post("/claims/\(claim)/decision", ["decision": "confirm"])
    #expect(confirmed.status == .ok, "\(confirmed.text)")

    let waiting = try await task()
    #expect(waiting?["mine"] == true && waiting?["href"] == .string(Self.way))
    let told = try await lin.json("/inbox")["items"]?.array?.first
    #expect(told?["text"]?.string?.contains("先填写企业档案") == true)
    let link = try house.store.read {
      try $0.first("SELECT link FROM message WHERE kind = 'claimConfirmed'") { $0.text(0) }
    }
    #expect(link == Self.way)
    let starts = try await lin.json("/desk")["acts"]?.array?.compactMap { $0["name"]?.string }
    #expect(starts?.contains("declaration.keep") == true)
    #expect(try await lin.page(Self.way).text.contains("下面是您自查时的回答，还没有存"))

    let kept = try await lin.post("/declaration", ["edition": 0, "answers": ["operating": true]])
    #expect(kept.status == .ok, "\(kept.text)")
    #expect(try await task() == nil)
    // From then on it is at hand, in the edition that stands.
    let after = try await lin.json("/desk")["acts"]?.array?.first {
      $0["name"] == "declaration.keep"
    }
    #expect(after?["edition"] == 1 && after?["title"] == "企业档案和申请条件")
  }

  @Test("一个人的企业，登记时就说一个人能办完；授权书有样本可下载")
  func oneAndAll() async throws {
    let guest = try await house.enter("xinren")
    #expect(
      try await guest.page("/enterprises").text.contains("企业只有一个人办理的，选“签署人”，一个人就能办完"))
    let letter = try await house.get("/enterprises/letter")
    #expect(letter.status == .ok)
    #expect(
      letter.field("Content-Type")
        == "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    #expect(letter.field("Content-Disposition")?.hasPrefix("attachment; ") == true)
    #expect(letter.body.starts(with: [0x50, 0x4B, 3, 4]))
    #expect(letter.text.contains("兹授权我单位") && letter.text.contains("word/document.xml"))
    let claim = try await house.enter("ouyangxue")
    let own = try #require(
      try house.ids("SELECT id FROM claim WHERE person = ?", Cast.person("ouyangxue").number).first)
    let page = try await claim.page("/claims/\(ClaimID(own))").text
    #expect(page.contains("enctype") == page.contains("/enterprises/letter"))
  }

  @Test("代码、编号这样长短固定的，不数字数；名称照数")
  func counters() async throws {
    let guest = try await house.enter("xinren")
    let page = try await guest.page("/enterprises").text
    #expect(!page.contains("creditCode-counter"))
    let chief = try await house.enter("sj-zhang", surely: true)
    let round = try await chief.page("/rounds/new").text
    #expect(!round.contains("number-counter") && round.contains("title-counter"))
  }

  @Test("自查不符合，当场写着可以问谁；产业目录有说明和链接")
  func askWhom() async throws {
    let failing = try await house.get("/check?entityType=branch").text
    #expect(failing.contains("可以问谁：找企业所在区的市场监管部门"))
    #expect(failing.contains("徐汇区"))
    #expect(try await !house.get("/check?\(CheckTests.sound)&hadAccident=no").text.contains("可以问谁"))
    let blank = try await house.get("/check").text
    #expect(blank.contains("产业结构调整指导目录"))
    #expect(blank.contains("href=\"https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/\""))
  }
}
