import Accounts
import HTTP
import JSON
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("用词：官方的说法，读的人就是“您”")
struct WordingTests {
  let house: House
  init() throws { house = try House() }

  @Test("登录不成，标题就是“登录失败”")
  func signIn() async throws {
    let answer = try await house.answer(
      "POST", "/session",
      fields: [
        "Content-Type: application/x-www-form-urlencoded", "Cookie: visitor=v",
        "Sec-Fetch-Site: same-origin",
      ], body: Array("name=lihua&password=wrong&form=\(FormKeys.token(of: "v"))".utf8))
    #expect(answer.text.contains("<h2>登录失败</h2>") && !answer.text.contains("这次没有办成"))
  }

  @Test("轮到读的人，就写“您”；轮到别人，写是谁")
  func turn() async throws {
    let officer = try await house.enter("xh-sunli")
    let desk = try await officer.page("/desk").text
    #expect(desk.contains("轮到您") && !desk.contains("轮到区市场监管部门"))
    let claim = ClaimID(
      try #require(
        try house.ids(
          "SELECT id FROM claim WHERE person = ?", Cast.person("ouyangxue").number
        ).first))
    #expect(try await officer.page("/claims/\(claim)").text.contains("<dt>轮到</dt><dd>您"))
    let auditor = try await house.enter("sj-jin")
    #expect(
      try await auditor.page("/claims/\(claim)").text.contains("<dt>轮到</dt><dd>区市场监管部门"))
  }

  static let retired = [
    "知道些什么", "数据怎么说", "迟一秒也是迟", "何时来的", "企业自述", "用得不顺", "3 到 3 行", "能怎么办", "别的办法",
  ]

  @Test("换下来的说法，哪一页上都没有了")
  func retiredWords() async throws {
    let pages = [
      "/", "/check?entityType=branch", "/forms", "/forms/pilot-2024/F1", "/login", "/register",
      "/contacts", "/privacy", "/tools",
    ]
    for page in pages {
      let text = try await house.get(page).text
      for word in Self.retired { #expect(!text.contains(word), "\(page) \(word)") }
    }
    let hexin = "/organisations/\(Cast.organisation("hexin"))"
    for (login, pages) in [
      ("lihua", ["/desk", "/declaration", "\(hexin)/dossier", "\(hexin)/facts"]),
      ("xh-sunli", ["/desk", "\(hexin)/dossier", "\(hexin)/facts"]),
    ] {
      let guest = try await house.enter(login)
      for page in pages {
        let answer = try await guest.page(page)
        #expect(answer.status == .ok, "\(page)")
        for word in Self.retired { #expect(!answer.text.contains(word), "\(page) \(word)") }
      }
    }
    #expect(try await house.get("/forms/pilot-2024/F1").text.contains("共 3 行"))
  }

  static let colloquial = [
    "当时的自述", "按自述", "谁也不能", "谁都可以照", "比一比", "打开看看", "我最近做的", "到何时止", "从何时起", "哪里不对",
    "还有没有办结的", "请刷新看结果", "不办了，", "交出答复", "认不出", "要请人看", "停着，", "走到哪里", "改一改", "问问", "试着填",
    "没有着落", "拖住数据库", "去过了再记", "征询", "怎样抽的", "看到的情况",
  ]

  @Test("每一句写在代码和模板里的话：没有换下来的说法，标点不重，引号里不套引号")
  func everySentence() throws {
    let places = [("Sources", ".swift"), ("Forms", ".json"), ("Seeds/demo", ".json")]
    let files = try places.flatMap { try Project.files(below: $0.0, ending: $0.1) }
    let doubled = /[，。；：、][，。；：、]|”。”/
    let nested = /“[^”]*“/
    for file in files {
      // What is ASCII alone says nothing to people.
      for line in try Project.text(file).split(separator: "\n")
      where line.utf8.contains(where: { $0 >= 0x80 }) && !Plain.holds(String(line), "//") {
        for word in Self.retired + Self.colloquial where Plain.holds(String(line), word) {
          Issue.record("\(file)：\(word)：\(line)")
        }
        #expect(line.firstMatch(of: doubled) == nil, "\(file)：\(line)")
        // 换上去的内容另有自己的引号，由 Quotes 处理。
        let written = line.replacing(/\\\((?:[^()]|\([^()]*\))*\)/, with: "")
        #expect(written.firstMatch(of: nested) == nil, "\(file)：\(line)")
      }
    }
  }

  @Test("题目里有引号的，报错时里面用单引号")
  func quotes() async throws {
    let answer = try await house.post("/register", ["login": "moumou"])
    let messages = answer.json["errors"]?.array?.compactMap { $0["message"]?.string } ?? []
    #expect(messages.contains("请勾选“我已阅读‘个人信息怎样使用’，同意为办理试点事项处理以上信息”。"), "\(messages)")
  }
}
