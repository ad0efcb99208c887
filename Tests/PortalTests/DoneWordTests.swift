import Digest
import Foundation
import JSON
import Routing
import SQLite
import TestSupport
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
    let house = try House()
    let number = try await house.submitted()
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
        try DoneWord.of(DoneMark("application.accept"), by: caller, at: then, in: $0)
      }
      #expect((word != nil) == isNews, "\(minutes) 分钟")
    }
  }

  @Test("两个窗口里各办了一件：各说各的；没登录的人，网址里写什么也不说")
  func ofThis() async throws {
    let house = try House()
    let first = try await house.submitted()
    let writer = try await house.enter("lihua")
    let second = try await house.draft(by: writer, "禾欣点心")
    try await house.fill(second, by: writer)
    try await house.submit(second)
    let handler = try await house.enter("xh-sunli")
    var pages: [String] = []
    for number in [first, second] {
      let address = "/applications/\(number)"
      let done = try await handler.press("\(address)/acceptance", "", on: address)
      pages.append(try #require(done.field("Location")))
    }
    for (page, number) in zip(pages, [first, second]) {
      #expect(try await word(handler.page(page).text)?.contains("（\(number)）") == true, "\(page)")
    }
    // 只写着办的是什么、没有写是哪一件的：不拿以前的别一件来说。
    #expect(
      try await word(handler.page("/applications/\(first)?done=application.submit").text) == nil)
    // 自己的 cookie 算不出平台的印记，别人的记录读不到。
    let mark = try #require(pages[0].split(separator: "=").last.map(String.init))
    #expect(mark.hasPrefix("application.accept~"))
    for text in ["done \(mark)", mark] {
      let seal = HMAC.code(key: Array("x".utf8), Array(text.utf8)).prefix(12)
      let forged = try await house.answer(
        "GET", "/notices?done=\(mark)~\(BaseText.base64URL(Array(seal)))",
        fields: ["Cookie: visitor=x"])
      #expect(word(forged.text) == nil, "\(text)")
    }
    for words in [
      mark, "account.close", "session.end", "password.reset~1", "session.end~1~abcdefgh",
    ] {
      #expect(try await word(house.get("/notices?done=\(words)").text) == nil, "\(words)")
    }
  }

  @Test("注销账户以后不再登录：首页说给办的这个浏览器，别的浏览器、没有 cookie 的都不说")
  func farewell() async throws {
    let house = try House()
    let guest = try await house.enter("xinren", surely: true)
    let form = try await guest.page("/account/closure").text
    let key = try #require(FormKeys.value(of: "form", in: form))
    let once = try #require(FormKeys.value(of: "once", in: form))
    let gone = try await house.answer(
      "POST", "/account/closure",
      fields: [
        "Cookie: session=\(guest.token); visitor=mine",
        "Content-Type: application/x-www-form-urlencoded", "Sec-Fetch-Site: same-origin",
      ], body: Array("form=\(key)&once=\(once)&agrees=yes&login=xinren".utf8))
    let next = try #require(gone.field("Location"), "\(gone.text)")
    for (fields, said) in [
      (["Cookie: visitor=mine"], "已注销账户。"), (["Cookie: visitor=other"], nil), ([], nil),
    ] as [([String], String?)] {
      let page = try await house.answer("GET", next, fields: fields)
      #expect(page.status == .ok && word(page.text) == said, "\(fields)")
    }
    #expect(word(try await house.get("/").text) == nil)
  }

  @Test("“不予受理”说成“已决定不予受理”")
  func negated() {
    #expect(DoneWord.sentence("不予受理：甲") == "已决定不予受理：甲。")
    #expect(DoneWord.sentence("受理：甲") == "已受理：甲。")
  }

  private static let verbs = [
    "一次", "上传", "不", "为", "交", "修改", "停止", "停用", "公示", "再次", "准予", "凭", "列入", "判定", "切换", "删除",
    "加入",
    "发布", "取得", "取消", "受理", "同意", "启用", "回避", "因", "委托", "存", "对", "导出", "开始", "开放", "延长", "恢复",
    "打包",
    "报告", "报送", "指定", "按", "接受", "提", "揭示", "撤", "收", "放弃", "新增", "暂停", "更换", "更正", "查看", "标记", "核",
    "注册", "注销", "生成", "申", "登记", "确认", "离开", "移除", "答复", "签", "维持", "结束", "继续", "组成", "认", "记录",
    "请",
    "读完", "调整", "起草", "退", "邀请", "重新", "锁定", "录完", "参加", "解除", "填写", "决定", "作废", "保存", "征求", "并入",
    "了结",
  ]

  @Test("环节表里人办的每一步，记录里的那一句都以动词起头，前面能加“已”")
  func begins() {
    let odd = Lifecycle.table.filter { !$0.by.isEmpty }.map { $0.said ?? $0.title }
      .filter { words in !Self.verbs.contains { words.hasPrefix($0) } }
    #expect(odd == [])
  }

  /// What each `Done(…)` of the sources says, as far as it is written there: the first words of its own.
  @Test("别的办理也一样：代码里写着的每一句，都以动词起头")
  func beginsElsewhere() throws {
    var seen = 0
    for file in try Project.files(below: "Sources", ending: ".swift") {
      let text = try Project.text(file)
      for part in text.components(separatedBy: "Done(").dropFirst() {
        let call = part.prefix { $0 != ";" }.prefix(500)
        guard let found = call.firstMatch(of: /^[^{}]*?"((?:[^"\\]|\\.)*)"/) else { continue }
        let words = String(found.1)
        guard let first = words.unicodeScalars.first, first.value >= 0x4E00 else { continue }
        seen += 1
        #expect(Self.verbs.contains { words.hasPrefix($0) }, "\(file)：\(words)")
      }
    }
    #expect(seen > 60)
  }
}
