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
    try walk.tab(to: "全选（共 32 份，已选 0 份）")
    try browser.press([Browser.Key.space])
    #expect(try browser.focused == "全选（共 32 份，已选 32 份）")
    // 期限最近的、书面提出的两份还没有看过，留着。
    let (tab, space) = (Browser.Key.tab, Browser.Key.space)
    try browser.press([tab, space, tab, tab, space])
    #expect(try walk.page.contains("全选（共 32 份，已选 30 份）"))
    try walk.picture("several")
    try walk.go([Browser.Key.enter])
    #expect(try walk.page.contains("已受理 30 份。"))
    let reviewed = try review(walk, numbers)
    try sitting.propose(numbers.filter { !reviewed.contains($0) })
    try approve(walk, numbers)
    try walk.open("/desk")
    try walk.tab(to: "报送市局：2026 年第五批（演示），30 份")
    try walk.go([Browser.Key.enter])
    #expect(try browser.violations() == [])
    try walk.picture("batch-draft")
    try walk.tab(to: "输入批次编号")
    try browser.press(Array("2026-5").map(String.init))
    try walk.go([Browser.Key.enter])
    // 报送不能撤回：单独再确认一次。
    try sign(walk)
    walk.heading("徐汇区市场监管局推荐汇总表（2026-5 批次第 1 批）")
    #expect(try walk.page.contains("2026-5 批次推荐汇总表第 1 批，共 30 份，内容指纹（SHA-256）"))
  }

  /// So many with all their keys; all thirty take a minute more, and show nothing else.
  private static let byHand = 4

  /// Into the first by its row, and on from one to the next: its sheet, what follows from it, done.
  private func review(_ walk: Walk, _ numbers: [String]) throws -> Set<String> {
    let browser = walk.browser
    try walk.open("/applications?stage=accepted&round=2026-5")
    try walk.tab(to: "禾欣点心")
    try browser.press(["j", "k"])
    let item = try browser.focused
    try walk.go([Browser.Key.enter])
    walk.heading(item)
    var (done, sheet): (Set<String>, [String]) = ([], [])
    var into: Walk.Way?
    for count in 1...Self.byHand {
      done.insert(try self.number(walk))
      if let into { try walk.go(into) } else { into = try walk.act("填写审核意见") }
      if count == 1 { sheet = try fill(walk) } else { try browser.press(sheet) }
      try walk.go([Browser.Key.enter])
      walk.done("填写审核意见")
      // 审核意见填全了，接着就是推荐意见，已经填好，光标在按钮上。
      walk.heading("提出推荐意见")
      try walk.go([Browser.Key.enter])
      walk.done("提出推荐意见")
      if count < Self.byHand { try walk.go(["n"], holding: Browser.Key.alt) }
    }
    #expect(done.count == Self.byHand && done.isSubset(of: numbers))
    // The words apart; with what follows and the way on.
    let keys = (into?.keys ?? 0) + sheet.count - Self.opinion.count + 3
    #expect(keys <= 53)
    return done
  }

  private static let opinion = "材料齐全，予以推荐。"

  /// The cursor stands where the first thing is to be judged; the keys from there to the button.
  private func fill(_ walk: Walk) throws -> [String] {
    let browser = walk.browser
    #expect(try browser.focused == "是")
    var keys: [String] = []
    func press(_ more: [String]) throws {
      try browser.press(more)
      keys += more
    }
    try press([Browser.Key.space])
    for _ in 1...4 {
      keys += walk.tabs(try walk.tab(to: "符合"))
      try press([Browser.Key.space])
    }
    keys += walk.tabs(try walk.tab(to: "推荐"))
    try press([Browser.Key.space, Browser.Key.tab])
    try press(Self.opinion.map(String.init) + [Browser.Key.tab])
    #expect(try browser.focused == "填写审核意见")
    return keys
  }

  private func number(_ walk: Walk) throws -> String {
    try walk.browser.run("return location.pathname.split('/').pop()").string ?? ""
  }

  /// Thirty times the same three things: what comes next, what can be done, done. The demo's own one that waits
  /// for the approver comes along the way.
  private func approve(_ walk: Walk, _ numbers: [String]) throws {
    try walk.enter("xh-zhouwei")
    try walk.tab(to: "禾欣点心")
    try walk.go([Browser.Key.enter])
    var done: Set<String> = []
    let all = numbers.count + 1
    for count in 1...all {
      done.insert(try number(walk))
      try walk.act("同意推荐")
      if count == 1 { try confirm(walk) }
      walk.done("同意推荐")
      if count < all { try walk.go(["n"], holding: Browser.Key.alt) }
    }
    #expect(done.count == all && done.isSuperset(of: numbers))
  }

  private func sign(_ walk: Walk) throws {
    let browser = walk.browser
    walk.heading("请再次确认是您本人")
    try browser.run("document.querySelector('main input[type=password]').focus()")
    try browser.press(Walk.password.map(String.init) + [Browser.Key.tab])
    try browser.press(walk.code("xh-zhouwei").map(String.init))
    try walk.go([Browser.Key.enter])
  }

  private func confirm(_ walk: Walk) throws {
    let browser = walk.browser
    try sign(walk)
    if try browser.run("return document.querySelector('h1').innerText") != "请再次确认是您本人",
      try !walk.page.contains("已同意推荐：")
    {
      try walk.act("同意推荐")
    }
  }
}
