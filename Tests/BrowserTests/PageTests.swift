import Foundation
import JSON
import TestTraits
import Testing

@Suite("在真的浏览器里", .serialized, .waiting)
struct PageTests {
  static let pages = [
    "/", "/tools", "/map", "/samples", "/tools/deadline", "/tools/deadline?from=2026-12-28&days=5",
    "/tools/deadline?from=2026-02-30&days=0", "/tools/notice-period?start=2026-02-15&days=5",
    "/tools/workday?on=2026-10-10", "/tools/credit-code?code=91310000132260250Y", "/nowhere",
  ]

  @Test("每一页：axe 无违例、不横向滚动、控制台无怨言", arguments: [Browser.Window.desktop, .phone])
  func everyPage(_ window: Browser.Window) throws {
    let demo = try Demo.shared()
    let browser = try Browser(window)
    for page in Self.pages {
      try browser.open(demo.base + page)
      #expect(try browser.violations() == [], "\(page)")
      #expect(
        try browser.run(
          "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
          == 0, "\(page)")
      let complaints = try browser.complaints
      #expect(complaints == [], "\(page)")
      try keepPicture(of: page, window, browser)
    }
  }

  @Test("同样的字只有一处看不清，也找得到")
  func oneOfManyIsPale() throws {
    let demo = try Demo.shared()
    let browser = try Browser(.desktop)
    try browser.open(demo.base + "/samples")
    try browser.run(
      """
      const all = [...document.querySelectorAll("main td")]
        .filter(e => e.checkVisibility() && !e.children.length && e.innerText.trim().length > 1);
      all.at(-1).style.color = "#ccc";
      all.at(-1).id = "pale";
      """)
    #expect(try browser.violations() == ["color-contrast #pale"])
  }

  /// For people to look at, when they ask for it.
  private func keepPicture(of page: String, _ window: Browser.Window, _ browser: Browser) throws {
    guard let folder = ProcessInfo.processInfo.environment["BRANDPILOT_PICTURES"] else { return }
    let name = page.replacingOccurrences(of: "/", with: "_").prefix { $0 != "?" }
    let mark = page.contains("02-30") ? "wrong" : page.contains("?") ? "answer" : ""
    try browser.screenshot(to: "\(folder)/\(window.name)\(name)\(mark).png")
  }

  @Test("推算一个期限：填写、提交、读结果，结果可以收藏", arguments: [Browser.Window.desktop, .phone])
  func deadline(_ window: Browser.Window) throws {
    let demo = try Demo.shared()
    let browser = try Browser(window)
    try browser.open(demo.base + "/tools")
    #expect(
      try browser.run("return document.getElementById('deadline-from').value") == "2026-11-20")
    try browser.fill("#deadline-days", with: "5")
    try browser.click("form[action='/tools/deadline'] button")
    #expect(browser.text(".answer .result", awaiting: "2026年11月27日 星期五") == "2026年11月27日 星期五")
    #expect(try browser.address == demo.base + "/tools/deadline?from=2026-11-20&days=5")
  }

  @Test("不开 JavaScript 也全都能用")
  func withoutJavaScript() throws {
    let demo = try Demo.shared()
    var window = Browser.Window.desktop
    window.javaScript = false
    let browser = try Browser(window)
    try browser.open(demo.base + "/tools/credit-code")
    try browser.fill("#code", with: "91310000132260250Y")
    try browser.click("main button")
    #expect(browser.text(".answer .result", awaiting: "不正确") == "不正确")
    try browser.fill("#code", with: "")
    try browser.fill("#code", with: "91310000132260250X")
    try browser.click("main button")
    #expect(browser.text(".answer .result", awaiting: "校验通过") == "校验通过")
  }

  @Test("有错时焦点在错误一览，点一条就到那个字段")
  func errorSummary() throws {
    let demo = try Demo.shared()
    let browser = try Browser(.desktop)
    try browser.open(demo.base + "/tools/deadline?from=2026-02-30&days=0")
    #expect(try browser.run("return document.activeElement.className") == "panel summary")
    try browser.click(".summary a")
    #expect(try browser.run("return document.activeElement.id") == "from")
  }

  @Test("只用键盘：第一下 Tab 是跳到正文，回车就到")
  func keyboard() throws {
    let demo = try Demo.shared()
    let browser = try Browser(.desktop)
    try browser.open(demo.base + "/")
    try browser.press("\u{E004}")
    #expect(try browser.run("return document.activeElement.className") == "skip")
    try browser.press("\u{E007}")
    #expect(try browser.run("return document.activeElement.id") == "content")
  }

  @Test("字数随写随数，按人数的字")
  func counter() throws {
    let demo = try Demo.shared()
    let browser = try Browser(.desktop)
    try browser.open(demo.base + "/samples")
    try browser.fill("#name", with: "品牌𠮷")
    #expect(browser.text("#name-counter", awaiting: "还可以写 17 个字") == "还可以写 17 个字")
    try browser.fill("#name", with: String(repeating: "字", count: 22))
    #expect(browser.text("#name-counter", awaiting: "超出 2 个字") == "超出 2 个字")
  }
}
