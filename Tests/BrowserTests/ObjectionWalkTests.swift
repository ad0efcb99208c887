import Foundation
import JSON
import Linux
import TestSupport
import TestTraits
import Testing

@Suite("从公示到移出，在真的浏览器里", .serialized, .waiting)
struct ObjectionWalkTests {
  @Test("公众实名提出异议，没有办过这一件的人核查，审核人决定：成立的移出公示，其余的发布")
  func sustained() throws {
    let walk = try Walk(on: "2026-11-20")
    let browser = walk.browser
    let lines = try Lines()
    let item = "学生护眼落地灯"

    // Anybody, from the home page.
    try walk.open("/")
    try walk.picture("home")
    try browser.click(".news .seal + div a")
    let notice = try browser.run("return location.pathname").string ?? ""
    #expect(notice.hasPrefix("/notices/"))
    #expect(try browser.text(".where .chip") == "公示中")
    #expect(try browser.violations() == [])
    try walk.picture("notice")
    try walk.press("提出异议")
    walk.heading("异议书")
    let number =
      try browser.run(
        "return [...document.querySelector('#number').options].find(o => o.text.includes('\(item)')).value"
      ).string ?? ""
    // Sent too early, nothing is lost and each gap is named.
    try walk.fill([("number", number)])
    try walk.press("提出异议")
    #expect(try browser.run("return document.querySelector('.summary li') !== null") == true)
    #expect(try browser.value("#number") == number)
    try walk.fill(lines.fields("objection"))
    let folder = try TemporaryFolder()
    let file = folder.path + "/evidence.pdf"
    try Files.replace(file, with: Array("%PDF-1.7\n%%EOF\n".utf8))
    try browser.choose("#evidenceFile", file)
    #expect(try browser.violations() == [])
    try walk.picture("objection-form")
    try walk.press("提出异议")
    let code = try browser.text("#code")
    #expect(code.utf8.count == 43)
    try walk.picture("objection-receipt")

    try inquire(walk, code)
    #expect(try browser.text(".where .big").hasPrefix("正在核查"))

    // Somebody who has not had the case in hand.
    try walk.enter("sj-gu")
    try walk.press("对“\(item)”的异议")
    #expect(try walk.page.contains("龚正明"))
    try walk.picture("objection")
    try walk.press("提出异议处理意见")
    try walk.fill([
      ("conclusion", "sustained"), ("reason", "经核查，包装上标注的执行标准与申请书不一致，企业未能说明。"),
    ])
    try walk.send()
    #expect(try browser.text(".where .big") == "等审核人决定")
    let objection = try browser.run("return location.pathname").string ?? ""
    try reject(walk)

    // The approver who published it reads why it is not his to decide; another one decides.
    try walk.enter("sj-shi")
    try walk.open(objection)
    #expect(try walk.page.contains("要由没有经办过的人办理") && !walk.page.contains("龚正明"))
    #expect(try !walk.page.contains("同意处理意见"))
    #expect(try browser.violations() == [])
    try walk.enter("sj-fang")
    try walk.press("对“\(item)”的异议")
    try walk.press("同意处理意见")
    try walk.fill([("number", number)])
    try walk.picture("objection-decision")
    try walk.send()
    walk.done("认定异议")
    #expect(try browser.text(".where .big") == "异议成立")
    try release(walk)

    // The objector hears of it, and so does everyone who reads the notice.
    try walk.leave()
    try inquire(walk, code)
    #expect(try browser.text(".where .big") == "异议成立")
    #expect(try walk.page.contains("企业未能说明"))
    try walk.picture("objection-status")
    try walk.open(notice)
    #expect(try browser.text(".doc .chip.warn") == "已移出公示")

    // The enterprise has its letter.
    try walk.signIn("d01")
    try walk.open("/applications/\(number)")
    #expect(try browser.text(".where .big").hasPrefix("已终止"))
    try browser.click("a[href^='/letters/']")
    #expect(try walk.page.contains("企业未能说明"))
    #expect(try browser.sheets() == 1)
    try walk.picture("letter-removed")

    // The period over, the rest is listed.
    try walk.turn(to: "2026-11-25")
    try walk.enter("sj-shi")
    try walk.press("发布名单")
    #expect(try !walk.page.contains(item))
    try walk.picture("list-draft")
    let round = number.split(separator: "-").prefix(2).joined(separator: "-")
    try walk.fill([("documentNumber", "沪市监质发〔2026〕77号"), ("number", round)])
    try walk.send()
    walk.done("发布名单")
    try walk.picture("list")
    #expect(try walk.page.contains("禾欣糙米卷") && !walk.page.contains(item))
    #expect(try browser.violations() == [])
  }

  private func inquire(_ walk: Walk, _ code: String) throws {
    try walk.open("/objections/status")
    try walk.browser.fill("#code", with: code)
    try walk.send()
    walk.heading("异议的进展")
    _ = try eventually { try walk.browser.run("return !!document.querySelector('.where')") == true }
  }

  /// The demo's own objection, to the other item.
  private func reject(_ walk: Walk) throws {
    try walk.open("/desk")
    try walk.press("对“禾欣糙米卷”的异议")
    try walk.press("提出异议处理意见")
    try walk.fill([("conclusion", "rejected"), ("reason", "经核查，标注的是标准的新编号，是同一项。")])
    try walk.send()
    walk.done("提出异议处理意见")
  }

  private func release(_ walk: Walk) throws {
    try walk.open("/desk")
    try walk.press("对“禾欣糙米卷”的异议")
    let words = try walk.browser.text(".head .line")
    let number = words.components(separatedBy: "编号 ").last ?? ""
    try walk.press("同意处理意见")
    try walk.fill([("number", number.trimmingCharacters(in: .whitespacesAndNewlines))])
    try walk.send()
    walk.done("认定异议")
    #expect(try walk.browser.text(".where .big") == "异议不成立")
  }
}
