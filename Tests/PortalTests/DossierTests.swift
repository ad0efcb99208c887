import Accounts
import Applications
import Foundation
import HTTP
import JSON
import Policy
import Registry
import Rounds
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("企业档案：自述存一次，每一关照那一天知道的重新核对")
struct DossierTests {
  let house: House

  init() throws { house = try House() }

  static let hexin = "/organisations/\(Cast.organisation("hexin"))"
  static let dossier = "\(hexin)/dossier"
  static let sound: [JSON.Member] = [
    .init("entityType", "companyLimited"), .init("registeredInShanghai", true),
    .init("headquartersInShanghai", true), .init("mainOperationInShanghai", true),
    .init("trademarkOwner", "own"), .init("trademarkValidUntil", "2033-06-27"),
    .init("operating", true), .init("industryOrientation", "fits"), .init("abnormalList", false),
    .init("hadAccident", false), .init("seriousList", false), .init("hadDishonesty", false),
    .init("trademarkNo", "10860001"),
  ]

  private func declare(
    _ guest: Guest, _ edition: Int, _ change: (String, JSON)? = nil
  ) async throws -> Response {
    var answers = Self.sound
    if let (name, value) = change {
      answers.removeAll { $0.name == name }
      answers.append(.init(name, value))
    }
    return try await guest.post(
      "/declaration", ["edition": .integer(edition), "answers": .object(answers)])
  }

  private func take(_ kind: RecordKind, _ row: String) throws {
    let text = [RegistryTests.heads[kind] ?? "", row].joined(separator: "\n")
    let report = try Import(house.store).run(Array(text.utf8), kind, at: house.clock.now)
    try #require(report.changed == 1 && report.refused.isEmpty, "\(report.refused)")
  }

  private func verdicts(_ guest: Guest, _ path: String = dossier) async throws -> [String?] {
    try await guest.json(path)["conditions"]?.array?.map { $0["verdict"]?.string } ?? []
  }

