import Accounts
import HTTP
import JSON
import Linux
import Registry
import SQLite
import Synchronization
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("登记、信用、事故、称号：每条有来源有日期，没有的不当作没有问题")
struct RegistryTests {
  let house: House

  init() throws { house = try House() }

  static let hexin = "\(Cast.organisation("hexin"))"
  static let facts = "/organisations/\(hexin)/facts"

  static let heads: [RecordKind: String] = [
    .enterprises: "统一社会信用代码,名称,类型,登记机关,住所,成立日期,登记状态,来源,数据日期",
    .credit: "统一社会信用代码,类型,机关,文号,认定日期,移出日期,来源,数据日期",
    .accidents: "统一社会信用代码,种类,等级,发生日期,名称,来源,数据日期",
    .honours: "统一社会信用代码,称号,年度,文号,产品,来源,数据日期",
    .trademarks: "统一社会信用代码,注册号,注册人,有效期至,商标,类别,来源,数据日期",
  ]

  @discardableResult
  private func take(_ kind: RecordKind, _ rows: String...) throws -> Import.Report {
    let text = ([Self.heads[kind] ?? ""] + rows).joined(separator: "\n")
    return try Import(house.store).run(Array(text.utf8), kind, at: house.clock.now)
  }

  private func verdicts(_ guest: Guest) async throws -> [String] {
    try await guest.json(Self.facts)["findings"]?.array?.map {
      "\($0["verdict"]?.string ?? "") \($0["checked"]?.bool == true)"
    } ?? []
  }

  /// Nothing at all is known of it.
  private func forget() throws {
    try house.store.writeAndWait { try $0.run("DELETE FROM registry_record") }
  }

