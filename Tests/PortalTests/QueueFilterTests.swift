import Accounts
import Foundation
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("队列的条件：已超期、无人经办、重点推荐；下一件在打开时的列表里往下走")
struct QueueFilterTests {
  let house: House

  init() throws { house = try House() }

  /// Four of 禾欣's: the first is of priority and nobody's, the second in 孙丽's hands, the third late, the
  /// fourth none of these but nobody's.
  private func four() async throws -> [String] {
    var numbers = [try await house.accepted()]
    try await house.review(numbers[0])
    let writer = try await house.enter("lihua")
    for index in 1...3 {
      let number = try await house.draft(by: writer, "禾欣点心 \(index)")
      try await house.fill(number, by: writer)
      try await house.submit(number)
      numbers.append(number)
    }
    try await house.act(numbers[1], "handler", by: "xh-sunli")
    try await house.act(numbers[2], "handler", by: "xh-sunli")
    try await house.store.write { [late = numbers[2]] database in
      for sql in [
        "UPDATE application SET due = due - 30 WHERE number = ?",
        """
        UPDATE deadline SET due = due - 30
        WHERE application = (SELECT id FROM application WHERE number = ?)
        """,
      ] as [StaticString] { try database.run(sql, late) }
    }
    return numbers
  }

  private func found(_ query: String, _ login: String = "xh-sunli") async throws -> Set<String> {
    let answer = try await house.enter(login).json("/applications?\(query)")
    return Set(answer["items"]?.array?.compactMap { $0["number"]?.string } ?? [])
  }

  @Test("三个条件各找各的，能合在一起；别的区、企业和机构找不到什么")
  func filters() async throws {
    let all = try await four()
    #expect(try await found("overdue=yes") == [all[2]])
    // 接口说明里写的是布尔值，照着写也行。
    #expect(try await found("overdue=true") == [all[2]])
    #expect(try await found("overdue=false") == found(""))
    #expect(try await found("unassigned=yes") == [all[0], all[3]])
    #expect(try await found("priority=yes") == [all[0]])
    #expect(try await found("mine=yes") == [all[1], all[2]])
    #expect(try await found("mine=yes&overdue=yes") == [all[2]])
    #expect(try await found("unassigned=yes&priority=yes&stage=accepted") == [all[0]])
    #expect(try await found("unassigned=yes&stage=submitted") == [all[3]])
    #expect(try await found("mine=yes&unassigned=yes") == [])
    #expect(try await found("overdue=yes&priority=yes") == [])
    #expect(try await found("unassigned=yes", "sj-lv") == [all[0], all[3]])
    #expect(try await found("priority=yes", "sj-lv") == [all[0]])
    #expect(try await found("overdue=yes", "jd-hua") == [all[2]])
    for query in ["overdue=yes", "unassigned=yes", "priority=yes"] {
      #expect(try await found(query, "pd-wuqiang") == [])
    }
    // 谁承办、凭什么重点推荐，不是企业按条件找得到的；自己的期限找得到。
    #expect(try await found("priority=yes", "lihua") == [])
    #expect(try await found("unassigned=yes", "lihua") == [])
    #expect(try await found("overdue=yes", "lihua") == [all[2]])
    let page = try await house.enter("xh-sunli").page("/applications?overdue=yes").text
    for words in ["只看已超期的", "只看无人经办的", "只看重点推荐的"] { #expect(page.contains(words)) }
    #expect(try await !house.enter("lihua").page("/applications").text.contains("只看无人经办的"))
    #expect(house.faults == [])
  }

  @Test("放手、交给别人、结束以后，承办的人跟着变；公示期满、有效期满不是谁超期")
  func hands() async throws {
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    let all = try await four()
    try await house.act(
      all[1], "handover", ["to": .string("\(Cast.person("hp-qianlei"))"), "reason": "轮休"],
      by: "xh-sunli")
    #expect(try await found("mine=yes") == [all[2]])
    #expect(try await found("mine=yes", "hp-qianlei") == [all[1]])
    try await house.act(
      all[2], "withdrawal", ["number": .string(all[2]), "reason": "不报了"], by: "wangjianguo")
    #expect(try await found("mine=yes") == [])
    #expect(try await found("overdue=yes") == [])
    try await house.store.write { [one = all[3]] database in
      try database.run(
        "UPDATE application SET stage = 'publicised', due = 1 WHERE number = ?", one)
    }
    #expect(try await found("overdue=yes") == [])
  }

  @Test("常用条件也存得下这三个；存下的地址打得开")
  func saved() async throws {
    let all = try await four()
    let handler = try await house.enter("xh-sunli")
    let kept = try await handler.post(
      "/filters/new", ["name": "超期没人管", "overdue": true, "unassigned": true, "priority": true])
    #expect(kept.status == .ok, "\(kept.text)")
    try await handler.post("/filters/new", ["name": "重点的", "priority": true])
    let filters = try await handler.json("/applications")["filters"]?.array ?? []
    let addresses = filters.compactMap { $0["href"]?.string }
    #expect(
      Set(addresses) == [
        "/api/v1/applications?overdue=yes&unassigned=yes&priority=yes",
        "/api/v1/applications?priority=yes",
      ])
    #expect(try await found("priority=yes") == [all[0]])
  }

