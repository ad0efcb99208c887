import Accounts
import Foundation
import JSON
import SQLite
import Testing
import Vocabulary

@testable import Applications
@testable import HTTP
@testable import Portal

@Suite("书面申请：区里录入、企业核对（001 三（一） “书面提出”）")
struct PaperApplicationTests {
  private static let code = "91310104MA1FR0AB3R"
  private static let name = "上海梧桐点心有限公司"

  private func begin(
    _ house: House, _ more: [JSON.Member] = [], by login: String = "xh-sunli"
  ) async throws -> Response {
    var members: [JSON.Member] = [
      .init("creditCode", .string(Self.code)), .init("name", .string(Self.name)),
      .init("kind", "product"), .init("item", "梧桐蝴蝶酥"), .init("received", "2026-11-18"),
    ]
    for one in more { members.removeAll { $0.name == one.name } }
    return try await house.enter(login).post("/applications/paper", .object(members + more))
  }

  private func entered(_ house: House) async throws -> String {
    let begun = try await begin(house)
    return try #require(begun.json["number"]?.string, "\(begun.text)")
  }

  private func scan(_ guest: Guest, _ number: String, _ noun: String = "paper") async throws
    -> Response
  {
    try await guest.upload("/applications/\(number)/\(noun)", [], [("scan", Houses.pdf)])
  }

  /// Somebody registers the enterprise, as its signatory.
  private func register(_ guest: Guest) async throws -> Response {
    try await guest.post(
      "/enterprises",
      [
        "creditCode": .string(Self.code), "name": "别的名字", "district": "huangpu",
        "role": "signatory",
      ])
  }

  private func tasks(_ guest: Guest) async throws -> [JSON] {
    (try await guest.json("/desk")["items"]?.array ?? []).compactMap { $0["title"] }
  }

