import Accounts
import Foundation
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("申请的队列：各环节多少、谁承办、常用条件、一次受理多份、一次打印、下一件")
struct QueueTests {
  let house: House

  init() throws { house = try House() }

  /// As many of 禾欣's as asked for, submitted one after the other.
  private func submitted(_ count: Int) async throws -> [String] {
    var numbers = [try await house.submitted()]
    let writer = try await house.enter("lihua")
    for index in 1..<max(count, 1) {
      let number = try await house.draft(by: writer, "禾欣点心 \(index)")
      try await house.fill(number, by: writer)
      try await house.submit(number)
      numbers.append(number)
    }
    return numbers
  }

  @Test("各环节的份数只数自己看得到的；已停留几个工作日；浦东的没有徐汇的")
  func counts() async throws {
    let numbers = try await submitted(3)
    try await house.act(numbers[0], "acceptance", by: "xh-sunli")
    house.pass(seconds: 4 * 86_400)
    let seen = try await house.enter("xh-sunli").json("/applications")
    #expect(
      seen["counts"] == [
        ["stage": "submitted", "count": 2], ["stage": "accepted", "count": 1],
      ])
    #expect(seen["items"]?.array?.map { $0["age"] } == [2, 2, 2])
    #expect(try await house.enter("pd-wuqiang").json("/applications")["counts"] == nil)
    let page = try await house.enter("xh-sunli").page("/applications").text
    #expect(page.contains("待受理 2") && page.contains("href=\"/applications?stage=submitted\""))
    #expect(try await house.enter("lihua").json("/applications")["counts"] == nil)
  }

  @Test("认领、交给别人：队列里看得到谁承办，只看自己的；拿着的人离开以后由别人接")
  func handlers() async throws {
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    let numbers = try await submitted(2)
    try await house.act(numbers[1], "handler", by: "xh-sunli")
    func mine(_ login: String) async throws -> [String] {
      try await house.enter(login).json("/applications?mine=yes")["items"]?.array?
        .compactMap { $0["number"]?.string } ?? []
    }
    #expect(try await mine("xh-sunli") == [numbers[1]])
    #expect(
      try await house.enter("hp-qianlei").post("/applications/\(numbers[1])/handler").code
        == "handlerOpen")
    try await house.act(
      numbers[1], "handover", ["to": .string("\(Cast.person("hp-qianlei"))"), "reason": "轮休"],
      by: "xh-sunli")
    #expect(try await mine("xh-sunli") == [])
    #expect(try await mine("hp-qianlei") == [numbers[1]])
    let items = try await house.enter("xh-zhouwei").json("/applications")["items"]?.array ?? []
    #expect(
      items.first { $0["number"] == .string(numbers[1]) }?["handler"] == "钱磊")
    #expect(
      try await house.enter("lihua").json("/applications")["items"]?.array?
        .allSatisfy { $0["handler"] == nil } == true)
    #expect(house.faults == [])
  }

  @Test("一次分派多份：无人经办的交给一个人，每一份有记录和消息；有人承办的、要回避的留下并说明")
  func shared() async throws {
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    let numbers = try await submitted(3)
    try await house.act(numbers[0], "handler", by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei")
    let page = try await approver.page("/handovers/new").text
    #expect(page.contains(numbers[1]) && !page.contains(numbers[0]) && page.contains("钱磊"))
    func share(_ numbers: [String], to login: String = "hp-qianlei") async throws -> Response {
      try await approver.post(
        "/handovers/new",
        house.seen(
          numbers, [("to", .string("\(Cast.person(login))")), ("reason", "分头审核")]))
    }
    #expect(try await share([]).status == .unprocessable)
    #expect(try await share([numbers[1]], to: "pd-wuqiang").status == .unprocessable)
    let done = try await share(numbers)
    #expect(done.json["given"] == [.string(numbers[1]), .string(numbers[2])], "\(done.text)")
    #expect(
      done.json["held"] == [["number": .string(numbers[0]), "reason": "这份申请已经有人承办。"]])
    let colleague = try await house.enter("hp-qianlei")
    let mine = try await colleague.json("/applications?mine=yes")["items"]?.array ?? []
    #expect(Set(mine.compactMap { $0["number"]?.string }) == Set(numbers.dropFirst()))
    let told = try await colleague.json("/inbox")["items"]?.array ?? []
    #expect(told.count { $0["text"]?.string?.contains("交给您承办") == true } == 2)
    let acts = try house.store.read { database in
      try database.all("SELECT count(*) FROM journal WHERE act = 'handler.handOver'") { $0.int(0) }
    }
    #expect(acts == [2])
    // 没有可以分派的，页面就说没有。
    #expect(try await approver.page("/handovers/new").text.contains("没有无人经办的申请"))
    #expect(house.faults == [])
  }

  @Test("一次受理多份：办得了的都受理，办不了的留下并说明；每一份都有受理通知书和记录")
  func several() async throws {
    let numbers = try await submitted(3)
    let handler = try await house.enter("xh-sunli")
    try await handler.post("/applications/\(numbers[0])/acceptance")
    let none = try await handler.post("/acceptances/new", ["numbers": []])
    #expect(none.json["errors"]?.array?.first?["code"] == "required")
    let foreign = try await house.enter("pd-wuqiang").post(
      "/acceptances/new", house.seen([numbers[1]]))
    #expect(foreign.json["errors"]?.array?.first?["code"] == "notAChoice")
    let done = try await handler.post(
      "/acceptances/new", house.seen(numbers))
    #expect(
      done.json["accepted"] == [.string(numbers[1]), .string(numbers[2])], "\(done.text)")
    #expect(done.json["held"]?.array?.map { $0["number"] } == [.string(numbers[0])])
    for number in numbers {
      let file = try await house.enter("lihua").json("/applications/\(number)")
      #expect(file["stage"] == "accepted")
      #expect(file["letters"]?.array?.first?["title"] == "受理通知书")
    }
    let acts = try house.store.read { database in
      try database.all("SELECT count(*) FROM journal WHERE act = 'application.accept'") {
        $0.int(0)
      }
    }
    #expect(acts == [3])
    // 百分号和下划线就是它们自己，不是“什么都行”。
    for words in ["%25", "_", "%21"] {
      #expect(try await handler.json("/applications?q=\(words)")["items"] == [], "\(words)")
    }
    // 一次打印：当天的受理通知书都在一页上。
    let letters = try await handler.json("/letters?occasion=accepted")
    #expect(letters["items"]?.array?.map { $0["title"] } == ["受理通知书", "受理通知书", "受理通知书"])
    let page = try await handler.page("/letters?occasion=accepted").text
    #expect(page.components(separatedBy: "<article").count == 4)
    #expect(
      try await house.enter("pd-wuqiang").json("/letters")["items"]?.array?.isEmpty == true)
    #expect(house.faults == [])
  }

  @Test("一天的文书再多，一份不少：先印一百份，再接着印后面的")
  func manyLetters() async throws {
    let number = try await house.accepted()
    try house.store.writeAndWait { database in
      try database.run(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 119)
        INSERT INTO case_letter (id, application, occasion, title, recipient, paragraphs, label,
          unit, at, internal, reader)
        SELECT l.id - n.i, l.application, l.occasion, l.title, l.recipient, l.paragraphs, l.label,
          l.unit, l.at, l.internal, l.reader
        FROM n, case_letter l JOIN application a ON a.id = l.application
        WHERE a.number = ? AND l.occasion = 'accepted'
        """, number)
    }
    let handler = try await house.enter("xh-sunli")
    let first = try await handler.json("/letters?occasion=accepted")
    #expect(first["items"]?.array?.count == 100)
    let after = try #require(first["next"]?.string)
    let rest = try await handler.json("/letters?occasion=accepted&after=\(after)")
    #expect(rest["items"]?.array?.count == 20 && rest["next"] == nil)
    let all = ((first["items"]?.array ?? []) + (rest["items"]?.array ?? [])).map { $0["id"] }
    #expect(Set(all.compactMap { $0?.string }).count == 120)
    let page = try await handler.page("/letters?occasion=accepted").text
    #expect(page.contains("发出的 100 份，后面还有。"))
    #expect(page.contains("href=\"/letters?occasion=accepted&amp;after=\(after)\""))
    #expect(house.faults == [])
  }

  @Test("常用条件：自己存、自己看、自己删，别人看不到")
  func filters() async throws {
    _ = try await submitted(1)
    let handler = try await house.enter("xh-sunli")
    let empty = try await handler.post("/filters/new", ["name": "什么也没有"])
    #expect(empty.status == .unprocessable)
    let saved = try await handler.post(
      "/filters/new", ["name": "待受理的产品", "stage": "submitted", "kind": "product"])
    let id = try #require(saved.json["id"]?.string, "\(saved.text)")
    let twice = try await handler.post(
      "/filters/new", ["name": "待受理的产品", "stage": "accepted"])
    #expect(twice.json["errors"]?.array?.map { $0["code"] } == ["taken"], "\(twice.text)")
    let filters = try await handler.json("/applications")["filters"]?.array ?? []
    #expect(filters.map { $0["name"] } == ["待受理的产品"])
    let address = try #require(filters.first?["href"]?.string)
    #expect(address == "/api/v1/applications?stage=submitted&kind=product")
    #expect(try await house.enter("xh-zhouwei").json("/applications")["filters"] == nil)
    #expect(try await house.enter("xh-zhouwei").post("/filters/\(id)/end").status == .notFound)
    #expect(try await handler.post("/filters/\(id)/end").json == ["removed": true])
    #expect(try await handler.json("/applications")["filters"] == nil)
  }

  @Test("下一件：办完一件不用回列表，按期限走下去，走完回到头上；回避的不在里面")
  func next() async throws {
    let numbers = try await submitted(3).sorted()
    let handler = try await house.enter("xh-sunli")
    func next(_ number: String) async throws -> String? {
      try await handler.json("/applications/\(number)")["next"]?.string
    }
    #expect(try await next(numbers[0]) == numbers[1])
    #expect(try await next(numbers[1]) == numbers[2])
    #expect(try await next(numbers[2]) == numbers[0])
    try await house.act(numbers[1], "recusals", ["reason": "亲属任职"], by: "xh-sunli")
    #expect(try await next(numbers[0]) == numbers[2])
    // 自己回避的，也不在一次受理多份的表上。
    let several = try await handler.page("/acceptances/new").text
    #expect(several.contains("name=\"\(numbers[0])\"") && !several.contains(numbers[1]))
    #expect(
      try await handler.page("/applications/\(numbers[0])").text.contains(
        "href=\"/applications/\(numbers[2])\" rel=\"next\""))
    #expect(try await house.enter("lihua").json("/applications/\(numbers[0])")["next"] == nil)
  }
}
