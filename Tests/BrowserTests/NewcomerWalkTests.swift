import Foundation
import HTTP
import JSON
import Linux
import TestSupport
import TestTraits
import Testing

@Suite("第一次来的人，在手机上，一个人走到底", .serialized, .waiting)
struct NewcomerWalkTests {
  static let sound =
    "entityType=companyLimited&registeredInShanghai=yes&headquartersInShanghai=yes"
    + "&mainOperationInShanghai=no&trademarkOwner=own&trademarkValidUntil=2030-01-01&operating=yes"
    + "&industryOrientation=fits&abnormalList=no&hadAccident=no&seriousList=no&hadDishonesty=no"

  @Test("从首页到自查、注册、登记、确认、企业档案：回答只填一次，每一页都用得了")
  func wholeWay() throws {
    let demo = try Demo()
    let browser = try Browser(.phone)
    try browser.open(demo.base + "/")
    try browser.click("main a[href='/check']")
    #expect(browser.text("h1", awaiting: "申请条件自查") == "申请条件自查")
    try browser.open(demo.base + "/check?\(Self.sound)")
    #expect(browser.text(".answer .result", awaiting: "看起来符合全部条件") == "看起来符合全部条件")
    try browser.click("main a[href^='/register?to=']")
    #expect(browser.text("h1", awaiting: "注册账户") == "注册账户")
    #expect(try browser.violations() == [])
    for (name, text) in [
      ("fullName", "林小雨"), ("login", "linxiaoyu"), ("mail", "lin@example.com"),
      ("phone", "13900001111"), ("password", "Qing-Shan-Lv-Shui-9"),
    ] { try browser.fill("#\(name)", with: text) }
    try browser.click("#agrees")
    try browser.click("main form button")
    #expect(browser.text("h1", awaiting: "工作台") == "工作台")

    try browser.click("main .empty a.button")
    #expect(browser.text("h1", awaiting: "登记企业") == "登记企业")
    try browser.fill("#creditCode", with: "91310104MA1FR0050H")
    try browser.fill("#name", with: "上海林间茶业有限公司")
    try browser.choose("#district", "徐汇区")
    try browser.choose("#role", "企业签署人")
    try browser.click("main form button")
    let title = "首次登记：上海林间茶业有限公司"
    #expect(browser.text("h1", awaiting: title) == title)
    try browser.click("a[href$='/proof']")
    #expect(browser.text("h1", awaiting: "提交证明：上海林间茶业有限公司") == "提交证明：上海林间茶业有限公司")
    #expect(try browser.text("main a[href='/enterprises/letter']") == "下载授权书样本（Word）")
    #expect(try browser.violations() == [])
    let folder = try TemporaryFolder()
    let file = folder.path + "/licence.pdf"
    try Files.replace(file, with: Array("%PDF-1.7\n%%EOF\n".utf8))
    try browser.choose("#licence", file)
    try browser.choose("#letter", file)
    try browser.click("main form[enctype] button")
    #expect(browser.text(".where .big", awaiting: "待确认") == "待确认")
    let address = try browser.address

    let officer = try Browser(.desktop)
    try officer.enter("xh-sunli", demo)
    try officer.open(address)
    #expect(officer.text("h1", awaiting: title) == title)
    #expect(try officer.text("table form button") == "查看营业执照")
    #expect(try officer.violations() == [])
    try officer.click("a[href$='/decision']")
    officer.text("h1", awaiting: "作出决定：上海林间茶业有限公司")
    #expect(try officer.violations() == [])
    try officer.choose("#decision", "确认代表企业")
    try officer.click("form:has(#decision) button")
    let secrets = try demo.secrets(of: "xh-sunli")
    officer.text("h1", awaiting: "请再次确认是您本人")
    try officer.fill("#confirm-password", with: secrets.password)
    try officer.fill("#confirm-code", with: secrets.code)
    try officer.click("main form button")
    officer.text("h1", awaiting: "工作台")

    try browser.open(demo.base + "/desk")
    try browser.click("main a[href^='/declaration?']")
    #expect(browser.text("h1", awaiting: "填写企业档案") == "填写企业档案")
    #expect(
      try browser.run("return document.querySelector('[name=operating]:checked').value") == "yes")
    #expect(try browser.violations() == [])
    try browser.click("main form.flow button")
    #expect(browser.text("h1", awaiting: "企业档案") == "企业档案")
    #expect(try browser.text(".answer .result") == "按企业填写符合 4 条；登记数据已证明 0 条")
    #expect(try browser.violations() == [])
  }
}
