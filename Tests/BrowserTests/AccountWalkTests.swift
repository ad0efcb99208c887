import Digest
import Foundation
import HTTP
import JSON
import Linux
import TestSupport
import TestTraits
import Testing

@Suite("一路走下来，在真的浏览器里", .serialized, .waiting)
struct AccountWalkTests {
  @Test("不开 JavaScript：注册、登录、登记企业、上传证明，直到等区里确认")
  func withoutJavaScript() throws {
    let demo = try Demo()
    var window = Browser.Window.desktop
    window.javaScript = false
    let browser = try Browser(window)
    try browser.open(demo.base + "/register")
    for (name, text) in [
      ("fullName", "林小雨"), ("login", "linxiaoyu"), ("mail", "lin@example.com"),
      ("phone", "13900001111"), ("password", "Qing-Shan-Lv-Shui-9"),
    ] { try browser.fill("#\(name)", with: text) }
    try browser.click("#agrees")
    try browser.click("main button")
    // Whoever registers is signed in; and can sign in again.
    #expect(browser.text("h1", awaiting: "工作台") == "工作台")
    try browser.open(demo.base + "/login")
    try browser.fill("#name", with: "linxiaoyu")
    try browser.fill("#password", with: "wrong")
    try browser.click("main button")
    #expect(browser.text(".summary li", awaiting: "登录名或密码不对。") == "登录名或密码不对。")
    try browser.fill("#name", with: "linxiaoyu")
    try browser.fill("#password", with: "Qing-Shan-Lv-Shui-9")
    try browser.click("main button")
    #expect(browser.text("h1", awaiting: "工作台") == "工作台")

    try browser.click("main .empty a.button")
    #expect(browser.text("h1", awaiting: "登记企业") == "登记企业")
    try browser.fill("#creditCode", with: "91310104MA1FR00187")
    try browser.fill("#name", with: "上海林间茶业有限公司")
    try browser.choose("#district", "徐汇区")
    try browser.choose("#role", "企业填报人")
    try browser.click("main button")
    let complaint = "有误：信用代码不对：第 18 位（校验字符）对不上：前面某一位可能抄错，或有两位写颠倒了。"
    #expect(browser.text("#creditCode-error", awaiting: complaint) == complaint)
    // What was typed is still there.
    #expect(try browser.value("#name") == "上海林间茶业有限公司")
    try browser.fill("#creditCode", with: "91310104MA1FR0050H")
    try browser.click("main button")
    let title = "首次登记：上海林间茶业有限公司"
    #expect(browser.text("h1", awaiting: title) == title)

    let folder = try TemporaryFolder()
    let file = folder.path + "/licence.pdf"
    try Files.replace(file, with: Array("%PDF-1.7\n%%EOF\n".utf8))
    try browser.click("a[href$='/proof']")
    browser.text("h1", awaiting: "提交证明：上海林间茶业有限公司")
    try browser.choose("#licence", file)
    try browser.choose("#letter", file)
    try browser.click("main form[enctype] button")
    #expect(browser.text(".where .big", awaiting: "待确认") == "待确认")
  }

  @Test("启用动态口令：手机扫得出二维码；之后登录要两步")
  func enrolment() throws {
    let demo = try Demo()
    let browser = try Browser(.desktop)
    try browser.enter("lihua", demo)
    try browser.open(demo.base + "/account/second-factor")
    let folder = try TemporaryFolder()
    try browser.screenshot(to: folder.path + "/page.png")
    let read = try Program.run(
      "/usr/bin/zbarimg",
      ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", folder.path + "/page.png"]
    ).output
    let shown = try browser.text("#secret")
    #expect(read == "otpauth://totp/BrandPilot:lihua?secret=\(shown)&issuer=BrandPilot\n")
    let secret = try #require(Demo.base32(shown))
    try browser.fill("#totp", with: Demo.code(secret))
    try browser.fill("#password", with: "Yanshi-2024-pinpai")
    try browser.click("main button")
    #expect(browser.text("h1", awaiting: "请保存恢复码") == "请保存恢复码")
    #expect(try browser.run("return document.querySelectorAll('ol.secrets li').length") == 10)
    let recovery = try browser.text("ol.secrets li code")
    try browser.click(".drop summary")
    try browser.click(".drop form button")
    browser.text("h1", awaiting: "上海品牌培育试点")

    try browser.open(demo.base + "/login")
    try browser.fill("#name", with: "lihua")
    try browser.fill("#password", with: "Yanshi-2024-pinpai")
    try browser.click("main button")
    #expect(browser.text("h1", awaiting: "输入动态口令") == "输入动态口令")
    #expect(try browser.violations() == [])
    try browser.fill("#totp", with: "000000")
    try browser.click("main button")
    browser.text(".summary h2", awaiting: "登录失败")
    try browser.fill("#totp", with: recovery)
    try browser.click("main button")
    #expect(browser.text("h1", awaiting: "工作台") == "工作台")
  }

  @Test("日志：浏览器自己重算整条链，服务器也算一遍")
  func chain() throws {
    let demo = try Demo()
    let browser = try Browser(.desktop)
    try browser.enter("sj-jin", demo)
    try browser.open(demo.base + "/journal")
    let head = try browser.text("main .hash")
    try browser.click("section:has(#chain-check) button")
    _ = try eventually { try browser.text("#chain-check").hasPrefix("完好") }
    #expect(try browser.text("#chain-check").hasSuffix("全部相符，链首 \(head)"))
    try browser.click("section:has(#chain-check) a.button")
    #expect(browser.text(".answer .result", awaiting: "完好") == "完好")
    #expect(try browser.violations() == [])
  }
}