  @Test("没有数据的，什么都不显示为已核查")
  func nothing() async throws {
    try forget()
    let officer = try await house.enter("xh-sunli")
    #expect(try await officer.json(Self.facts)["records"] == [])
    #expect(
      try await verdicts(officer) == [
        "evidence false", "evidence false", "evidence false", "evidence false",
      ])
    #expect(try await officer.page(Self.facts).text.contains("没有数据"))
  }

  @Test("演示企业的数据：有来源、有日期，按现有数据判断")
  func demo() async throws {
    let officer = try await house.enter("xh-sunli")
    let records = try await officer.json(Self.facts)["records"]?.array ?? []
    #expect(
      records.map { $0["kind"] }
        == ["accidents", "credit", "enterprises", "honours", "trademarks"])
    #expect(Set(records.map { $0["source"]?.string }) == ["演示数据（虚构）"])
    #expect(
      try await verdicts(officer) == [
        "pass true", "evidence false", "evidence false", "pass true",
      ])
  }

  static let changes: [(kind: RecordKind, row: String, condition: Int, verdict: String)] = [
    (
      .enterprises,
      "91310104MA1FR00186,上海禾欣食品有限公司徐汇分公司,有限责任公司分公司,上海市徐汇区市场监督管理局,徐汇,2012-05-18,存续,测试,2026-11-20",
      0,
      "fail true"
    ),
    (
      .enterprises, "91310104MA1FR00186,禾欣,有限责任公司,杭州市市场监督管理局,杭州,2012-05-18,存续,测试,2026-11-20", 0,
      "fail true"
    ),
    (
      .enterprises, "91310104MA1FR00186,禾欣,合伙企业,上海市徐汇区市场监督管理局,徐汇,2012-05-18,存续,测试,2026-11-20", 0,
      "fail true"
    ),
    (
      .enterprises, "91310104MA1FR00186,禾欣,有限责任公司,上海市市场监督管理局,徐汇,2012-05-18,吊销，未注销,测试,2026-11-20",
      2, "fail true"
    ),
    (.credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,,测试,2026-11-20", 2, "fail true"),
    (
      .credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,2026-11-01,测试,2026-11-20", 2,
      "evidence false"
    ),
    (.credit, "91310104MA1FR00186,严重违法失信,徐汇局,1号,2026-10-01,,测试,2026-11-20", 3, "fail true"),
    (
      .credit, "91310104MA1FR00186,失信,徐汇局,1号,2024-10-01,2025-01-01,测试,2026-11-20", 3,
      "evidence true"
    ),
    (.accidents, "91310104MA1FR00186,安全,重大,2023-11-20,某事故,测试,2026-11-20", 3, "fail true"),
    (.accidents, "91310104MA1FR00186,安全,重大,2023-11-19,某事故,测试,2026-11-20", 3, "pass true"),
    (.accidents, "91310104MA1FR00186,质量,较大,2025-01-01,某事故,测试,2026-11-20", 3, "evidence true"),
  ]

  @Test("新来的一条，只改变它说到的那一条", arguments: changes)
  func change(_ kind: RecordKind, _ row: String, _ condition: Int, _ verdict: String) async throws {
    let report = try take(kind, row)
    #expect(report.changed == 1 && report.refused.isEmpty)
    let officer = try await house.enter("xh-sunli")
    #expect(try await verdicts(officer)[condition] == verdict)
  }

  @Test("拒收的行说第几行、为什么，其余照收；重来一次没有变化；旧日期的不盖新的")
  func report() throws {
    try forget()
    let rows = [
      "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,,测试,2026-11-20",
      "91310104MA1FR00187,经营异常,徐汇局,1号,2026-10-01,,测试,2026-11-20",
      "91310104MA1FR00186,异常,徐汇局,2号,2026-10-01,,测试,2026-11-20",
      "91310104MA1FR00186,失信,徐汇局,3号,,,测试,2026-11-20",
      "91310104MA1FR00186,失信,徐汇局,4号,2026-02-30,,测试,2026-11-20",
      "91310104MA1FR00186,失信,徐汇局,5号,2026/2/3,,测试,2026-11-20", "91310104MA1FR00186,失信",
      "91310104MA1FR00186,经营异常,\"徐汇局,6号,2026-10-01,,测试,2026-11-20",
    ]
    func run() throws -> Import.Report {
      let text = ([Self.heads[.credit] ?? ""] + rows).joined(separator: "\r\n")
      return try Import(house.store).run(Array(text.utf8), .credit, at: house.clock.now)
    }
    let report = try run()
    #expect(report.changed == 2 && report.unchanged == 0)
    #expect(report.refused.map(\.line) == [3, 4, 5, 6, 8, 9])
    #expect(report.refused.last?.what == "这一行的引号没有合上")
    #expect(report.refused.first?.what == "信用代码不对：第 18 位（校验字符）对不上：前面某一位可能抄错，或有两位写颠倒了。")
    let again = try run()
    #expect(again.changed == 0 && again.unchanged == 2)
    house.pass(seconds: 2 * 86_400)
    let older = try take(
      .credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,2026-10-02,测试,2026-11-01")
    #expect(older.changed == 0)
    let newer = try take(
      .credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,2026-11-21,测试,2026-11-21")
    #expect(newer.changed == 1)
  }

  static let contradictions: [(kind: RecordKind, row: String, what: String)] = [
    (.accidents, "91310104MA1FR00186,无事故,特别重大,2026-10-30,,测试,2026-11-20", "“无事故”不能有等级或发生日期"),
    (.credit, "91310104MA1FR00186,未见不良记录,局,,2026-10-01,,测试,2026-11-20", "“未见不良记录”不能有认定日期或移出日期"),
    (.honours, "91310104MA1FR00186,上海品牌,2027,1号,,测试,2026-11-20", "年度晚于数据日期"),
    (
      .enterprises, "91310104MA1FR00186,禾欣,有限责任公司,徐汇区市场监督管理局,徐汇,2030-01-01,存续,测试,2026-11-20",
      "日期晚于数据日期"
    ),
    (
      .trademarks, "91310104MA1FR00186,10860001,禾欣,长期,禾欣,30,测试,2026-11-20",
      "“有效期至”不是日期：长期"
    ),
  ]

  @Test("自己矛盾的一行不收", arguments: contradictions)
  func contradictory(_ kind: RecordKind, _ row: String, _ what: String) throws {
    let report = try take(kind, row)
    #expect(report.changed == 0 && report.refused.map(\.what) == [what])
  }

  @Test("两个机关同一个文号是两条，同一天两起没有名称的事故是两条：一条也不丢")
  func distinct() throws {
    let credit = try take(
      .credit, "91310104MA1FR00186,失信,税务局,〔2025〕12号,2025-01-01,,测试,2026-11-20",
      "91310104MA1FR00186,失信,生态环境局,〔2025〕12号,2025-01-01,2025-06-01,测试,2026-11-20")
    let accidents = try take(
      .accidents, "91310104MA1FR00186,安全,重大,2025-01-01,,测试,2026-11-20",
      "91310104MA1FR00186,安全,一般,2025-01-01,,测试,2026-11-20")
    #expect(credit.changed == 2 && accidents.changed == 2)
    let kept = try house.store.read {
      try $0.first("SELECT count(*) FROM registry_record WHERE source = '测试'") { $0.int(0) }
    }
    #expect(kept == 4)
  }

  @Test("长的文件分几段导入，每一段和它的日志在一起")
  func pieces() throws {
    let rows = (1...2001).map { "91310104MA1FR00186,上海品牌,2025,\($0)号,,测试,2026-11-20" }
    let text = ([Self.heads[.honours] ?? ""] + rows).joined(separator: "\n")
    let report = try Import(house.store).run(Array(text.utf8), .honours, at: house.clock.now)
    #expect(report.changed == 2001 && report.unchanged == 0 && report.refused.isEmpty)
    let said = try house.store.read {
      try $0.all("SELECT summary FROM journal WHERE act = 'registry.import' ORDER BY sequence") {
        $0.text(0)
      }
    }
    #expect(
      said == [
        "导入称号：共 2001 条中的 2000 条，新的或更新的 2000 条，没有变化的 0 条",
        "导入称号：共 2001 条中的 1 条，新的或更新的 1 条，没有变化的 0 条，拒收 0 行",
      ])
  }

  @Test("表头不对，说缺什么；两种编码都收")
  func files() throws {
    #expect(throws: RowFault.self) {
      try Import(house.store).run(Array("代码,类型\n1,2".utf8), .credit, at: house.clock.now)
    }
    let bytes = Array("统一社会信用代码,称号,年度,来源,数据日期\n91310104MA1FR00186,X,2025,s,2026-11-20".utf8)
    #expect(try Import(house.store).run(bytes, .honours, at: house.clock.now).changed == 1)
  }

  @Test("企业可以对一条提出异议，由区级审核决定；成立的不再作为依据，新的数据来了重新算")
  func contest() async throws {
    try take(.credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,,测试,2026-11-20")
    let editor = try await house.enter("lihua")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    #expect(try await verdicts(editor)[2] == "fail true")
    let records = try await editor.json(Self.facts)["records"]?.array ?? []
    let id = try #require(
      records.first { $0["values"]?["type"] == "经营异常" }?["id"]?.string)
    func acts(_ guest: Guest) async throws -> JSON? {
      try await guest.json(Self.facts)["records"]?.array?.first { $0["id"] == .string(id) }?["acts"]
    }
    let contesting: JSON = [
      "name": "record.contest", "href": .string("/api/v1/records/\(id)/contest"),
    ]
    #expect(try await acts(editor) == [contesting])
    #expect(try await acts(approver) == [])
    for (login, status) in [("zhaomin", 404), ("chenjing", 403), ("xh-sunli", 403)] {
      let other = try await house.enter(login)
      #expect(
        try await other.post("/records/\(id)/contest", ["reason": "不对"]).status.code == status)
    }
    #expect(try await editor.post("/records/\(id)/contest", ["reason": "已移出"]).status == .ok)
    #expect(
      try await editor.post("/records/\(id)/contest", ["reason": "x"]).code == "contestedAlready")
    #expect(try await acts(editor) == [])
    let settling: JSON = [
      "name": "record.settle", "href": .string("/api/v1/records/\(id)/decision"),
      "edition": 1,
    ]
    #expect(try await acts(approver) == [settling])
    // It still counts until somebody has looked.
    #expect(try await verdicts(editor)[2] == "fail true")
    let tasks = try await approver.json("/desk")["items"]?.array?.map { $0["title"] }
    #expect(tasks?.contains("数据异议：上海禾欣食品有限公司的信用记录") == true)
    let stranger = try await house.enter("pd-zhengfang", surely: true)
    let decision: JSON = ["decision": "withdrawn", "reason": "核对移出决定"]
    #expect(try await stranger.post("/records/\(id)/decision", decision).status == .notFound)
    #expect(try await approver.post("/records/\(id)/decision", decision).status == .ok)
    #expect(try await approver.post("/records/\(id)/decision", decision).code == "decidedAlready")
    #expect(try await verdicts(editor)[2] == "evidence false")
    #expect(
      try await editor.json("/inbox")["items"]?.array?.first?["title"] == "对信用记录的异议成立，不再作为依据")
    // The same fact again is settled already; another one in its place is not.
    house.pass(seconds: 2 * 86_400)
    let again = try await house.enter("lihua")
    try take(.credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,,测试,2026-11-22")
    #expect(try await verdicts(again)[2] == "evidence false")
    try take(.credit, "91310104MA1FR00186,经营异常,另一局,1号,2026-10-02,,测试,2026-11-22")
    #expect(try await verdicts(again)[2] == "fail true")
  }

  @Test("核实不成立的，有新的证据可以再提；以前的异议和结果都留着")
  func again() async throws {
    try take(.credit, "91310104MA1FR00186,经营异常,徐汇局,1号,2026-10-01,,测试,2026-11-20")
    let editor = try await house.enter("lihua")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    func record() async throws -> JSON? {
      try await editor.json(Self.facts)["records"]?.array?.first {
        $0["values"]?["type"] == "经营异常"
      }
    }
    let id = try #require(try await record()?["id"]?.string)
    let path = "/records/\(id)"
    #expect(try await editor.post("\(path)/contest", ["reason": "已移出"]).status == .ok)
    let kept: JSON = ["decision": "kept", "reason": "查无移出决定"]
    #expect(try await approver.post("\(path)/decision", kept).status == .ok)
    let same = try await editor.post("\(path)/contest", ["reason": " 已移出 "])
    #expect(same.json["errors"]?.array?.first?["code"] == "nothingNew")
    let found = try await editor.post("\(path)/contest", ["reason": "找到了移出决定书，3 号"])
    #expect(found.status == .ok, "\(found.text)")
    let now = try await record()
    #expect(now?["contest"] == "找到了移出决定书，3 号" && now?["settled"] == nil)
    let past = now?["past"]?.array
    #expect(past?.count == 1 && past?.first?["contest"] == "已移出")
    #expect(past?.first?["reason"] == "查无移出决定")
    #expect(try await approver.page(Self.facts).text.contains("以前的异议：已移出。"))
    let withdrawn: JSON = ["decision": "withdrawn", "reason": "核对移出决定"]
    #expect(try await approver.post("\(path)/decision", withdrawn).status == .ok)
    let late = try await editor.post("\(path)/contest", ["reason": "再一次"])
    #expect(late.code == "contestedAlready")
  }

  @Test("一个坏字节只退它那一行")
  func badByte() throws {
    let head = Array("统一社会信用代码,称号,年度,来源,数据日期\n".utf8)
    let good = Array("91310104MA1FR00186,上海品牌,2025,测试,2026-11-20\n".utf8)
    let report = try Import(house.store).run(
      head + good + Array("91310104MA1FR00186,".utf8) + [0xE4, 0xB8]
        + Array(",2024,测试,2026-11-20\n".utf8), .honours, at: house.clock.now)
    #expect(report.changed == 1)
    #expect(report.refused.map(\.line) == [3])
    #expect(report.refused.first?.what == "这一行有的字既不是 UTF-8 也不是 GB18030")
  }

  @Test("没有证明代表企业的，看不到企业的数据；“没有问题”的数据过了三十天就不算数")
  func unproven() async throws {
    try take(.credit, "91310104MA1FR0034U,失信,徐汇局,1号,2026-10-01,,测试,2026-11-20")
    let claimant = try await house.enter("ouyangxue")
    let path = "/organisations/\(Cast.organisation("lanting"))/facts"
    #expect(try await claimant.get(path).code == "notProven")
    #expect(try await house.enter("xh-sunli").get(path).status == .ok)
    house.pass(seconds: 26 * 86_400)
    #expect(try await verdicts(house.enter("xh-sunli"))[3] == "pass true")
    house.pass(seconds: 86_400)
    #expect(try await verdicts(house.enter("xh-sunli"))[3] == "evidence false")
  }

  static let places: [(authority: String, address: String, isHere: Bool?)] = [
    ("徐汇区市场监督管理局", "", true), ("上海市浦东新区市场监督管理局", "", true),
    ("临港新片区市场监管局", "", true), ("南京市鼓楼区市场监督管理局上海路分局", "", false),
    ("杭州市市场监督管理局", "", false), ("浙江省市场监督管理局", "", false),
    ("国家市场监督管理总局", "北京市朝阳区上海大厦", false), ("国家市场监督管理总局", "上海市徐汇区", true),
    ("国家市场监督管理总局", "中国（上海）自由贸易试验区", true), ("某区市场监督管理局", "", nil),
    ("市市场监督管理局", "", true), ("市局机场分局", "", true), ("徐汇区市监局", "", true),
    ("自贸试验区市监局", "", true), ("上海机场", "", nil), ("苏州市监局", "", nil), ("杭州市市监局", "", false),
  ]

  @Test("登记机关是不是本市的：说得清的才说", arguments: places)
  func authorities(_ authority: String, _ address: String, _ isHere: Bool?) throws {
    let types = try #require(try Resources(nil).entityTypes() as EntityTypes?)
    #expect(types.isHere(authority, address: address) == isHere)
  }

  @Test("城市平台：按约定回答的记下来源和日期；不回答、答错的，原有数据不变")
  func platform() async throws {
    let city = City()
    let server = try Server(.network(IPAddress("127.0.0.1")!, port: 0), responder: city, loops: 1)
    defer { server.stop() }
    let house = try House(platform: "http://\(server.endpoint)/city")
    let officer = try await house.enter("xh-sunli")
    let refresh = "\(Self.facts)/refresh"
    let answer = try await officer.post(refresh)
    #expect(answer.json == ["changed": 1, "received": 1], "\(answer.text)")
    #expect(city.asked.withLock { $0 } == ["/city/enterprises/91310104MA1FR00186"])
    let sources = try await officer.json(Self.facts)["records"]?.array?.map { $0["source"] }
    #expect(sources?.contains("城市平台（测试）") == true)
    #expect(try await verdicts(officer)[2] == "fail true")
    #expect(try await officer.post(refresh).json == ["changed": 0, "received": 1])
    for kind in [City.Kind.page, .elsewhere, .flood] {
      city.kind.withLock { $0 = kind }
      let answer = try await officer.post(refresh)
      #expect(answer.status == .unavailable && answer.code == "platformSilent", "\(kind)")
    }
    server.stop()
    #expect(try await officer.post(refresh).code == "platformSilent")
    #expect(try await verdicts(officer)[2] == "fail true")
    #expect(try await house.enter("lihua").post(refresh).status == .forbidden)
    #expect(try await house.enter("pd-wuqiang").post(refresh).status == .notFound)
    #expect(
      try await self.house.enter("xh-sunli").post(refresh).code == "noPlatform")
  }

  final class City: Responder {
    let asked = Mutex<[String]>([])
    /// How it answers: as agreed, with a page, from elsewhere, with far too much.
    enum Kind: Sendable { case agreed, page, elsewhere, flood }
    let kind = Mutex(Kind.agreed)

    func plan(_ head: RequestHead) -> Plan {
      asked.withLock {
        let path = String(decoding: head.path, as: UTF8.self)
        if !$0.contains(path) { $0.append(path) }
      }
      let json: JSON = [
        "source": "城市平台（测试）", "asOf": "2026-11-20",
        "credit": [["type": "经营异常", "authority": "徐汇局", "number": "9号", "on": "2026-11-01"]],
      ]
      switch kind.withLock({ $0 }) {
      case .agreed: return .answer(Response(.ok, type: .json, json.bytes))
      case .page: return .answer(Response(.ok, type: .json, Array("<html>".utf8)))
      case .elsewhere:
        var response = Response(.seeOther, type: .json, json.bytes)
        response.fields.add("Location", "/elsewhere")
        return .answer(response)
      case .flood:
        let row: JSON = ["honour": "上海品牌", "year": 2025, "number": "1"]
        let rows = JSON.array(Array(repeating: row, count: 501))
        let flood: JSON = ["source": "城市平台（测试）", "asOf": "2026-11-20", "honours": rows]
        return .answer(Response(.ok, type: .json, flood.bytes))
      }
    }
  }
}
