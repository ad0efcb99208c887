import Foundation
import JSON
import Routing
import SQLite
import Testing
import Vocabulary

@testable import Acts
@testable import Applications
@testable import HTTP
@testable import Portal

@Suite("办完以后说的那一句：就是记录里的那一句，只说给办的人听")
struct DoneWordTests {
  /// What the page says at the top; nil: nothing.
  private func word(_ page: String) -> String? {
    guard let start = page.range(of: #"<p role="status">"#) ?? page.range(of: "<p role=status>"),
      let end = page.range(of: "</p>", range: start.upperBound..<page.endIndex)
    else { return nil }
    return String(page[start.upperBound..<end.lowerBound])
  }

  @Test("受理以后说受理了哪一件、通知了几个人；别人照着网址打开什么也没有，没办过的事也没有")
  func isOwn() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    try await house.fill(number, by: writer)
    try await house.submit(number)
    let handler = try await house.enter("xh-sunli")
    let address = "/applications/\(number)"
    let accepted = try await handler.press("\(address)/acceptance", "", on: address)
    let next = try #require(accepted.field("Location"))
    let item = try #require(await handler.json("\(address)")["item"]?.string)
    #expect(
      try await word(handler.page(next).text)
        == "已受理：上海禾欣食品有限公司“\(item)”（\(number)）。已通知 3 人。")
    for login in ["xh-zhouwei", "lihua"] {
      #expect(try await word(house.enter(login).page(next).text) == nil, "\(login)")
    }
    #expect(try await word(handler.page("\(address)?done=recommendation.approve").text) == nil)
    #expect(try await word(handler.page("\(address)?done=nothing").text) == nil)
    let (caller, now) = try house.store.read {
      (try MomentTests.member("xh-sunli", in: $0).caller, house.clock.now.milliseconds)
    }
    for (minutes, isNews) in [(10, true), (11, false)] as [(Int64, Bool)] {
      let then = Instant(milliseconds: now + minutes * 60_000)
      let word = try house.store.read {
        try DoneWord.of("application.accept", by: caller, at: then, in: $0)
      }
      #expect((word != nil) == isNews, "\(minutes) 分钟")
    }
  }

  @Test("“不予受理”说成“已决定不予受理”")
  func negated() {
    #expect(DoneWord.sentence("不予受理：甲") == "已决定不予受理：甲。")
    #expect(DoneWord.sentence("受理：甲") == "已受理：甲。")
  }

  @Test("环节表里人办的每一步，记录里的那一句都以动词起头，前面能加“已”")
  func begins() {
    let verbs = [
      "填写", "上传", "移除", "请", "提交", "凭", "录完", "核对", "停止", "继续", "放弃", "撤", "受理", "退回",
      "按", "不", "提", "同意", "收回", "并入", "征求", "答复", "申报", "指定", "认领", "交", "标记", "了结",
      "记录", "核实", "决定", "报送", "列入", "委托", "判定", "组成", "揭示", "作废", "起草", "签齐", "公示",
      "认定", "打包", "发布", "因", "登记", "准予", "暂停", "恢复", "申请", "维持",
    ]
    let odd = Lifecycle.table.filter { !$0.by.isEmpty }.map { $0.said ?? $0.title }
      .filter { words in !verbs.contains { words.hasPrefix($0) } }
    #expect(odd == [])
  }
}
