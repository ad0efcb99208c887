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

@Suite("申请条件：每一关照那一天知道的重新核对，没有查过的不说查过")
struct EligibilityTests {
  let house: House

  init() throws { house = try House() }

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
    try house.take(kind, row)
    let found = try await house.verdicts(house.enter("xh-sunli"))
    for index in 0..<4 { #expect(found[index] == (index == condition ? verdict : "pass")) }
  }

  @Test("企业名称更正成分公司，第一条就不符合")
  func branch() async throws {
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let answer = try await approver.post(
      "\(DossierTests.hexin)/correction",
      ["name": "上海禾欣食品有限公司徐汇分公司", "district": "xuhui", "reason": "照营业执照", "edition": 0])
    #expect(answer.status == .ok, "\(answer.text)")
    #expect(try await house.verdicts(approver)[0] == "fail")
    let type = try await approver.json(DossierTests.dossier)["known"]?.array?.first
    #expect(
      type?["registered"] == "branch"
        && type?["sources"] == [["source": "企业名称", "contested": false]])
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
    let answer = try await guest.post("\(DossierTests.hexin)/eligibility", ["gate": .string(gate)])
    #expect(answer.status.code == status, "\(answer.text)")
    let kept = try await house.enter("jd-hua").json(DossierTests.dossier)["checks"]?.array ?? []
    #expect(kept.count == (status == 200 ? 1 : 0))
    if status == 200 {
      #expect(answer.json["verdict"] == "pass" && answer.json["gate"]?.string == gate)
      #expect(kept.first?["gate"]?.string == gate && kept.first?["id"] == answer.json["id"])
    }
  }

  @Test("一关一关往后，照那一天核对：三年到了才算清白；留存的不再改变")
  func later() async throws {
    try house.take(.accidents, "91310104MA1FR00186,安全,重大,2023-11-25,某事故,测试,2026-11-20")
    func check(_ login: String, _ gate: String) async throws -> String? {
      try await house.enter(login).post(
        "\(DossierTests.hexin)/eligibility", ["gate": .string(gate)]
      )
      .json["verdict"]?.string
    }
    #expect(try await check("lihua", "submit") == "fail")
    house.pass(seconds: 5 * 86_400)
    #expect(try await check("xh-sunli", "recommend") == "fail")
    house.pass(seconds: 86_400)
    #expect(try await check("sj-lv", "notice") == "pass")
    try house.take(.credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-11-26,,测试,2026-11-26")
    #expect(try await check("sj-shi", "list") == "fail")
    let auditor = try await house.enter("sj-jin")
    let checks = try await auditor.json(DossierTests.dossier)["checks"]?.array ?? []
    #expect(
      checks.map {
        "\($0["gate"]?.string ?? "") \($0["on"]?.string ?? "") \($0["verdict"]?.string ?? "")"
      }
        == [
          "list 2026-11-26 fail", "notice 2026-11-26 pass", "recommend 2026-11-25 fail",
          "submit 2026-11-20 fail",
        ])
    #expect(try await auditor.page(DossierTests.dossier).text.contains("现在列入经营异常名录。"))
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
    try house.take(.accidents, "91310104MA1FR00186,安全,重大,2018-01-02,某事故,测试,2026-11-19")
    let li = try await house.enter("lihua")
    for answer in answers { #expect(try await house.declare(li, 1, answer).status == .ok) }
    #expect(try await house.verdicts(li)[3] == verdict)
    // What is long past does not contradict “近三年没有”, and nothing was looked up that was not.
    let known = try await li.json(DossierTests.dossier)["known"]?.array ?? []
    #expect(known.first { $0["question"] == "hadAccident" }?["disagrees"] == false)
    let page = try await li.page(DossierTests.dossier).text
    #expect(page.components(separatedBy: "登记数据已证明</span>").count == 2)
  }

  @Test("旧数据里的好消息不算数，坏消息算数")
  func stale() async throws {
    let li = try await house.enter("lihua")
    #expect(try await house.declare(li, 1, ("entityType", .null)).status == .ok)
    #expect(try await house.verdicts(li) == ["pass", "pass", "pass", "pass"])
    try forget(.enterprises)
    try house.take(
      .enterprises,
      "91310104MA1FR00186,上海禾欣食品有限公司,有限责任公司,上海市徐汇区市场监督管理局,徐汇,2012-05-18,存续,测试,2026-10-20")
    #expect(try await house.verdicts(li) == ["evidence", "pass", "pass", "pass"])
    try forget(.enterprises)
    try house.take(
      .enterprises, "91310104MA1FR00186,禾欣,合伙企业,杭州市市场监督管理局,杭州,2012-05-18,存续,测试,2020-01-01")
    #expect(try await house.verdicts(li) == ["fail", "pass", "pass", "pass"])
    try forget(.trademarks)
    try house.take(
      .trademarks, "91310104MA1FR00186,10860001,上海禾欣食品有限公司,2024-01-01,禾欣,30,测试,2024-06-01")
    #expect(try await house.verdicts(li)[1] == "fail")
    try forget(.trademarks)
    try house.take(
      .trademarks, "91310104MA1FR00186,10860001,上海禾欣食品有限公司,2034-01-01,禾欣,30,测试,2024-06-01")
    #expect(try await house.verdicts(li)[1] == "pass")
    let mark = try await li.json(DossierTests.dossier)["known"]?.array?
      .first { $0["question"] == "trademarkOwner" }
    #expect(mark?["registered"] == nil)
  }

  @Test("商标是谁的，看全部登记：报了别人的注册号，不符合；全角数字也认得")
  func othersMark() async throws {
    let li = try await house.enter("lihua")
    #expect(try await house.declare(li, 1, ("trademarkNo", "２０４５００８７")).status == .ok)
    #expect(try await house.verdicts(li) == ["pass", "fail", "pass", "pass"])
    #expect(try await li.page(DossierTests.dossier).text.contains("商标的注册人不是本企业。"))
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

  @Test("同一天再核对、没有新情况，不多留一份；留存的谁也改不了")
  func once() async throws {
    let officer = try await house.enter("xh-sunli")
    let first = try await officer.post("\(DossierTests.hexin)/eligibility", ["gate": "recommend"])
      .json
    #expect(
      try await officer.post("\(DossierTests.hexin)/eligibility", ["gate": "recommend"]).json
        == first)
    #expect(try await officer.json(DossierTests.dossier)["checks"]?.array?.count == 1)
    #expect(throws: (any Error).self) {
      try house.store.writeAndWait { try $0.run("UPDATE eligibility_check SET verdict = 'fail'") }
    }
    #expect(throws: (any Error).self) {
      try house.store.writeAndWait { try $0.run("DELETE FROM eligibility_check") }
    }
    // One gate's checks do not crowd out another's.
    let li = try await house.enter("lihua")
    for number in 1...25 {
      #expect(
        try await house.declare(li, number, ("operating", .bool(number % 2 == 0))).status == .ok)
      _ = try await li.post("\(DossierTests.hexin)/eligibility", ["gate": "submit"])
    }
    let gates = try await officer.json(DossierTests.dossier)["checks"]?.array?.map {
      $0["gate"]?.string
    }
    #expect(gates?.count == 21 && gates?.last == "recommend")
  }

  @Test("只靠自述的，哪一关都写明没有全部查核；登记数据能证明的才说证明了")
  func word() async throws {
    let officer = try await house.enter("xh-sunli")
    func check() async throws -> JSON {
      try await officer.post("\(DossierTests.hexin)/eligibility", ["gate": "recommend"]).json
    }
    let first = try await check()
    #expect(first["verdict"] == "pass" && first["lookedUp"] == false)
    #expect(
      first["conditions"]?.array?.map { $0["lookedUp"] } == [true, false, false, true])
    #expect(try await officer.page(DossierTests.dossier).text.contains("符合（含企业填写的情况，未全部查核）"))
    try house.store.writeAndWait { try $0.run("DELETE FROM registry_record") }
    let second = try await check()
    #expect(
      second["conditions"]?.array?.map { $0["lookedUp"] } == [false, false, false, false])
  }

  static let strange: [(row: String, condition: Int, verdict: String)] = [
    (
      "91310104MA1FR00186,上海禾欣食品有限公司,某种新的类型,上海市徐汇区市场监督管理局,徐汇,2012-05-18,存续,测试,2026-11-20", 0,
      "evidence"
    ),
    ("91310104MA1FR00186,上海禾欣食品有限公司,有限责任公司,上海机场,徐汇,2012-05-18,存续,测试,2026-11-20", 0, "evidence"),
    ("91310104MA1FR00186,禾欣,外国企业常驻代表机构,上海市市场监督管理局,徐汇,2012-05-18,存续,测试,2026-11-20", 0, "fail"),
    ("91310104MA1FR00186,禾欣,有限责任公司,上海市市场监督管理局,徐汇,2012-05-18,迁出,测试,2026-11-20", 0, "fail"),
    ("91310104MA1FR00186,禾欣,有限责任公司,上海市市场监督管理局,徐汇,2012-05-18,不明,测试,2026-11-20", 2, "evidence"),
    ("91310104MA1FR00186,禾欣,有限责任公司,市局机场分局,徐汇,2012-05-18,存续,测试,2026-11-20", 0, "pass"),
    ("91310104MA1FR00186,禾欣,有限责任公司,市市场监督管理局,徐汇,2012-05-18,存续,测试,2026-11-20", 0, "pass"),
  ]

  @Test("登记数据里认不出的字，不当作没有：要请人看", arguments: strange)
  func unread(_ row: String, _ condition: Int, _ verdict: String) async throws {
    try house.take(.enterprises, row)
    let officer = try await house.enter("xh-sunli")
    let found = try await house.verdicts(officer)
    #expect(found[condition] == verdict)
    if verdict == "evidence" {
      #expect(try await officer.page(DossierTests.dossier).text.contains("不能自动识别，需要人工核对"))
    }
  }

  @Test("留存的核对打得开：当时知道什么、从哪里来，以后变了也还是当时的；有异议的写明")
  func replay() async throws {
    try house.take(.credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,,测试来源,2026-11-19")
    let li = try await house.enter("lihua")
    let records = try await li.json("\(DossierTests.hexin)/facts")["records"]?.array ?? []
    let record = try #require(records.first { $0["values"]?["type"] == "经营异常" }?["id"]?.string)
    #expect(try await li.post("/records/\(record)/contest", ["reason": "已移出"]).status == .ok)
    let officer = try await house.enter("xh-sunli")
    let id = try #require(
      try await officer.post("\(DossierTests.hexin)/eligibility", ["gate": "recommend"]).json["id"]?
        .string)
    try house.store.writeAndWait { try $0.run("DELETE FROM registry_record") }
    #expect(try await house.declare(li, 1, ("operating", false)).status == .ok)
    let kept = try await officer.json("/eligibility/\(id)")
    #expect(kept["verdict"] == "fail" && kept["policy"] == "pilot-2024")
    let line = kept["known"]?.array?.first { $0["question"] == "abnormalList" }
    #expect(
      line == [
        "question": "abnormalList", "declared": false, "registered": true,
        "sources": [["source": "测试来源", "asOf": "2026-11-19", "contested": true]],
        "disagrees": true,
      ])
    let page = try await officer.page("/eligibility/\(id)").text
    #expect(page.contains("企业有异议，待核实") && page.contains("测试来源，2026年11月19日 星期四"))
    for (login, status) in [("zhaomin", 404), ("pd-wuqiang", 404), ("sj-jin", 200), ("lihua", 200)]
    {
      #expect(try await house.enter(login).get("/eligibility/\(id)").status.code == status)
    }
  }

  @Test("登记的名称与企业名称不同，写明请人核对；一样的（括号全角半角不论）不提")
  func otherName() async throws {
    let officer = try await house.enter("xh-sunli")
    #expect(try await officer.json(DossierTests.dossier)["registeredName"] == nil)
    try house.take(
      .enterprises,
      "91310104MA1FR00186,上海(禾欣)食品 有限公司,有限责任公司,上海市徐汇区市场监督管理局,徐汇,2012-05-18,存续,测试,2026-11-19")
    #expect(try await officer.json(DossierTests.dossier)["registeredName"] == nil)
    try house.take(
      .enterprises,
      "91310104MA1FR00186,上海别家食品有限公司,有限责任公司,上海市徐汇区市场监督管理局,徐汇,2012-05-18,存续,测试,2026-11-20")
    #expect(try await officer.json(DossierTests.dossier)["registeredName"] == "上海别家食品有限公司")
    #expect(
      try await officer.page(DossierTests.dossier).text.contains("这个信用代码的名称是“上海别家食品有限公司”"))
  }
}
