import JSON
import TestTraits
import Testing

@Suite("下班以前办完三十份，在真的浏览器里", .serialized, .waiting)
struct SittingWalkTests {
  @Test("三十份，只用键盘：一次受理，逐行到达，下一件不用回列表，排好了一起报送，拿到回执")
  func thirty() throws {
    let walk = try Walk(on: "2026-11-20")
    let browser = walk.browser
    let sitting = try Sitting(walk)
    let numbers = try sitting.submit(30)
    try walk.enter("xh-sunli")
    try walk.tab(to: "一次受理多份")
    try walk.go([Browser.Key.enter])
    try walk.tab(to: "全选（共 31 份，已选 0 份）")
    try browser.press([Browser.Key.space])
    #expect(try browser.focused == "全选（共 31 份，已选 31 份）")
    // 期限最近的一份还没有看过，留着。
    try browser.press([Browser.Key.tab, Browser.Key.space])
    #expect(try walk.page.contains("全选（共 31 份，已选 30 份）"))
    try walk.picture("several")
    try walk.go([Browser.Key.enter])
    #expect(try walk.page.contains("已受理 30 份。"))
    let first = try review(walk)
    try sitting.propose(numbers.filter { $0 != first })
    try approve(walk, numbers)
    try walk.open("/desk")
    try walk.tab(to: "报送市局：2026 年第五批（演示），30 份")
    try walk.go([Browser.Key.enter])
    #expect(try browser.violations() == [])
    try walk.picture("batch-draft")
    try walk.tab(to: "“禾欣点心")
    try walk.go([Browser.Key.enter])
    walk.heading("徐汇区市场监管局推荐汇总表（第 1 批）")
    #expect(try walk.page.contains("推荐汇总表第 1 批，共 30 份，内容指纹（SHA-256）"))
  }

  /// One with all its keys: from row to row, into it, through the sheet.
  private func review(_ walk: Walk) throws -> String {
    let browser = walk.browser
    try walk.open("/applications?stage=accepted&round=2026-5")
    try walk.tab(to: "禾欣点心")
    try browser.press(["j", "j", "k"])
    let item = try browser.focused
    try walk.go([Browser.Key.enter])
    walk.heading(item)
    let number = try browser.run("return location.pathname.split('/').pop()").string ?? ""
    try walk.act("填写审核意见")
    try walk.tab(to: "是")
    try browser.press([Browser.Key.space])
    for _ in 1...4 {
      try walk.tab(to: "符合")
      try browser.press([Browser.Key.space])
    }
    try walk.tab(to: "推荐")
    try browser.press([Browser.Key.space, Browser.Key.tab])
    try browser.press("材料齐全，予以推荐。".map(String.init))
    try browser.press([Browser.Key.tab])
    try walk.go([Browser.Key.enter])
    walk.done("填写审核意见")
    try walk.act("提出推荐意见")
    try walk.tab(to: "提出推荐意见")
    try walk.go([Browser.Key.enter])
    walk.done("提出推荐意见")
    return number
  }

  /// Thirty times the same three things: what comes next, what can be done, done.
  private func approve(_ walk: Walk, _ numbers: [String]) throws {
    let browser = walk.browser
    try walk.enter("xh-zhouwei")
    try walk.tab(to: "禾欣点心")
    try walk.go([Browser.Key.enter])
    var done: Set<String> = []
    for count in 1...numbers.count {
      done.insert(try browser.run("return location.pathname.split('/').pop()").string ?? "")
      try walk.act("同意推荐")
      if count == 1 { try confirm(walk) }
      walk.done("同意推荐")
      if count < numbers.count { try walk.go(["n"], holding: Browser.Key.alt) }
    }
    #expect(done == Set(numbers))
  }

  private func confirm(_ walk: Walk) throws {
    let browser = walk.browser
    walk.heading("请再次确认是您本人")
    try browser.run("document.querySelector('main input[type=password]').focus()")
    try browser.press(Walk.password.map(String.init) + [Browser.Key.tab])
    try browser.press(walk.code("xh-zhouwei").map(String.init))
    try walk.go([Browser.Key.enter])
    if try browser.run("return document.querySelector('h1').innerText") != "请再次确认是您本人",
      try !walk.page.contains("已办好：同意推荐。")
    {
      try walk.act("同意推荐")
    }
  }
}