  @Test("演示企业：一家样样符合，一家自述与登记数据不一致")
  func demo() async throws {
    let officer = try await house.enter("xh-sunli")
    #expect(try await verdicts(officer) == ["pass", "pass", "pass", "pass"])
    let json = try await officer.json(Self.dossier)
    #expect(json["edition"] == 1 && json["verdict"] == "pass" && json["acts"]?.array?.count == 1)
    let mark = json["known"]?.array?.first { $0["question"] == "trademarkOwner" }
    #expect(
      mark == [
        "question": "trademarkOwner", "declared": "own", "registered": "own",
        "source": "演示数据（虚构）", "asOf": "2026-11-16", "disagrees": false,
      ])
    let other = try await house.enter("pd-wuqiang")
    let yunshu = "/organisations/\(Cast.organisation("yunshu"))/dossier"
    #expect(try await verdicts(other, yunshu) == ["pass", "pass", "evidence", "evidence"])
    let disagreed = try await other.json(yunshu)["known"]?.array?
      .filter { $0["disagrees"] == true }.map { $0["question"] }
    #expect(disagreed == ["hadAccident", "hadDishonesty"])
    #expect(try await other.page(yunshu).text.contains("与自述不一致"))
  }

  @Test("自述一版一版存；没有变化不出新版；同事先存了，后来的不盖掉")
  func editions() async throws {
    let (li, wang) = (try await house.enter("lihua"), try await house.enter("wangjianguo"))
    #expect(try await declare(li, 1).json == ["edition": 1])
    #expect(try await declare(li, 1, ("operating", false)).json == ["edition": 2])
    #expect(try await verdicts(li) == ["pass", "pass", "fail", "pass"])
    let late = try await declare(wang, 1, ("industryOrientation", "restricted"))
    #expect(late.status == .conflict && late.code == "stale")
    #expect(try await li.json(Self.dossier)["answers"]?["operating"] == false)
    #expect(try await declare(wang, 2).json == ["edition": 3])
    #expect(try await verdicts(li) == ["pass", "pass", "pass", "pass"])
    let said = try house.store.read {
      try $0.all("SELECT summary FROM journal WHERE act = 'declaration.keep' ORDER BY sequence") {
        $0.text(0)
      }
    }
    #expect(said == ["存入企业自述第 2 版，回答 13 题", "存入企业自述第 3 版，回答 13 题"])
  }

  @Test("错的答案说得出哪一题；少答的可以存，没答的不当作符合")
  func mistakes() async throws {
    let li = try await house.enter("lihua")
    let wrong = try await declare(li, 1, ("trademarkValidUntil", "2026-02-30"))
    #expect(wrong.status == .unprocessable)
    #expect(wrong.json["errors"]?.array?.map { $0["field"] } == ["trademarkValidUntil"])
    #expect(try await declare(li, 1, ("industryOrientation", .null)).status == .ok)
    #expect(try await verdicts(li) == ["pass", "pass", "evidence", "pass"])
    #expect(try await li.post("/declaration", ["edition": 2]).status == .unprocessable)
    #expect(try await li.post("/declaration", ["answers": [:]]).status == .unprocessable)
  }

  @Test("只有本企业的经办人和签署人能写，只有看得到这家企业的人能看")
  func doors() async throws {
    for (login, status) in [("chenjing", 403), ("xh-sunli", 403), ("ouyangxue", 409)] {
      let answer = try await declare(try await house.enter(login), 0)
      #expect(answer.status.code == status, "\(login) \(answer.text)")
    }
    for (login, status) in [
      ("chenjing", 200), ("zhaomin", 404), ("pd-wuqiang", 404), ("xh-sunli", 200),
      ("sj-lv", 200), ("jd-hua", 200),
    ] {
      #expect(try await house.enter(login).get(Self.dossier).status.code == status, "\(login)")
    }
    let lanting = "/organisations/\(Cast.organisation("lanting"))/dossier"
    #expect(try await house.enter("ouyangxue").get(lanting).code == "notProven")
    #expect(try await house.enter("xh-sunli").get(lanting).json["edition"] == 0)
  }

  static let facts: [(kind: RecordKind, row: String, condition: Int, verdict: String)] = [
    (.credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,,测试,2026-11-20", 2, "fail"),
    (.credit, "91310104MA1FR00186,严重违法失信,徐汇局,1号,2026-10-01,,测试,2026-11-20", 3, "fail"),
    (.accidents, "91310104MA1FR00186,质量,特别重大,2023-11-20,某事故,测试,2026-11-20", 3, "fail"),
    (.trademarks, "91310104MA1FR00186,10860001,别的公司,2033-06-27,禾欣,30,测试,2026-11-20", 1, "fail"),
    (
      .trademarks, "91310104MA1FR00186,10860001,上海禾欣食品有限公司,2026-05-19,禾欣,30,测试,2026-11-20", 1,
      "fail"
    ),
    (
      .trademarks, "91310104MA1FR00186,10860001,上海禾欣食品有限公司,2026-11-19,禾欣,30,测试,2026-11-20", 1,
      "evidence"
    ),
    // Another mark of theirs says nothing about this one.
    (.trademarks, "91310104MA1FR00186,99999999,别的公司,2020-01-01,别的,30,测试,2026-11-20", 1, "pass"),
    (
      .enterprises,
      "91310104MA1FR00186,上海禾欣食品有限公司徐汇分公司,有限责任公司,上海市徐汇区市场监督管理局,徐汇,2012-05-18,存续,测试,2026-11-20", 0,
      "fail"
    ),
  ]

  @Test("自述说好，登记数据说不好：按登记数据，只动它说到的那一条", arguments: facts)
  func outdone(_ kind: RecordKind, _ row: String, _ condition: Int, _ verdict: String) async throws
  {
    try take(kind, row)
    let found = try await verdicts(house.enter("xh-sunli"))
    for index in 0..<4 { #expect(found[index] == (index == condition ? verdict : "pass")) }
  }

  @Test("企业名称更正成分公司，第一条就不符合")
  func branch() async throws {
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let answer = try await approver.post(
      "\(Self.hexin)/correction",
      ["name": "上海禾欣食品有限公司徐汇分公司", "district": "xuhui", "reason": "照营业执照"])
    #expect(answer.status == .ok, "\(answer.text)")
    #expect(try await verdicts(approver)[0] == "fail")
    let type = try await approver.json(Self.dossier)["known"]?.array?.first
    #expect(type?["registered"] == "branch" && type?["source"] == "企业名称")
  }

  static let gates: [(login: String, gate: String, status: Int)] = [
    ("lihua", "submit", 200), ("wangjianguo", "submit", 200), ("chenjing", "submit", 403),
    ("lihua", "recommend", 403), ("zhaomin", "submit", 404), ("xh-sunli", "recommend", 200),
    ("xh-zhouwei", "recommend", 200), ("xh-sunli", "notice", 403), ("pd-wuqiang", "recommend", 404),
    ("sj-lv", "notice", 200), ("sj-shi", "list", 200), ("sj-lv", "submit", 403),
    ("sj-zhang", "list", 403), ("sj-lv", "tomorrow", 422),
  ]

  @Test("每一关由站在那里的人核对", arguments: gates)
  func gate(_ login: String, _ gate: String, _ status: Int) async throws {
    let guest = try await house.enter(login)
    let answer = try await guest.post("\(Self.hexin)/eligibility", ["gate": .string(gate)])
    #expect(answer.status.code == status, "\(answer.text)")
    let kept = try await house.enter("jd-hua").json(Self.dossier)["checks"]?.array ?? []
    #expect(kept.count == (status == 200 ? 1 : 0))
    if status == 200 {
      #expect(answer.json["verdict"] == "pass" && answer.json["gate"]?.string == gate)
      #expect(kept.first?["gate"]?.string == gate && kept.first?["id"] == answer.json["id"])
    }
  }

  @Test("一关一关往后，照那一天核对：三年到了才算清白；留存的不再改变")
  func later() async throws {
    try take(.accidents, "91310104MA1FR00186,安全,重大,2023-11-25,某事故,测试,2026-11-20")
    func check(_ login: String, _ gate: String) async throws -> String? {
      try await house.enter(login).post("\(Self.hexin)/eligibility", ["gate": .string(gate)])
        .json["verdict"]?.string
    }
    #expect(try await check("lihua", "submit") == "fail")
    house.pass(seconds: 5 * 86_400)
    #expect(try await check("xh-sunli", "recommend") == "fail")
    house.pass(seconds: 86_400)
    #expect(try await check("sj-lv", "notice") == "pass")
    try take(.credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-11-26,,测试,2026-11-26")
    #expect(try await check("sj-shi", "list") == "fail")
    let auditor = try await house.enter("sj-jin")
    let checks = try await auditor.json(Self.dossier)["checks"]?.array ?? []
    #expect(
      checks.map {
        "\($0["gate"]?.string ?? "") \($0["on"]?.string ?? "") \($0["verdict"]?.string ?? "")"
      }
        == [
          "list 2026-11-26 fail", "notice 2026-11-26 pass", "recommend 2026-11-25 fail",
          "submit 2026-11-20 fail",
        ])
    #expect(try await auditor.page(Self.dossier).text.contains("现在列入经营异常名录。"))
  }

  @Test("自查的回答带得进档案：登录以后都还在，存了才算")
  func carried() async throws {
    let query = "\(CheckTests.sound)&hadAccident=no&operating=no"
      .replacing("&operating=yes", with: "")
    let page = try await house.get("/check?\(query)")
    let link = try #require(page.text.firstMatch(of: /href="(\/declaration\?[^"]*)"/)?.1)
    let target = String(link).replacing("&amp;", with: "&")
    let turned = try await house.get(target)
    #expect(turned.status == .seeOther)
    let login = try #require(turned.field("Location"))
    #expect(try await house.get(login).status == .ok)
    let li = try await house.enter("lihua")
    let form = try await li.page(target)
    #expect(form.text.contains("下面是您自查时的回答，还没有存。"))
    #expect(form.text.contains("name=\"operating\" value=\"no\" checked"))
    // What the self-check was not told is still there.
    #expect(form.text.contains("value=\"10860001\""))
    #expect(try await li.json(Self.dossier)["edition"] == 1)
    // Whoever is signed in already goes straight there.
    #expect(try await li.page("/check?\(query)").text.contains("带入企业档案"))
    #expect(!(try await house.enter("xh-sunli").page("/check?\(query)").text.contains("企业档案")))
  }

  private func forget(_ kind: RecordKind) throws {
    try house.store.writeAndWait {
      try $0.run("DELETE FROM registry_record WHERE kind = ?", kind.rawValue)
    }
  }

  static let olds: [(answers: [(String, JSON)], verdict: String)] = [
    ([("hadAccident", .null)], "evidence"), ([("hadAccident", false)], "pass"),
    ([("hadAccident", true)], "evidence"),
  ]

  @Test("登记里只有很久以前的一起：不等于近来没有；企业说没有的听它的，说有又不写的要证明", arguments: olds)
  func old(_ answers: [(String, JSON)], _ verdict: String) async throws {
    try forget(.accidents)
    try take(.accidents, "91310104MA1FR00186,安全,重大,2018-01-02,某事故,测试,2026-11-19")
    let li = try await house.enter("lihua")
    for answer in answers { #expect(try await declare(li, 1, answer).status == .ok) }
    #expect(try await verdicts(li)[3] == verdict)
    // What is long past does not contradict “近三年没有”, and nothing was looked up that was not.
    let known = try await li.json(Self.dossier)["known"]?.array ?? []
    #expect(known.first { $0["question"] == "hadAccident" }?["disagrees"] == false)
    let page = try await li.page(Self.dossier).text
    #expect(page.components(separatedBy: "登记数据已能证明").count == 2)
  }

  @Test("旧数据里的好消息不算数，坏消息算数")
  func stale() async throws {
    let li = try await house.enter("lihua")
    #expect(try await declare(li, 1, ("entityType", .null)).status == .ok)
    #expect(try await verdicts(li) == ["pass", "pass", "pass", "pass"])
    try forget(.enterprises)
    try take(
      .enterprises,
      "91310104MA1FR00186,上海禾欣食品有限公司,有限责任公司,上海市徐汇区市场监督管理局,徐汇,2012-05-18,存续,测试,2026-10-20")
    #expect(try await verdicts(li) == ["evidence", "pass", "pass", "pass"])
    try forget(.enterprises)
    try take(
      .enterprises, "91310104MA1FR00186,禾欣,合伙企业,杭州市市场监督管理局,杭州,2012-05-18,存续,测试,2020-01-01")
    #expect(try await verdicts(li) == ["fail", "pass", "pass", "pass"])
    try forget(.trademarks)
    try take(
      .trademarks, "91310104MA1FR00186,10860001,上海禾欣食品有限公司,2024-01-01,禾欣,30,测试,2024-06-01")
    #expect(try await verdicts(li)[1] == "fail")
    try forget(.trademarks)
    try take(
      .trademarks, "91310104MA1FR00186,10860001,上海禾欣食品有限公司,2034-01-01,禾欣,30,测试,2024-06-01")
    #expect(try await verdicts(li)[1] == "pass")
    let mark = try await li.json(Self.dossier)["known"]?.array?
      .first { $0["question"] == "trademarkOwner" }
    #expect(mark?["registered"] == nil)
  }

  @Test("商标是谁的，看全部登记：报了别人的注册号，不符合；全角数字也认得")
  func othersMark() async throws {
    let li = try await house.enter("lihua")
    #expect(try await declare(li, 1, ("trademarkNo", "２０４５００８７")).status == .ok)
    #expect(try await verdicts(li) == ["pass", "fail", "pass", "pass"])
    #expect(try await li.page(Self.dossier).text.contains("商标的注册人不是本企业。"))
  }

  @Test("一个商标几类，一类一条：再导入没有变化，异议的结论还在")
  func classes() throws {
    let rows = ["30", "32"].map {
      "91310104MA1FR00186,10860009,上海禾欣食品有限公司,2033-06-27,禾欣,\($0),测试,2026-11-20"
    }
    let text = ([RegistryTests.heads[.trademarks] ?? ""] + rows).joined(separator: "\n")
    func run() throws -> Import.Report {
      try Import(house.store).run(Array(text.utf8), .trademarks, at: house.clock.now)
    }
    #expect(try run().changed == 2)
    let again = try run()
    #expect(again.changed == 0 && again.unchanged == 2)
  }

  @Test("这一年没有问的，别的年份答过的还在")
  func otherPackages() async throws {
    let package = house.rooms.library.shelf(at: house.clock.now).standing
    let (organisation, person) = (Cast.organisation("hexin"), Cast.person("lihua"))
    try house.store.writeAndWait { [now = house.clock.now] in
      try Declarations.keep(
        ["operating": true, "standardAssessed": "passed"], after: 1, of: organisation,
        under: package, by: person, at: now, in: $0)
    }
    let li = try await house.enter("lihua")
    #expect(try await declare(li, 2).json == ["edition": 3])
    let kept = try house.store.read {
      try $0.first("SELECT answers FROM declaration WHERE edition = 3") { $0.text(0) }
    }
    #expect(kept?.hasSuffix(",\"standardAssessed\":\"passed\"}") == true, "\(kept ?? "")")
  }

  @Test("同一天再核对、没有新情况，不多留一份；留存的谁也改不了")
  func once() async throws {
    let officer = try await house.enter("xh-sunli")
    let first = try await officer.post("\(Self.hexin)/eligibility", ["gate": "recommend"]).json
    #expect(
      try await officer.post("\(Self.hexin)/eligibility", ["gate": "recommend"]).json == first)
    #expect(try await officer.json(Self.dossier)["checks"]?.array?.count == 1)
    #expect(throws: (any Error).self) {
      try house.store.writeAndWait { try $0.run("UPDATE eligibility_check SET verdict = 'fail'") }
    }
    #expect(throws: (any Error).self) {
      try house.store.writeAndWait { try $0.run("DELETE FROM eligibility_check") }
    }
    // One gate's checks do not crowd out another's.
    let li = try await house.enter("lihua")
    for number in 1...25 {
      #expect(try await declare(li, number, ("operating", .bool(number % 2 == 0))).status == .ok)
      _ = try await li.post("\(Self.hexin)/eligibility", ["gate": "submit"])
    }
    let gates = try await officer.json(Self.dossier)["checks"]?.array?.map { $0["gate"]?.string }
    #expect(gates?.count == 21 && gates?.last == "recommend")
  }

  @Test("同事先存了：填的都还在，看得到哪里不同，再存一次就以后存的为准")
  func overtaken() async throws {
    let (li, wang) = (try await house.enter("lihua"), try await house.enter("wangjianguo"))
    let form = try await li.page("/declaration").text
    let token = try #require(FormKeys.value(of: "form", in: form))
    func send(_ edition: String) async throws -> Response {
      try await house.answer(
        "POST", "/declaration",
        fields: [
          "Cookie: session=\(li.token)", "Origin: http://here",
          "Content-Type: application/x-www-form-urlencoded",
        ], body: Array("form=\(token)&edition=\(edition)&operating=no&hadAccident=%3F".utf8))
    }
    #expect(try await declare(wang, 1, ("industryOrientation", "restricted")).status == .ok)
    let page = try await send("1")
    #expect(page.status == .conflict)
    #expect(page.text.contains("同事存的这一版里，与您填的不同的回答"))
    #expect(page.text.contains("限制类"))
    #expect(page.text.contains("name=\"operating\" value=\"no\" checked"))
    #expect(FormKeys.value(of: "edition", in: page.text) == "2")
    #expect(try await send("2").status == .seeOther)
    #expect(try await li.json(Self.dossier)["answers"] == ["operating": false])
  }
}
