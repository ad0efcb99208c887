import Accounts
import Foundation
import HTTP
import SQLite
import Testing

@testable import HTTP
@testable import Portal
@testable import Routing

@Suite("页头：登录了的人，在哪一页都看得出来")
struct HeaderTests {
  let house: House

  init() throws { house = try House() }

  /// Every page for everyone, and one of each kind that is found by a name.
  private var pages: [String] {
    house.routes.filter {
      $0.method == .get && $0.faces.contains(.page) && $0.admission.who == .everyone
        && ($0.operation.mediaType == nil || $0.operation.mediaType == .html)
        && $0.operation.files.isEmpty && !"\($0.pattern)".contains(":")
    }.map { "\($0.pattern)" } + [
      "/documents/001", "/forms/pilot-2024", "/forms/pilot-2024/F1", "/forms/pilot-2024/F1/trial",
      "/rounds/2026-1", "/check?entityType=branch", "/tools/deadline?from=x&days=1", "/nowhere",
    ]
  }

  @Test("公开的每一页，也包括从内存给出的：有姓名、收件箱和退出，没有“登录”")
  func everyPage() async throws {
    let guest = try await house.enter("lihua")
    #expect(pages.count > 25)
    for page in pages {
      let response = try await guest.page(page)
      let text = response.text
      #expect(response.status != .seeOther && text.contains("<h1"), "\(page)")
      let header = text.components(separatedBy: "</header>").first ?? ""
      #expect(header.contains("退出登录") && header.contains("李华"), "\(page)")
      #expect(!header.contains(">登录</a>") && !header.contains(">注册企业账户</a>"), "\(page)")
      #expect(response.field("Cache-Control") == "no-store", "\(page)")
    }
  }

  @Test("没有登录的人得到的还是内存里的那一份，带标签；两种人的互不相混")
  func memory() async throws {
    for page in ["/", "/tools", "/map"] {
      let first = try await house.get(page)
      let guest = try await house.enter("lihua")
      #expect(try await guest.page(page).etag == nil, "\(page)")
      let again = try await house.get(page)
      #expect(again.etag != nil && again.etag == first.etag, "\(page)")
      #expect(again.field("Vary") == "Cookie", "\(page)")
      #expect(again.text.contains(">登录</a>") && !again.text.contains("李华"), "\(page)")
    }
  }

  @Test("登录了的人的首页通向工作台，不再请人注册；加入单位没有，都一样")
  func home() async throws {
    let stranger = try await house.get("/").text
    #expect(stranger.contains("href=\"/register\"") && !stranger.contains("去我的工作台"))
    for (login, words) in [
      ("lihua", "李华，上海禾欣食品有限公司。要您办的事都在工作台上。"), ("xh-sunli", "。要您办的事都在工作台上。"),
      ("xinren", "您还没有加入单位；登记或加入企业也从工作台开始。"),
    ] {
      let text = try await house.enter(login).page("/").text
      let main = text.components(separatedBy: "<main").last ?? ""
      #expect(main.contains("<a class=\"button\" href=\"/desk\">去我的工作台</a>"), "\(login)")
      #expect(main.contains(words), "\(login)")
      #expect(!text.contains("/register") && !text.contains("注册账户"), "\(login)")
    }
  }

  @Test("登录了的人，公开的页面上没有一处请他登录、注册")
  func signedOut() async throws {
    let guest = try await house.enter("lihua")
    // The ways in themselves, and the map of all, may be opened by anyone.
    let ways = ["/login", "/register", "/reset", "/second-factor/loss", "/map"]
    let passing = "/check?\(CheckTests.sound)&hadAccident=no"
    for page in pages + [passing] where !ways.contains(page) {
      let text = try await guest.page(page).text
      for way in ["href=\"/login", "href=\"/register"] {
        #expect(!text.contains(way), "\(page) \(way)")
      }
    }
    #expect(try await house.get(passing).text.contains("href=\"/register\""))
  }

  @Test("页头的退出用自己的令牌，别人也能填的表用浏览器的令牌")
  func tokens() async throws {
    let guest = try await house.enter("lihua")
    let page = try await guest.page("/register").text
    let forms = page.components(separatedBy: "<form ").dropFirst()
    func token(_ form: String) -> Substring? {
      form.components(separatedBy: "name=\"form\" value=\"").dropFirst().first?.prefix {
        $0 != "\""
      }
    }
    let outs = forms.filter { $0.contains("/session/end") }.compactMap(token)
    let others = forms.filter { !$0.contains("/session/end") }.compactMap(token)
    #expect(outs.count == 2 && Set(outs).count == 1)
    // 每打开一次，这张表都有自己的名字：别处的表不会用了它的。
    func once(_ page: String) -> String? { FormKeys.value(of: "once", in: page) }
    let (one, two) = (once(page), once(try await guest.page("/register").text))
    #expect(one != nil && two != nil && one != two)
    #expect(others.count == 1 && others.first != outs.first)
  }

  @Test("没有读过的通知有几封，页头上写着")
  func unread() async throws {
    let guest = try await house.enter("lihua")
    let person = try house.store.read {
      try $0.first("SELECT id FROM person WHERE login = 'lihua'") { $0.int(0) }
    }
    try house.store.writeAndWait { database in
      try database.run("DELETE FROM message WHERE person = ?", person)
      for number in 1...3 {
        try database.run(
          """
          INSERT INTO message (id, person, kind, about, title, text, link, at)
          VALUES (?, ?, 'test', '', '题', '文', '/desk', 0)
          """, number, person)
      }
    }
    let count = "<span class=\"count\">3<span class=\"said\"> 条未读</span></span>"
    #expect(try await guest.page("/tools").text.components(separatedBy: count).count == 4)
    try house.store.writeAndWait { try $0.run("UPDATE message SET read_at = 1") }
    #expect(!(try await guest.page("/tools").text.contains("class=\"count\"")))
  }

  static let looks = [
    "ribbon", "panel", "stages", "panel where", "links", "acts down", "chip flag", "chip seal",
    "state good", "note", "note warn", "counters", "tiles", "panel answer good", "panel empty",
    "panel summary", "field wrong", "tasks", "slot", "cards tight", "cards", "pages", "fold",
    "facts", "timeline", "bars", "legend", "chart", "c-dot odd", "multiples", "data", "panel doc",
    "panel proofcard", "panel proofcard wrong",
  ]

  @Test("界面式样页样样都有")
  func samples() async throws {
    let text = try await house.get("/samples").text
    #expect(Self.looks.filter { !text.contains("class=\"\($0)\"") } == [])
  }
}
