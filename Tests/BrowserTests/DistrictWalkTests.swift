import Foundation
import JSON
import TestSupport
import TestTraits
import Testing

@Suite("区里的一天，在真的浏览器里", .serialized, .waiting)
struct DistrictWalkTests {
  @Test("队列用键盘一行一行走，征求意见、凭链接答复、标记问题、现场核查，每一页都没有障碍")
  func day() throws {
    let walk = try Walk(on: "2026-11-20")
    let browser = walk.browser
    try walk.enter("xh-sunli")
    try walk.open("/applications")
    #expect(try browser.violations() == [])
    try rows(walk)
    let number = try #require(
      walk.read("/applications?stage=accepted")["items"]?.array?.first?["number"]?.string)
    try walk.open("/applications/\(number)")
    #expect(try browser.violations() == [])
    try walk.press("征求部门意见")
    #expect(try browser.violations() == [])
    try walk.fill([("question", "近两年有没有行政处罚？"), ("names", "徐汇区文化和旅游局")])
    try walk.send()
    walk.done("征求部门意见")
    try walk.press("徐汇区文化和旅游局")
    try walk.press("生成一次性答复链接")
    walk.heading("答复链接")
    let link = try browser.text(".secrets code")
    let secret = try #require(link.components(separatedBy: "/").last)
    try reply(walk, secret)
    try walk.enter("xh-sunli")
    try walk.open("/applications/\(number)")
    #expect(try walk.page.contains("没有处罚记录。"))
    try walk.press("标记问题")
    try walk.fill([("text", "核对检验报告的委托单位。")])
    try walk.send()
    walk.done("标记问题")
    try walk.press("记录现场核查")
    try walk.fill([("on", "2026-11-20"), ("people", "孙丽"), ("findings", "生产线在用。")])
    try walk.send()
    walk.done("记录现场核查")
    try walk.press("填写审核意见")
    #expect(try browser.violations() == [])
    for page in ["/figures", "/letters", "/acceptances/new"] {
      try walk.open(page)
      #expect(try browser.violations() == [], "\(page)")
    }
    try oneLetterLess(walk)
  }

  /// What is not ticked is not printed.
  private func oneLetterLess(_ walk: Walk) throws {
    try walk.open("/letters?day=2026-11-15")
    let letters = try walk.browser.run("return document.querySelectorAll('.doc.letter').length")
    let sheets = try walk.browser.sheets()
    #expect(try #require(letters.integer) > 1 && sheets >= 2)
    try walk.browser.click(".doc.letter .choice input")
    #expect(try walk.browser.sheets() == sheets - 1)
  }

  @Test("移送、不予受理、复核：每一步由该办的人从自己的工作台或页面上办")
  func elsewhere() throws {
    let walk = try Walk(on: "2026-11-20")
    let browser = walk.browser
    try walk.enter("xh-sunli")
    let waiting = try walk.read("/applications?stage=submitted")["items"]?.array?.first
    let number = try #require(waiting?["number"]?.string)
    let item = try #require(waiting?["item"]?.string)
    let page = "/applications/\(number)"
    try walk.open(page)
    try walk.press("提请移送其他区")
    #expect(try browser.violations() == [])
    try browser.choose("#unit", "浦东新区市场监管局")
    try walk.fill([("reason", "企业住所已迁到浦东新区。")])
    try walk.send()
    walk.done("提请移送其他区")
    try walk.enter("pd-zhengfang")
    try walk.press("徐汇区市场监管局移送：\(item)")
    #expect(try browser.violations() == [])
    try walk.press("同意接收移送")
    walk.done("同意接收移送")
    try walk.enter("pd-wuqiang")
    try walk.open(page)
    try walk.press("不予受理")
    #expect(try walk.page.contains("预览：不予受理通知书"))
    try browser.choose("#condition", "条件 2：总部或主要运营在上海，商标归企业")
    try walk.fill([
      ("reason", "主要生产经营地不在本市。"), ("evidence", "公示系统，当日查询"), ("number", number),
    ])
    try walk.send()
    walk.done("不予受理")
    try walk.signIn("d22")
    try walk.open(page)
    try walk.press("申请复核")
    try walk.fill([("reason", "主要生产线上月已迁回本市。")])
    try walk.send()
    walk.done("申请复核")
    try walk.enter("sj-shi")
    try walk.press("复核：\(item)")
    try walk.press("复核后维持原决定")
    #expect(try walk.page.contains("主要生产线上月已迁回本市。"))
    try walk.fill([("reason", "没有提供迁回的证明。"), ("number", number)])
    try walk.send()
    walk.done("维持原决定")
    #expect(try browser.violations() == [])
  }

  /// j and k while the focus is in the queue, and nowhere else.
  private func rows(_ walk: Walk) throws {
    let browser = walk.browser
    let place = """
      return [...document.querySelectorAll("table.tight a.title")].indexOf(document.activeElement)
      """
    try browser.press("j")
    #expect(try browser.run(place) == -1)
    try browser.run("document.querySelector('table.tight a.title').focus()")
    for (key, now) in [("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)] {
      try browser.press(key)
      #expect(try browser.run(place) == .integer(now), "\(key)")
    }
  }

  /// Somebody without an account, who has the link and nothing else.
  private func reply(_ walk: Walk, _ secret: String) throws {
    let browser = walk.browser
    try walk.leave()
    try walk.open("/replies/\(secret)")
    walk.heading("答复征求意见")
    #expect(try browser.violations() == [])
    try walk.fill([("opinion", "none"), ("text", "没有处罚记录。"), ("signer", "林岚，副处长")])
    try walk.send()
    walk.heading("已经答复")
    #expect(try walk.page.contains("林岚，副处长"))
    try walk.open("/replies/\(secret)")
    #expect(try walk.page.contains("这个链接已经用过、过期或者作废了"))
  }
}
