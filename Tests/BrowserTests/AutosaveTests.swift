import Foundation
import JSON
import TestSupport
import TestTraits
import Testing

@Suite("申请书自己保存，在真的浏览器里", .serialized, .waiting)
struct AutosaveTests {
  @Test("停下两秒自己存；没有改就不送；存的时候接着写，再存一次；存的时候按“保存”，都存上")
  func byItself() throws {
    let writing = try Writing(section: 7)
    let browser = writing.browser
    try browser.fill("[name=innovation]", with: "自主研发。")
    try writing.isSaved(edition: 1, "innovation", "自主研发。")
    #expect(try browser.violations() == [])

    try writing.watch()
    try browser.run(
      "document.querySelector('[name=innovation]').dispatchEvent(new Event('input', {bubbles: true}))"
    )
    try writing.pauseTyping()
    #expect(try browser.run("return window.posts") == 0)

    // The answer to the first is still on its way while the second is typed.
    try browser.run("window.isHeld = true")
    try browser.fill("[name=quality]", with: "甲")
    try writing.pauseTyping()
    try writing.awaitHeld()
    #expect(try writing.kept["edition"] == 2)
    #expect(try browser.text("[data-section]") == "正在保存…")
    try browser.fill("[name=management]", with: "乙")
    try writing.pauseTyping()
    try writing.release()
    try writing.isSaved(edition: 3, "management", "乙")
    #expect(try browser.run("return window.posts") == 2)

    try browser.run("window.isHeld = true")
    try browser.fill("[name=brand]", with: "丙")
    try writing.pauseTyping()
    try writing.awaitHeld()
    try browser.fill("[name=responsibility]", with: "丁")
    try browser.click(Writing.button)
    #expect(try browser.address == writing.address)
    try writing.release()
    writing.walk.done("保存申请书")
    let kept = try writing.kept
    #expect(kept["edition"] == 5)
    #expect(kept["answers"]?["brand"] == "丙")
    #expect(kept["answers"]?["responsibility"] == "丁")
    #expect(try browser.run("return localStorage.length") == 0)
    #expect(try browser.complaints == [])
  }

  @Test("填得不对，说为什么，什么也不存；同事先存了，不盖过去，按“保存”并排看，再按才以这次的为准")
  func refused() throws {
    let writing = try Writing(section: 1)
    let browser = writing.browser
    let before = try writing.kept
    let edition = try #require(before["edition"]?.integer)
    try browser.fill("[name=contactMail]", with: "不是邮箱")
    try browser.fill("[name=registrationAuthority]", with: "甲局")
    #expect(eventually { (try? browser.text("[data-section]"))?.hasPrefix("没有自动保存：") == true })
    let why = try browser.text("[data-section]").dropFirst("没有自动保存：".count)
    #expect(try writing.kept["answers"] == before["answers"])
    #expect(try writing.kept["edition"] == before["edition"])

    let colleague = try Browser(.desktop)
    try colleague.enter("wangjianguo", try #require(writing.walk.demo))
    try colleague.open(writing.address)
    try colleague.fill("[name=registrationAuthority]", with: "乙局")
    try writing.isSaved(edition: edition + 1, "registrationAuthority", "乙局", in: colleague)

    // The button shows what is wrong, as ever; mended, it still stands against the colleague's edition.
    try browser.click(Writing.button)
    browser.text(".summary li", awaiting: String(why))
    try browser.fill("[name=contactMail]", with: "li@example.com")
    browser.text("[data-section]", awaiting: Self.behind)
    #expect(try writing.kept["answers"]?["registrationAuthority"] == "乙局")
    try browser.click(Writing.button)
    #expect(eventually { (try? writing.walk.page.contains("不一样的地方")) == true })
    #expect(try browser.text("main table").contains("乙局 甲局"))
    #expect(try writing.kept["edition"]?.integer == edition + 1)
    try browser.click(Writing.button)
    writing.walk.done("保存申请书")
    #expect(try writing.kept["answers"]?["registrationAuthority"] == "甲局")
    #expect(try writing.kept["answers"]?["contactMail"] == "li@example.com")
    #expect(try writing.kept["edition"]?.integer == edition + 2)
  }

  private static let behind =
    "没有自动保存：同事（或者您在别的窗口）刚存了新的一版。按“保存”，两边不一样的地方并排给您看。"

  @Test("登录结束，填的还在本机：在别处重新登录就接着存；回来登录，放回原处再存；换了人看不到")
  func ended() throws {
    let writing = try Writing(section: 2)
    let browser = writing.browser
    let demo = try #require(writing.walk.demo)
    let edition = try #require(writing.kept["edition"]?.integer)
    try writing.signOut()
    try browser.fill("[name=itemIntroduction]", with: "第一句。")
    browser.text("[data-section]", awaiting: Self.ended)
    let other = try Browser(.desktop)
    try other.enter("lihua", demo)
    try browser.wear(other.cookies)
    try browser.fill("[name=itemIntroduction]", with: "第一句。第二句。")
    try writing.isSaved(edition: edition + 1, "itemIntroduction", "第一句。第二句。")
    #expect(try browser.address == writing.address)

    try writing.signOut()
    try browser.fill("[name=itemIntroduction]", with: "第三句。")
    try writing.walk.fill([("fourBrand", "culture")])
    browser.text("[data-section]", awaiting: Self.ended)
    try browser.click("[data-section] a")
    browser.text("h1", awaiting: "登录")
    try browser.enter("wangjianguo", demo)
    try browser.open(writing.address)
    #expect(try browser.value("[name=itemIntroduction]") == "第一句。第二句。")
    try browser.enter("lihua", demo)
    try browser.open(writing.address)
    #expect(try browser.text("[data-section]").hasPrefix(Self.restored))
    #expect(try browser.value("[name=itemIntroduction]") == "第三句。")
    try writing.isSaved(
      edition: edition + 2, "itemIntroduction", "第三句。", after: Self.restored)
    #expect(try writing.kept["answers"]?["fourBrand"] == "culture")
    #expect(try browser.run("return localStorage.length") == 0)
  }

  private static let ended = "登录已结束，重新登录后在这里接着填，您填的还在本机"
  private static let restored = "上次没有存上的内容已经放回。"

  @Test("不开 JavaScript，按“保存”，和从前一样")
  func withoutJavaScript() throws {
    let writing = try Writing(section: 7)
    var window = Browser.Window.desktop
    window.javaScript = false
    let browser = try Browser(window)
    try browser.open(writing.walk.base)
    try browser.wear(writing.browser.cookies)
    try browser.open(writing.address)
    try browser.fill("[name=innovation]", with: "自主研发。")
    #expect(try browser.text("[data-section]") == "")
    try browser.click(Writing.button)
    browser.said("保存申请书")
    #expect(try writing.kept["answers"]?["innovation"] == "自主研发。")
    #expect(try writing.kept["edition"] == 1)
  }
}
