import JSON
import TestTraits
import Testing

@Suite("一份申请在区里从退回到重点推荐，在真的浏览器里", .serialized, .waiting)
struct PriorityWalkTests {
  @Test("退回、企业补正、对照新旧、核实称号，重点推荐自己出现，两个人推荐；回避有人接办，没有人的由市局指定")
  func priority() throws {
    let walk = try Walk(on: "2026-11-20")
    let browser = walk.browser
    try walk.enter("xh-sunli")
    let number = try #require(
      walk.read("/applications?stage=accepted")["items"]?.array?.first?["number"]?.string)
    let page = "/applications/\(number)"
    try walk.open(page)
    try walk.press("退回补正")
    #expect(try browser.violations() == [])
    try walk.unfold("七、自我评价")
    try walk.fill([("quality", "请写明执行的标准编号。")])
    try walk.send()
    walk.done("退回补正")
    try walk.signIn("d17")
    try walk.press("环境检测服务")
    try walk.press("七、自我评价")
    #expect(try walk.page.contains("请写明执行的标准编号。"))
    try walk.fill([("quality", "执行 Q/ZX 001—2026，近三年监督抽查全部合格。")])
    try walk.press("保存")
    try walk.open(page)
    try walk.press("提交补正")
    try walk.fill([("agreed", "yes")])
    try walk.send()
    walk.done("提交补正")
    try walk.enter("xh-sunli")
    try walk.open(page)
    try walk.press("填写审核意见")
    let changes = try walk.page
    #expect(changes.contains("退回以后改了什么"))
    #expect(changes.contains("执行高于国家标准的企业标准") && changes.contains("执行 Q/ZX 001—2026"))
    // 问过的部门怎样答的、收到的日期，不用再抄一遍。
    #expect(try browser.value("#receivedOn") == "2026-11-20")
    #expect(try browser.value("[name='consultations.1.department']") == "徐汇区商务委员会")
    #expect(try browser.violations() == [])
    try walk.picture("review-known")
    try walk.fill([("complete", "yes"), ("decision", "recommend")])
    try walk.fill((1...4).map { ("condition\($0)", "pass") })
    try walk.fill([("opinionText", "材料齐全，符合四项条件，予以推荐。")])
    try browser.click("main form button[type=submit]")
    walk.done("填写审核意见")
    #expect(try !walk.page.contains("重点推荐"))
    try walk.press("核实称号")
    #expect(try browser.violations() == [])
    try walk.fill([
      ("verdict", "verified"), ("variant", "mayorQualityAward"), ("basis", "announcement"),
      ("evidence", "沪府发文件，与获奖名单核对一致。"),
    ])
    try walk.send()
    walk.done("核实称号")
    #expect(try browser.text("main .line").contains("重点推荐"))
    #expect(try walk.page.contains("孙丽"))
    try walk.press("提出推荐意见")
    #expect(try browser.value("#opinion") == "材料齐全，符合四项条件，予以推荐。")
    try walk.send()
    walk.done("提出推荐意见")
    #expect(try !walk.page.contains("同意推荐"))
    try walk.enter("xh-zhouwei")
    try walk.press("环境检测服务")
    try walk.press("同意推荐")
    walk.done("同意推荐")
    try recusal(walk, number)
  }

  /// 吕明 keeps out and 顾言 goes on; 孙丽 is the only handler of 徐汇, so that the city names 浦东.
  private func recusal(_ walk: Walk, _ number: String) throws {
    let browser = walk.browser
    try walk.enter("sj-lv")
    try walk.open("/applications/\(number)")
    try walk.press("申报回避")
    try walk.fill([("reason", "配偶在该企业任职")])
    try browser.choose("#substitute", "顾言")
    try walk.send()
    walk.done("申报回避")
    #expect(try walk.page.contains("吕明回避（配偶在该企业任职），由顾言接办"))
    try walk.enter("xh-sunli")
    let waiting = try walk.read("/applications?stage=submitted")["items"]?.array?.first
    let item = try #require(waiting?["item"]?.string)
    let page = "/applications/\(try #require(waiting?["number"]?.string))"
    try walk.open(page)
    try walk.press("申报回避")
    #expect(try walk.page.contains("本单位没有可以接办的人。"))
    try walk.fill([("reason", "该企业的法定代表人是我的表弟")])
    try walk.send()
    walk.done("申报回避")
    #expect(try walk.page.contains("您已经对这份申请申报回避，不再办理"))
    #expect(try browser.run("return !!document.querySelector('.where .acts')") == false)
    #expect(try browser.violations() == [])
    try walk.picture("recused")
    try walk.enter("sj-shi")
    try walk.press("指定其他区办理：\(item)")
    try browser.choose("#unit", "浦东新区市场监管局")
    try walk.fill([("reason", "原单位经办人员回避。")])
    try walk.send()
    walk.done("指定其他区办理")
    try walk.enter("pd-wuqiang")
    try walk.press(item)
    try walk.press("受理")
    walk.done("受理")
  }
}
