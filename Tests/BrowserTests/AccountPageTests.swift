import Foundation
import HTTP
import JSON
import TestSupport
import TestTraits
import Testing

@Suite("登录之后，在真的浏览器里", .waiting)
struct AccountPageTests {
  /// Whom to come in as, and what to look at.
  static let walks: [(login: String, pages: [String])] = [
    (
      "lihua",
      [
        "/desk", "/inbox", "/members", "/members/handover", "/account", "/sessions",
        "/account/password", "/account/second-factor", "/session/confirmation", "/search?q=禾欣",
      ]
    ),
    ("xinren", ["/desk", "/enterprises", "/enterprises/joins", "/enterprises/disputes"]),
    ("xh-sunli", ["/desk", "/organisations", "/credit-codes", "/contacts/own", "/search"]),
    (
      "sj-zhang",
      ["/desk", "/organisations?kind=thirdParty", "/members", "/outbox", "/policies", "/rounds"]
    ),
    ("sj-jin", ["/desk", "/journal", "/journal?act=demo.cast", "/clauses"]),
  ]
  static let open = [
    "/login", "/register", "/reset", "/second-factor/loss", "/privacy", "/contacts", "/cast",
    "/check", "/check?entityType=branch&hadAccident=yes", "/forms", "/forms?policy=pilot-2026",
    "/forms/pilot-2024/F1", "/forms/pilot-2024/F1/trial", "/tools/rubric?1a1=4&2b4=5", "/rounds",
  ]

  @Test("登录断了再按：登录以后回到那一页，填的还在，说明没有办成")
  func typedAgain() throws {
    let demo = try Demo()
    let browser = try Browser(.desktop)
    try browser.enter("lihua", demo)
    try browser.open(demo.base + "/account/details")
    try browser.fill("#phone", with: "13899990000")
    // 在别处结束了这一处登录。
    let token = try browser.run("return document.querySelector('input[name=form]').value")
    try browser.run(
      """
      fetch("/session/end", {method: "POST", headers: {"Content-Type": "application/x-www-form-urlencoded"},
        body: "form=" + \(token.text)}).then(() => { document.title = "ended"; });
      """)
    #expect(eventually { (try? browser.run("return document.title")) == "ended" })
    try browser.click("main form button")
    browser.text("h1", awaiting: "登录")
    try browser.fill("#name", with: "lihua")
    try browser.fill("#password", with: Walk.password)
    try browser.click("main form button")
    browser.text("h1", awaiting: "更正我的信息")
    #expect(try browser.run("return document.querySelector('#phone').value") == "13899990000")
    #expect(
      try browser.text(".note[role=status]") == "刚才登录已经结束，没有办成。您填的还在，核对以后再提交。")
  }

  @Test("每一页：axe 无违例、不横向滚动、控制台无怨言", arguments: [Browser.Window.desktop, .phone])
  func everyPage(_ window: Browser.Window) throws {
    let demo = try Demo()
    let browser = try Browser(window)
    for page in Self.open { try look(at: page, demo, browser, window) }
    for (login, pages) in Self.walks {
      try browser.enter(login, demo)
      for page in pages { try look(at: page, demo, browser, window, login) }
      if login == "lihua" {
        try browser.open(demo.base + "/members")
        try browser.click("main a[href$=facts]")
        browser.text("h1", awaiting: "登记和信用数据")
        try check(browser, "facts", window, login)
      }
      if login == "xh-sunli" {
        try browser.open(demo.base + "/desk")
        try browser.click("main table a")
        browser.text("h1", awaiting: "首次登记：上海兰亭家居用品有限公司")
        try check(browser, "claim", window, login)
        // Refused, so that its author has something in the inbox.
        try browser.click("a[href$='/decision']")
        browser.text("h1", awaiting: "作出决定：上海兰亭家居用品有限公司")
        try browser.choose("#decision", "不予确认")
        try browser.fill("#reason", with: "授权书没有盖章")
        try browser.click("form:has(#decision) button")
        // A decision asks once more who it is, and carries the form along.
        browser.text("h1", awaiting: "请再次确认是您本人")
        try check(browser, "confirm", window, login)
        let secrets = try demo.secrets(of: login)
        try browser.fill("#confirm-password", with: secrets.password)
        try browser.fill("#confirm-code", with: secrets.code)
        try browser.click("main form button")
        #expect(browser.said("不予确认登记人代表企业") == "已决定不予确认登记人代表企业。已通知 1 人。")
        try browser.enter("ouyangxue", demo)
        for page in ["/desk", "/inbox"] { try look(at: page, demo, browser, window, "ouyangxue") }
      }
      if login == "xh-sunli" {
        try browser.enter("xh-zhouwei", demo)
        try browser.open(demo.base + "/organisations")
        try browser.click("main table a")
        browser.text("main a[href$='/standing']", awaiting: "注销这个单位")
        try check(browser, "organisation", window, "xh-zhouwei")
        try browser.click("main a[href$='/standing']")
        browser.text("h1", awaiting: "注销这个单位")
        try check(browser, "standing", window, "xh-zhouwei")
        try browser.click(".crumbs a")
        browser.text("main a[href$='/standing']", awaiting: "注销这个单位")
        try browser.click("main a[href$=correction]")
        browser.text("h1", awaiting: "更正登记信息")
        try check(browser, "correction", window, "xh-zhouwei")
      }
    }
  }

  private func look(
    at page: String, _ demo: Demo, _ browser: Browser, _ window: Browser.Window,
    _ login: String = ""
  ) throws {
    try browser.open(
      demo.base + (page.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? page))
    let status = try browser.run(
      "return performance.getEntriesByType('navigation')[0].responseStatus")
    #expect(status == 200, "\(login) \(page)")
    try check(browser, page, window, login)
  }

  private func check(
    _ browser: Browser, _ page: String, _ window: Browser.Window, _ login: String
  ) throws {
    let violations = try browser.violations()
    #expect(violations == [], "\(login) \(page)")
    #expect(
      try browser.run(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        == 0, "\(login) \(page)")
    let unhidden = try browser.run(
      "return [...document.querySelectorAll('[hidden]')].filter(e => e.offsetParent).length")
    #expect(unhidden == 0, "\(login) \(page)")
    let complaints = try browser.complaints
    #expect(complaints == [], "\(login) \(page)")
    guard let folder = ProcessInfo.processInfo.environment["BRANDPILOT_PICTURES"] else { return }
    let name = page.replacingOccurrences(of: "/", with: "_").replacingOccurrences(
      of: "?", with: "_")
    try browser.screenshot(to: "\(folder)/\(window.name)-\(login)\(name).png")
  }
}

extension Browser {
  /// Through the demo's own page, as a visitor of the demo would.
  func enter(_ login: String, _ demo: Demo) throws {
    try open(demo.base + "/cast")
    try run(
      """
      const field = document.querySelector("input[name=login][value='\(login)']");
      field.form.querySelector("button").click();
      """)
    text("h1", awaiting: "工作台")
  }
}
