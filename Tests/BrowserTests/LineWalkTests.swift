import Digest
import Foundation
import JSON
import Linux
import TestSupport
import TestTraits
import Testing

@Suite("一件产品走完全程，在真的浏览器里", .serialized, .waiting)
struct LineWalkTests {
  @Test("从条件自查到扫码核验：每个人按自己看到的按钮")
  func line() throws {
    let walk = try Walk(on: "2026-11-20")
    let number = try apply(walk)
    try district(walk)
    try walk.turn(to: "2026-12-21")
    try cultivation(walk)
    try screening(walk)
    let panel = try PanelWalk(walk: walk, number: number, lines: Lines())
    try panel.run()
    try decision(walk)
    try walk.turn(to: "2026-12-28")
    try ListedWalk(walk: walk, lines: Lines()).run()
  }

  private static let item = "禾欣荞麦米饼"

  private func page(_ number: String) -> String { "/applications/\(number)" }

  /// 李华 looks at the conditions, begins, and fills in one part after the other; 王建国 submits.
  private func apply(_ walk: Walk) throws -> String {
    let browser = walk.browser
    let lines = try Lines()
    try walk.open("/check")
    try walk.fill(Self.sound)
    try browser.click("main form button[type=submit]")
    #expect(try browser.text(".answer .result") == "看起来符合全部条件")
    try walk.enter("lihua")
    try walk.press("填报一份申请")
    try walk.fill([("kind", "product"), ("item", Self.item)])
    try walk.press("开始填报")
    walk.done("开始填报")
    let number = try #require(
      browser.run("return location.pathname").string?.components(separatedBy: "/").last)
    // The sixth is there already: what 李华 declared of the enterprise.
    for part in [1, 2, 3, 4, 5, 7] {
      try walk.press("继续填写")
      #expect(
        try browser.run("return location.pathname").string == "\(page(number))/sections/\(part)")
      try walk.fill(lines.fields("sections", "\(part)"))
      // The register has an honour of hers, which she does not claim for this one.
      if part == 5 { try walk.fill(["Name", "Year", "No"].map { ("honours.1.honour\($0)", "") }) }
      if part == 1 {
        #expect(try browser.violations() == [])
        try walk.picture("section")
      }
      try walk.press("保存")
      walk.done("保存申请书")
    }
    try walk.press("继续填写：八")
    let folder = try TemporaryFolder()
    let file = folder.path + "/file.pdf"
    try Files.replace(file, with: Array("%PDF-1.7\n%%EOF\n".utf8))
    for slot in ["licenceFile", "trademarkFile", "financeFile", "creditFile"] {
      try browser.choose("#\(slot)-file", file)
      try browser.click("form[action$='/\(slot)'] button")
      // The page says “已办好” of the slot before, too: each waits for its own.
      let lying = "return document.querySelectorAll('[data-lying=\(slot)] .slot').length"
      #expect(eventually { (try? browser.run(lying)) == 1 }, "\(slot)")
      walk.done("上传附件")
    }
    try walk.picture("files")
    try walk.press("回到申请书各部分")
    try walk.press("继续填写：九")
    try walk.fill(lines.fields("sections", "9"))
    try walk.press("保存")
    walk.done("保存申请书")
    #expect(try walk.page.contains("各部分都填好了，请本单位的签署人登录，检查以后提交。"))
    try walk.picture("draft")
    try walk.enter("wangjianguo")
    try walk.find(Self.item)
    try walk.press("提交申请")
    try walk.picture("submission")
    try walk.fill([("agreed", "yes")])
    try walk.send()
    walk.done("提交申请")
    #expect(try browser.text(".where .big") == "待受理")
    return number
  }

  private static let sound = [
    ("entityType", "companyLimited"),
    ("registeredInShanghai", "yes"),
    ("headquartersInShanghai", "yes"),
    ("mainOperationInShanghai", "yes"),
    ("trademarkOwner", "own"),
    ("trademarkValidUntil", "2033-06-27"),
    ("operating", "yes"),
    ("industryOrientation", "fits"),
    ("abnormalList", "no"),
    ("hadAccident", "no"),
    ("seriousList", "no"),
    ("hadDishonesty", "no"),
  ]

  /// 孙丽 accepts, reviews and proposes; 周伟 recommends.
  private func district(_ walk: Walk) throws {
    let browser = walk.browser
    try walk.enter("xh-sunli")
    try walk.find(Self.item)
    try walk.press("受理")
    walk.done("受理")
    try walk.press("填写审核意见")
    try walk.fill(try Lines().fields("review"))
    #expect(try browser.violations() == [])
    try walk.picture("review")
    try walk.send()
    walk.done("填写审核意见")
    try walk.fill([("decision", "recommend"), ("opinion", "材料齐全，符合四项条件，予以推荐。")])
    try walk.send()
    walk.done("提出推荐意见")
    try walk.enter("xh-zhouwei")
    try walk.find(Self.item)
    try walk.press("同意推荐")
    walk.done("同意推荐")
    try walk.picture("case")
  }

  /// The batch, the plan, the commission: each from the desk of whoever has it.
  private func cultivation(_ walk: Walk) throws {
    let browser = walk.browser
    try walk.enter("xh-zhouwei")
    try walk.press("报送市局：2026 年第五批")
    try walk.fill([("round", "2026-5"), ("number", "2026-5")])
    try walk.send()
    walk.done("报送市局")
    try walk.picture("batch")
    try walk.enter("xh-sunli")
    try walk.find(Self.item)
    try walk.press("列入培育计划")
    try walk.fill([("measure", "请品牌培育工作站辅导，建立品牌管理制度。")])
    try walk.send()
    walk.done("列入培育计划")
    try walk.enter("sj-lv")
    try walk.press("提出委托：2026 年第五批")
    try walk.fill([("round", "2026-5"), ("note", "申请材料初筛和专家评审。")])
    try browser.choose("#body", "上海质品评价技术中心（演示）")
    try walk.send()
    walk.done("提议委托")
    try walk.enter("sj-shi")
    try walk.press("决定委托：2026 年第五批")
    try walk.press("决定委托第三方专业机构")
    #expect(try walk.page.contains(Self.item) && browser.violations() == [])
    try walk.picture("commission")
    try walk.fill([("number", "2026-5")])
    try walk.send()
    walk.done("决定委托")
  }

  private func screening(_ walk: Walk) throws {
    try walk.enter("zp-yang")
    try walk.find(Self.item)
    try walk.press("填写初筛表")
    try walk.fill(try Lines().fields("screening"))
    try walk.send()
    walk.done("填写初筛表")
    try walk.enter("zp-zhu")
    try walk.find(Self.item)
    try walk.press("初筛通过")
    walk.done("判定初筛通过")
  }

  /// 吕明 proposes, 施敏 decides and publishes.
  private func decision(_ walk: Walk) throws {
    let browser = walk.browser
    try walk.enter("sj-lv")
    try walk.find(Self.item)
    try walk.press("提出拟办意见")
    try walk.fill([("decision", "list"), ("text", "专家评审达到合格分数，建议列入公示。")])
    try walk.send()
    walk.done("提出拟办意见")
    try walk.enter("sj-shi")
    try walk.find(Self.item)
    #expect(try browser.text(".where .acts button") == "同意列入公示")
    try walk.press("同意列入公示")
    walk.done("同意列入公示")
    try walk.open("/desk")
    try walk.press("公示2026 年第五批")
    #expect(try walk.page.contains("禾欣荞麦米饼"))
    try walk.picture("notice-draft")
    try walk.fill([("channel", "质量发展处，电话 021-00000000"), ("number", "2026-5")])
    try walk.send()
    walk.done("发布公示")
    try walk.leave()
    try walk.open("/notices")
    try walk.press("2026 年第五批")
    #expect(
      try browser.text(".where dd:nth-of-type(2)")
        == "2026年12月21日 星期一至2026年12月25日 星期五\n5 个工作日，首尾都算")
    #expect(try browser.text(".where .big") == "4 个工作日\n不算今天")
  }
}
