import Foundation
import HTTP
import JSON
import TestTraits
import Testing

@Suite("批次和自查，在真的浏览器里", .serialized, .waiting)
struct RoundWalkTests {
  @Test("市局业务管理员用 2026 的政策包开放一个批次；公众在首页看到，在自查里用它")
  func opening() throws {
    let demo = try Demo()
    let browser = try Browser(.desktop)
    try browser.enter("sj-zhang", demo)
    try browser.open(demo.base + "/rounds")
    try browser.click("main a[href='/rounds/new']")
    #expect(browser.text("h1", awaiting: "开放批次") == "开放批次")
    #expect(try browser.violations() == [])
    for (field, text) in [
      ("number", "2026-2"), ("title", "2026 年第二批"), ("quota", "30"),
    ] { try browser.fill("#\(field)", with: text) }
    try browser.choose("#package", "“上海品牌”培育试点（2026 样例）")
    for (field, day) in [
      ("opensOn", "2026-12-12"), ("closesOn", "2026-12-25"), ("recommendBy", "2027-01-15"),
    ] { try browser.run("document.getElementById('\(field)').value = '\(day)'") }
    try browser.click("main form button")
    // Who it is is asked once what is sent is whole, and names what is to be done.
    #expect(browser.text("h1", awaiting: "请再次确认是您本人") == "请再次确认是您本人")
    #expect(try browser.text("main .lead").hasPrefix("您正要办理“开放批次”。"))
    let secrets = try demo.secrets(of: "sj-zhang")
    try browser.fill("#confirm-password", with: secrets.password)
    try browser.fill("#confirm-code", with: secrets.code)
    try browser.click("main form button")
    #expect(browser.text("h1", awaiting: "2026 年第二批") == "2026 年第二批")
    #expect(try browser.text(".where dd:nth-of-type(2)") == "开始受理申请：2026年12月12日 星期六")
    #expect(try browser.text(".note [role=status]") == "已开放批次 2026-2。")
    #expect(try browser.violations() == [])
    // Until then the round that the demo has goes on, with its own conditions.
    try browser.open(demo.base + "/")
    #expect(try browser.text(".where h2") == "2026 年第一批（演示）")
    #expect(try browser.text(".where .chip") == "正在受理申请")
    try browser.open(demo.base + "/check")
    #expect(try browser.run("return document.querySelectorAll('form h2').length") == 4)
    try browser.open(demo.base + "/check?policy=pilot-2026")
    #expect(try browser.run("return document.querySelectorAll('form h2').length") == 5)
  }

  @Test("自查从第一题到打印：不开 JavaScript 也行；不符合的和符合的各走一遍", arguments: [true, false])
  func checking(_ javaScript: Bool) throws {
    let demo = try Demo.shared()
    var window = Browser.Window.desktop
    window.javaScript = javaScript
    let browser = try Browser(window)
    try browser.open(demo.base + "/")
    try browser.click("main a[href='/check']")
    #expect(browser.text("h1", awaiting: "申请条件自查") == "申请条件自查")
    try browser.choose("#entityType", "分公司或其他分支机构")
    func answer(_ id: String, _ value: String) throws {
      try browser.click("input[name='\(id)'][value='\(value)']")
    }
    for id in ["registeredInShanghai", "headquartersInShanghai", "operating"] {
      try answer(id, "yes")
    }
    for id in [
      "mainOperationInShanghai", "abnormalList", "hadAccident", "seriousList", "hadDishonesty",
    ] {
      try answer(id, "no")
    }
    try answer("trademarkOwner", "own")
    try answer("industryOrientation", "fits")
    if javaScript {
      // What is not asked is hidden; what is, is there.
      #expect(
        try browser.run(
          "return [...document.querySelectorAll('[data-shown]')].filter(e => e.hidden).length") == 2
      )
      try browser.run("document.getElementById('trademarkValidUntil').value = '2030-01-01'")
    } else {
      try browser.fill("#trademarkValidUntil", with: "01/01/2030")
    }
    try browser.click("main form button")
    #expect(browser.text(".answer .result", awaiting: "现在不符合条件") == "现在不符合条件")
    #expect(
      try browser.text(".findings .wrong") == "不符合"
        && browser.text(".findings strong") == "分公司和其他分支机构没有独立法人资格（民法典第七十四条）。")
    try browser.choose("#entityType", "有限责任公司")
    try browser.click("main form button")
    #expect(browser.text(".answer .result", awaiting: "看起来符合全部条件") == "看起来符合全部条件")
    if javaScript { #expect(try browser.violations() == []) }
  }

  @Test("自查的回答登录以后带进企业档案；区里看到自述和登记数据，核对并留存", arguments: [Browser.Window.desktop, .phone])
  func dossier(_ window: Browser.Window) throws {
    let demo = try Demo()
    let browser = try Browser(window)
    let answers = [
      "entityType=companyLimited", "registeredInShanghai=yes", "headquartersInShanghai=yes",
      "trademarkOwner=own", "trademarkValidUntil=2033-06-27", "operating=no", "abnormalList=no",
    ]
    try browser.open(demo.base + "/check?" + answers.joined(separator: "&"))
    try browser.click("main a[href^='/declaration?']")
    #expect(browser.text("h1", awaiting: "登录") == "登录")
    try browser.fill("#name", with: "lihua")
    try browser.fill("#password", with: try demo.password(of: "lihua"))
    try browser.click("main form button")
    #expect(browser.text("h1", awaiting: "填写企业档案") == "填写企业档案")
    #expect(
      try browser.run("return document.querySelector('[name=operating]:checked').value") == "no")
    #expect(try browser.violations() == [])
    try browser.click("main form button")
    #expect(browser.text("h1", awaiting: "企业档案") == "企业档案")
    #expect(
      try browser.text(".answer .result") == "不符合 1 条；按企业填写符合 1 条；登记数据已证明 2 条")
    #expect(try browser.text(".finding .chip.wrong") == "不符合")
    #expect(try browser.run("return document.querySelectorAll('td .warn').length") == 1)
    #expect(try browser.violations() == [])
    let address = try browser.run("return location.pathname").string ?? ""
    let officer = try Browser(window)
    try officer.enter("xh-sunli", demo)
    try officer.open(demo.base + address)
    try officer.click("section.noprint form button")
    #expect(
      officer.said("核对申请条件") == "已核对申请条件（区级推荐时）：不符合。")
    #expect(
      try officer.run(
        "return [...document.querySelectorAll('table')].pop().querySelector('tbody tr').innerText.replace(/\\s+/g, ' ')"
      ).string?.contains("企业没有正常经营。") == true)
    #expect(try officer.violations() == [])
  }
}
