import Foundation
import JSON
import TestTraits
import Testing

@Suite("看起来怎样，在真的浏览器里", .serialized, .waiting)
struct LookTests {
  /// Wrong in every condition, with what that asks for besides.
  static let failing = [
    "entityType=branch", "registeredInShanghai=no", "headquartersInShanghai=no",
    "mainOperationInShanghai=no", "trademarkOwner=licensed", "operating=no",
    "industryOrientation=eliminated", "abnormalList=yes", "hadAccident=yes",
    "accidents.1.accidentKind=safety", "accidents.1.accidentGrade=major",
    "accidents.1.accidentOn=2026-01-20", "seriousList=yes", "hadDishonesty=yes",
  ].joined(separator: "&")

  @Test("样样不符合的自查也印得下两页")
  func printedCheck() throws {
    let demo = try Demo.shared()
    let browser = try Browser(.desktop)
    try browser.open(demo.base + "/check?" + Self.failing)
    #expect(try browser.text(".answer .result") == "现在不符合条件")
    #expect(try browser.sheets() <= 2)
    #expect(
      try browser.run("return document.querySelector('main .button').innerText") == "查看所在区的联系人")
  }

  @Test("表格打印成有框的申请表；全部表格一次打印，每张另起一页，页脚有页码")
  func printedForms() throws {
    let demo = try Demo.shared()
    let browser = try Browser(.desktop)
    try browser.open(demo.base + "/forms/pilot-2024")
    // Contents, seven forms, one score sheet, letters: each begins a sheet.
    #expect(try browser.sheets() >= 10)
    #expect(
      try browser.run(
        """
        return [...document.styleSheets[0].cssRules].filter(rule => rule instanceof CSSPageRule)
          .map(rule => rule.selectorText + ' ' + /counter\\(page\\)/.test(rule.cssText)).join(', ')
        """) == " true, official true, wide true")
    #expect(
      try browser.run(
        """
        return [...document.styleSheets[0].cssRules].flatMap(rule => [...(rule.cssRules || [])])
          .filter(rule => rule.style && rule.style.page).map(rule => rule.selectorText).join(' ')
        """)
        == "body:has(.frame > .flow > .doc.letter:first-child) body:has(th:nth-child(11)) .doc")
    #expect(
      try browser.run(
        "return getComputedStyle(document.querySelector('.blank')).borderTopStyle") == "solid")
    #expect(
      try browser.run(
        """
        return [...document.querySelectorAll('.contents a')]
          .every(link => document.getElementById(link.hash.slice(1)))
        """) == true)
  }

  @Test("有了结果，焦点和标题都是结果", arguments: [Browser.Window.desktop, .phone])
  func focus(_ window: Browser.Window) throws {
    let demo = try Demo.shared()
    let browser = try Browser(window)
    for (page, title) in [
      ("/tools/deadline?from=2026-11-20&days=5", "2026年11月27日 星期五 - 期限推算"),
      ("/tools/workday?on=2026-10-10", "是工作日 - 工作日查询"),
      ("/tools/rubric?policy=pilot-2024&1a1=4", "合计 4 分 - 评分表试算"),
      ("/check?entityType=branch", "现在不符合条件 - 申请条件自查"),
    ] {
      try browser.open(demo.base + page)
      #expect(try browser.run("return document.activeElement.id") == "answer", "\(page)")
      #expect(
        try browser.run("return document.title").string == "\(title) - 上海品牌培育试点", "\(page)")
    }
  }

  /// Narrow enough for the one menu, wide enough to be a desktop.
  static let narrow = Browser.Window(name: "窄", width: 800, height: 900, javaScript: false)

  @Test("窄屏上：菜单一按就开，没有 JavaScript 也开得了", arguments: [Browser.Window.phone, narrow])
  func menu(_ window: Browser.Window) throws {
    let demo = try Demo.shared()
    let browser = try Browser(window)
    try browser.open(demo.base + "/rounds/2026-1")
    try browser.click(".menu summary")
    try browser.click(".menu a[href='/tools']")
    #expect(browser.text("h1", awaiting: "实用工具") == "实用工具")
  }

  @Test("手机上：现在到哪一步、办到哪天，在内容的上面")
  func phone() throws {
    let demo = try Demo.shared()
    let browser = try Browser(.phone)
    try browser.open(demo.base + "/rounds/2026-1")
    #expect(
      try browser.run(
        """
        return document.querySelector('.where').getBoundingClientRect().top
          < document.querySelector('.split .facts').getBoundingClientRect().top
        """) == true)
  }

  @Test("只有图标的地方一个也没有，一屏只有一个蓝按钮")
  func blue() throws {
    let demo = try Demo.shared()
    let browser = try Browser(.desktop)
    for (login, pages) in [
      (
        "xh-sunli",
        ["/desk", "/tools/deadline", "/check", "/rounds/2026-1", "/members", "/applications", "/"]
      ),
      (
        "lihua",
        [
          "/desk", "/inbox", "/account", "/declaration", "/applications", "/applications/new",
          "/experts/application", "/",
        ]
      ), ("zp-qin", ["/desk", "/panels", "/experts"]),
      ("sj-lv", ["/commissions", "/applications"]),
    ] {
      try browser.enter(login, demo)
      for page in pages {
        try browser.open(demo.base + page)
        let blue = try browser.run(
          """
          return [...document.querySelectorAll('main button, main .button')]
            .filter(b => getComputedStyle(b).backgroundColor === 'rgb(20, 73, 143)'
              && b.getBoundingClientRect().top < innerHeight).length
          """)
        #expect((blue.integer ?? 9) <= 1, "\(login) \(page)")
        let alone = try browser.run(
          """
          return [...document.querySelectorAll('a .icon, button .icon, summary .icon')]
            .filter(i => !i.parentElement.innerText.trim()
              && i.parentElement.getBoundingClientRect().width > 0).length
          """)
        #expect(alone == 0, "\(login) \(page)")
      }
    }
  }
}