  @Test("下一件：从哪个列表打开，就在哪个列表里往下走；办完一件回到这一件，还记得是哪个列表")
  func next() async throws {
    let all = try await four()
    let handler = try await house.enter("xh-sunli")
    func next(_ number: String, _ list: String) async throws -> String? {
      try await handler.json("/applications/\(number)\(list)")["next"]?.string
    }
    // 没有列表的，是按期限和编号排在后面、等着办的那一件；后面没有的，从头找起。
    let order =
      try await handler.json("/applications")["items"]?.array?
      .compactMap { $0["number"]?.string } ?? []
    #expect(Set(order) == Set(all) && order.first == all[2])
    let here = try #require(order.firstIndex(of: all[1]))
    let plain = try await next(all[1], "")
    #expect(plain == order[(here + 1) % order.count])
    #expect(try await next(all[3], "?list=unassigned%3Dyes") == all[0])
    #expect(try await next(all[0], "?list=unassigned%3Dyes") == all[3])
    #expect(try await next(all[3], "?list=mine%3Dyes%26overdue%3Dyes") == all[2])
    #expect(try await next(all[2], "?list=mine%3Dyes%26overdue%3Dyes") == nil)
    #expect(try await next(all[3], "?list=priority%3Dyes") == all[0])
    // 看不懂的，当作没有。
    #expect(try await next(all[1], "?list=zzz") == plain)
    let list = try await handler.page("/applications?unassigned=yes").text
    #expect(list.contains("href=\"/applications/\(all[3])?list=unassigned%3Dyes\""))
    let page = "/applications/\(all[3])?list=unassigned%3Dyes"
    let shown = try await handler.page(page).text
    #expect(
      shown.contains("href=\"/applications/\(all[0])?list=unassigned%3Dyes\" rel=\"next\""))
    let action = "/applications/\(all[3])/acceptance?list=unassigned%3Dyes"
    #expect(shown.contains("action=\"\(action)\""))
    let done = try await handler.press(action, on: page)
    #expect(
      done.field("Location")?
        .hasPrefix("/applications/\(all[3])?list=unassigned%3Dyes&done=application.accept~") == true
    )
    let back = try await handler.page("/applications/\(all[0])/return?list=unassigned%3Dyes").text
    #expect(back.contains("action=\"/applications/\(all[0])/return?list=unassigned%3Dyes\""))
    #expect(back.contains("href=\"/applications/\(all[0])?list=unassigned%3Dyes\""))
    #expect(house.faults == [])
  }
}