  @Test("区里的经办录入，按收到的日子起算；录入的内容、扫描件冻结在提交里，页面和接口都写明是书面提出")
  func entering() async throws {
    let house = try await House.withRound()
    let handler = try await house.enter("xh-sunli")
    #expect(
      try await handler.json("/applications")["acts"]?.array?.contains {
        $0["name"] == "paper.begin"
      } == true)
    let number = try await entered(house)
    #expect(
      try await Set(handler.acts("/applications/\(number)")) == [
        "application.attach", "application.write", "paper.discard", "paper.submit", "upload.begin",
      ])
    #expect(try await tasks(handler).contains(.string("梧桐蝴蝶酥（\(Self.name)）")))
    // Five working days from the day it came run while it is entered: on desk, page and in JSON alike.
    let begun = try await handler.json("/applications/\(number)")
    #expect(begun["turn"]?["until"] == "2026-11-25" && begun["turn"]?["clock"] == "acceptance")
    let row = try await handler.json("/desk")["items"]?.array?.first {
      $0["href"] == .string("/applications/\(number)")
    }
    #expect(row?["due"] == "2026-11-25" && row?["mine"] == true)
    let page = try await handler.page("/applications/\(number)").text
    #expect(page.contains("<dd>您") && page.contains("受理的期限"))
    // The name, the code and what it is about stand there already, with where they are from.
    let first = try await handler.json("/applications/\(number)/sections/1")
    #expect(first["answers"]?["enterpriseName"] == .string(Self.name))
    #expect(first["answers"]?["creditCode"] == .string(Self.code))
    try await house.fill(number, by: handler)
    let sent = try await scan(handler, number)
    #expect(sent.status == .ok, "\(sent.text)")
    #expect(sent.json["stage"] == "submitted")
    let file = try await handler.json("/applications/\(number)")
    #expect(file["received"] == "2026-11-18")
    #expect(file["paper"] == ["received": "2026-11-18"])
    // Five working days from Wednesday the 18th, not from the 20th, on which it was entered.
    #expect(file["turn"]?["until"] == "2026-11-25")
    let queued = try await handler.json("/applications?stage=submitted")["items"]?.array?.first
    #expect(queued?["age"] == 2)
    let frozen = try await handler.json("/applications/\(number)/submissions/1")["content"]
    #expect(frozen?["signed"]?["way"] == "paper")
    #expect(frozen?["signed"]?["received"] == "2026-11-18")
    #expect(frozen?["files"]?.array?.last?["slot"] == "sealed-form")
    let seen = try await handler.page("/applications/\(number)/submissions/1").text
    #expect(seen.contains("企业书面提出，2026年11月18日 星期三收到，由受理单位按纸质材料录入；原件的扫描件在附件里"))
    #expect(
      try await handler.page("/applications/\(number)").text.contains("书面提出，2026年11月18日 星期三收到"))
    // It goes on like every other.
    try await house.act(number, "acceptance", by: "xh-sunli")
    let journal = try await house.enter("sj-jin").json("/journal?act=paper.submit")
    #expect(
      journal["items"]?.array?.map { $0["summary"] } == [
        .string("录完书面申请：\(Self.name)“梧桐蝴蝶酥”（\(number)）")
      ])
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("纸上没有填的不替企业填：照样收下，受理时要求补正；书面补正由区里录入")
  func incomplete() async throws {
    let house = try await House.withRound()
    let handler = try await house.enter("xh-sunli")
    let number = try await entered(house)
    #expect(try await scan(handler, number).status == .ok)
    try await house.act(
      number, "return", ["items": ["itemIntroduction": "请写明工艺"]], by: "xh-sunli")
    #expect(try await tasks(handler).contains(.string("梧桐蝴蝶酥（\(Self.name)）")))
    let part = try await handler.json("/applications/\(number)/sections/2")
    let answers = (part["answers"]?.members ?? []).map { ($0.name, $0.value) }
    let saved = try await house.save(
      number, 2, answers + [("itemIntroduction", "手工起酥。")], by: handler,
      edition: part["edition"]?.integer ?? 0)
    #expect(saved.status == .ok, "\(saved.text)")
    let back = try await scan(handler, number, "paper-again")
    #expect(back.status == .ok, "\(back.text)")
    #expect(back.json["stage"] == "submitted")
  }

  @Test("没有证明以前谁登记都看不到；证明以后签署人核对，以后由企业自己办")
  func lookedOver() async throws {
    let house = try await House.withRound()
    let number = try await entered(house)
    let handler = try await house.enter("xh-sunli")
    try await house.fill(number, by: handler)
    #expect(try await scan(handler, number).status == .ok)
    let newcomer = try await house.enter("xinren")
    // There is nobody yet who could let anyone in.
    let join = try await newcomer.post(
      "/enterprises/joins", ["creditCode": .string(Self.code), "role": "signatory"])
    #expect(join.status == .unprocessable && join.text.contains("请先登记"))
    let opened = try await register(newcomer)
    let claim = try #require(opened.json["claim"]?.string, "\(opened.text)")
    #expect(try await newcomer.get("/applications/\(number)").status == .notFound)
    #expect(try await newcomer.json("/applications")["items"] == [])
    #expect(try await newcomer.json("/inbox").text.contains(number) == false)
    // Its name and district stay as the unit has read them on the paper.
    let organisation = try #require(opened.json["organisation"]?.string)
    let known = try await newcomer.json("/organisations/\(organisation)")
    #expect(known["name"] == .string(Self.name))
    #expect(known["acts"]?.array?.contains { $0["name"] == "enterprise.correct" } != true)
    let proof = try await newcomer.upload(
      "/claims/\(claim)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
    try #require(proof.status == .ok, "\(proof.text)")
    let confirmed = try await house.enter("xh-sunli", surely: true).post(
      "/claims/\(claim)/decision", ["decision": "confirm"])
    try #require(confirmed.status == .ok, "\(confirmed.text)")
    let signatory = try await house.enter("xinren")
    #expect(try await tasks(signatory).contains(.string("梧桐蝴蝶酥（\(Self.name)）")))
    let task = try await signatory.json("/desk")["items"]?.array?.first {
      $0["href"] == .string("/applications/\(number)")
    }
    // It is the signatory's to do, without the office's day.
    #expect(task?["holder"] == .string(Self.name) && task?["due"] == nil)
    #expect(try await signatory.acts("/applications/\(number)").contains("paper.lookOver"))
    // What was entered and the scan stand beside the question.
    let check = try await signatory.page("/applications/\(number)/paper-check").text
    #expect(check.contains("盖章的申请书：scan.pdf") && check.contains("第 1 次提交的申请书"))
    let silent = try await signatory.post(
      "/applications/\(number)/paper-check", ["word": "differs"])
    #expect(silent.status == .unprocessable)
    let said = try await signatory.post(
      "/applications/\(number)/paper-check", ["word": "differs", "text": "注册号录错了"])
    #expect(said.status == .ok, "\(said.text)")
    #expect(
      try await handler.json("/applications/\(number)")["paper"] == [
        "received": "2026-11-18", "looked": "differs", "text": "与书面申请不一致，或者不是本企业提出的：注册号录错了",
      ])
    // Returned, it is the enterprise's own to put right, and no more the unit's.
    try await house.act(
      number, "return", ["items": ["itemIntroduction": "请写明工艺"]], by: "xh-sunli")
    #expect(try await signatory.acts("/applications/\(number)").contains("application.resubmit"))
    #expect(try await handler.get("/applications/\(number)/sections/2").status == .notFound)
    let late = try await scan(handler, number, "paper-again")
    #expect(late.status == .conflict && late.code == "notOnPaper", "\(late.text)")
    // Said once.
    let twice = try await signatory.post(
      "/applications/\(number)/paper-check", ["word": "confirmed"])
    #expect(twice.status == .conflict)
  }

  @Test("收到的日子要在批次里：早了、将来的、别区的企业、名称对不上，都说得出为什么")
  func refused() async throws {
    let house = try await House.withRound()
    for (day, code) in [("2026-11-21", "window"), ("2026-01-05", "window"), ("昨天", "notADay")] {
      let answer = try await begin(house, [.init("received", .string(day))])
      #expect(answer.json["errors"]?.array?.first?["field"] == "received", "\(answer.text)")
      #expect(answer.json["errors"]?.array?.first?["code"] == .string(code))
    }
    let hexin = try #require(
      try house.store.read { try Organisations.find(Cast.organisation("hexin"), in: $0) }?
        .creditCode)
    let name = try await begin(house, [.init("creditCode", .string(hexin))])
    #expect(name.json["errors"]?.array?.map { $0["code"] } == ["otherName"])
    let other = try await begin(
      house, [.init("creditCode", .string(hexin)), .init("name", "上海禾欣食品有限公司")],
      by: "pd-wuqiang")
    #expect(other.status == .conflict && other.code == "otherUnit")
    #expect(!other.text.contains("徐汇"))
    // Another district's officials find none of it, as if it were not there.
    let number = try await entered(house)
    let stranger = try await house.enter("pd-wuqiang")
    #expect(try await stranger.get("/applications/\(number)").status == .notFound)
    #expect(try await scan(stranger, number).status == .notFound)
  }

  @Test("申请截止以后，截止前收到的照样录完提交；批次取消的终止")
  func afterTheWindow() async throws {
    let house = try await House.withRound()
    let number = try await entered(house)
    house.pass(seconds: 40 * 86_400)
    try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
    let handler = try await house.enter("xh-sunli")
    #expect(try await handler.json("/applications/\(number)")["stage"] == "draft")
    #expect(try await scan(handler, number).json["stage"] == "submitted")
    let late = try await begin(house, [.init("received", "2026-12-28")])
    #expect(late.json["errors"]?.array?.first?["code"] == "window")
  }

  @Test("已经在平台上的企业书面提出的：企业看得到正在录入，自己不能改；录错的区里注明理由不再录入")
  func known() async throws {
    let house = try await House.withRound()
    let code = try #require(
      try house.store.read { try Organisations.find(Cast.organisation("hexin"), in: $0) }?
        .creditCode)
    let begun = try await begin(
      house, [.init("creditCode", .string(code)), .init("name", "上海禾欣食品有限公司")])
    let number = try #require(begun.json["number"]?.string, "\(begun.text)")
    let writer = try await house.enter("lihua")
    #expect(try await writer.acts("/applications/\(number)") == [])
    #expect(try await writer.page("/applications/\(number)").text.contains("正在按书面申请录入"))
    let own = try await house.save(number, 2, ["itemIntroduction": "x"], by: writer, edition: 0)
    #expect(own.status == .conflict && own.code == "onPaper", "\(own.text)")
    let sent = try await house.enter("wangjianguo", surely: true).post(
      "/applications/\(number)/submission", ["agreed": true])
    #expect(sent.status == .conflict && sent.code == "onPaper")
    let gone = try await house.act(
      number, "paper-discard", ["reason": "录入了两次"], by: "xh-sunli")
    #expect(gone["outcome"] == "discarded")
  }

  @Test("不再录入以后，录入的单位一天以内可以接着录；企业自己和别的单位不能，过了一天也不能")
  func goesOn() async throws {
    let house = try await House.withRound()
    let begun = try await begin(house)
    let number = try #require(begun.json["number"]?.string, "\(begun.text)")
    let reason: JSON = ["reason": "录入了两次"]
    try await house.act(number, "paper-discard", reason, by: "xh-sunli")
    let handler = try await house.enter("xh-sunli")
    #expect(try await handler.acts("/applications/\(number)").contains("paper.undo"))
    let foreign = try await house.enter("pd-wuqiang").post("/applications/\(number)/paper-undo")
    #expect(foreign.status == .notFound)
    let back = try await house.act(number, "paper-undo", by: "xh-sunli")
    #expect(back["stage"] == "draft" && back["outcome"] == nil)
    #expect(try await handler.acts("/applications/\(number)").contains("application.write"))
    try await house.act(number, "paper-discard", reason, by: "xh-sunli")
    house.pass(seconds: 86_401)
    let late = try await house.enter("xh-sunli").post("/applications/\(number)/paper-undo")
    #expect(late.status == .conflict && late.code == "late", "\(late.text)")
    #expect(house.faults == [])
  }

  @Test("录到一半的再多，工作台也说得出还有几份，“录入书面申请”里全都在")
  func many() async throws {
    let house = try await House.withRound()
    for index in 1...32 {
      let begun = try await begin(house, [.init("item", .string("点心 \(index)"))])
      try #require(begun.status == .ok, "\(begun.text)")
    }
    let handler = try await house.enter("xh-sunli")
    let titles = try await tasks(handler).compactMap(\.string)
    #expect(titles.count { $0.hasPrefix("点心") } == 30)
    #expect(titles.contains("还有 2 份书面申请，见“录入书面申请”"))
    let page = try await handler.page("/applications/paper").text
    #expect(page.components(separatedBy: "<li><a href=\"/applications/2026-1-").count - 1 == 32)
  }
}
