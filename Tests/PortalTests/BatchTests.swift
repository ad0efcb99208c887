import JSON
import Linux
import Registry
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Recommendation
@testable import SQLite

@Suite("推荐汇总表和统计：报送有回执，导出有记录，GB18030 读得回来，数字对得上")
struct BatchTests {
  let house: House

  init() throws { house = try House() }

  private func sent() async throws -> String {
    _ = try await house.recommended()
    let answer = try await house.enter("xh-zhouwei", surely: true).post(
      "/batches/new", house.batch())
    return try #require(answer.json["id"]?.string, "\(answer.text)")
  }

  @Test("回执写明何时、几份、指纹；导出三种格式，每一次都记在日志里，浦东的导不出")
  func exported() async throws {
    let batch = try await sent()
    let seen = try await house.enter("xh-sunli").json("/batches/\(batch)")
    let hash = try #require(seen["hash"]?.string)
    #expect(
      seen["receipt"]?.string?.hasPrefix(
        "上海市市场监督管理局于 2026年11月20日 17:50 收到徐汇区市场监管局报送的 2026-1 批次推荐汇总表第 1 批，共 1 份") == true,
      "\(seen["receipt"]?.string ?? "")")
    #expect(seen["receipt"]?.string?.contains(hash) == true)
    let handler = try await house.enter("xh-sunli")
    #expect(
      try await handler.page("/batches/\(batch)").text.contains(
        "我单位推荐 1 项产品和服务参加培育，其中重点推荐 1 项，推荐汇总表附后（2026-1 批次第 1 批）。"))
    let lines = try await handler.post("/batches/\(batch)/export", ["format": "xlsx"]).json
    #expect(lines["lines"]?.array?[1].array?[3] == "91310104MA1FR00186", "\(lines.text)")
    func file(_ format: String) async throws -> Response {
      try await handler.press(
        "/batches/\(batch)/export", "format=\(format)", on: "/batches/\(batch)")
    }
    let plain = try await file("csv")
    #expect(plain.status == .ok, "\(plain.text)")
    #expect(Array(plain.body.prefix(3)) == [0xEF, 0xBB, 0xBF])
    #expect(plain.text.contains("13800138000,") || plain.text.contains("13800138000\r\n"))
    let old = try await file("gb18030")
    #expect(old.field("Content-Type") == "text/csv; charset=gb18030")
    // “序号” in GB18030.
    #expect(Array(old.body.prefix(4)) == [0xD0, 0xF2, 0xBA, 0xC5])
    #expect(
      try await house.enter("pd-wuqiang").post("/batches/\(batch)/export", ["format": "csv"])
        .status == .notFound)
    let entries = try house.store.read { database in
      try database.all("SELECT summary FROM journal WHERE act = 'batch.export'") { $0.text(0) }
    }
    #expect(
      entries == Array(repeating: "导出推荐汇总表：徐汇区市场监管局推荐汇总表（2026-1 批次第 1 批）", count: 3))
    #expect(house.faults == [])
  }

  @Test("报送过的找得到：单位看自己的，市局看全部，按批次找；市局经办人收到消息；案卷上也有，企业看不到")
  func found() async throws {
    let number = try await house.recommended()
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let id = try #require(
      try await approver.post("/batches/new", house.batch()).json["id"]?
        .string)
    let line: JSON = [
      "id": .string(id), "unit": "徐汇区市场监管局", "round": "2026-1", "number": 1,
      "at": "2026-11-20T17:50:00+08:00", "count": 1,
    ]
    for login in ["xh-sunli", "xh-zhouwei", "sj-lv", "sj-shi", "jd-hua"] {
      let reader = try await house.enter(login)
      let export: JSON = ["name": "batch.export", "href": .string("/api/v1/batches/\(id)/export")]
      let line = JSON.object(
        (line.members ?? []) + [.init("acts", login == "jd-hua" ? [] : [export])])
      #expect(try await reader.json("/batches")["items"] == [line], "\(login)")
      #expect(try await reader.json("/batches?round=2026-1")["items"] == [line])
      #expect(try await reader.page("/desk").text.contains("href=\"/batches\""), "\(login)")
      let file = try await reader.json("/applications/\(number)")
      #expect(file["batch"]?["id"] == .string(id), "\(login)")
      #expect(
        try await reader.page("/applications/\(number)").text.contains("href=\"/batches/\(id)\""))
    }
    #expect(try await house.enter("pd-wuqiang").json("/batches")["items"] == [])
    #expect(try await house.enter("lihua").json("/applications/\(number)")["batch"] == nil)
    #expect(
      try await house.enter("sj-lv").inboxTitles().contains("徐汇区市场监管局报送了推荐汇总表"))
    #expect(try await approver.get("/batches?round=2020-1").status == .unprocessable)
    #expect(house.faults == [])
  }

  @Test("只报送勾选的；写错编号、写错类型、别的申请的编号，都不报送")
  func chosen() async throws {
    let numbers = try await two()
    let approver = try await house.enter("xh-zhouwei", surely: true)
    for (body, code): (JSON, String) in [
      (
        ["round": "2026-1", "number": "2026-1", "ranks": "abc", "numbers": [.string(numbers[0])]],
        "wrongType"
      ),
      (
        [
          "round": "2026-1", "number": "2026-1", "ranks": ["2026-1-0000000": 1],
          "numbers": [.string(numbers[0])],
        ], "notAChoice"
      ),
      (["round": "2026-1", "number": "2026-1"], "required"),
      (["round": "2026-1", "number": "2026-1", "numbers": "abc"], "wrongType"),
      (["round": "2026-1", "number": "2026-1", "numbers": []], "required"),
      (["round": "2026-1", "number": "2026-1", "numbers": ["2026-1-0000000"]], "notAChoice"),
    ] {
      let wrong = try await approver.post("/batches/new", body)
      #expect(
        wrong.json["errors"]?.array?.map { $0["code"] } == [.string(code)], "\(wrong.text)")
    }
    let sent = try await approver.press(
      "/batches/new",
      "round=2026-1&number=2026-1&rank.\(numbers[0])=1&rank.\(numbers[1])=2&\(numbers[1])=yes",
      on: "/batches/new?round=2026-1")
    let place = try #require(sent.field("Location"), "\(sent.text)")
    let items = try await approver.json(String(place.prefix { $0 != "?" }))["items"]?.array
    #expect(items?.map { $0["number"] } == [.string(numbers[1])])
    // 页上列着别的批次的，不算这一批的；这一批没有列出来的，先看清单。
    let astray = try await approver.press(
      "/batches/new", "round=2026-1&number=2026-1&rank.2026-2-1111111=1&2026-2-1111111=yes",
      on: "/batches/new?round=2026-1")
    #expect(astray.status == .unprocessable && astray.text.contains("刚才没有列出来"))
    #expect(astray.text.contains("name=\"\(numbers[0])\" value=\"yes\" checked"))
    try house.makeSure(of: approver)
    let rest = try await approver.post(
      "/batches/new", ["round": "2026-1", "number": "2026-1", "numbers": [.string(numbers[0])]])
    #expect(rest.json["count"] == 1 && rest.json["number"] == 2, "\(rest.text)")
    // 后一批接着前一批排，一个单位一批里没有两个第一。
    let later = try await approver.json("/batches/\(rest.json["id"]?.string ?? "")")
    #expect(items?.map { $0["rank"] } == [1])
    #expect(later["items"]?.array?.map { $0["rank"] } == [2])
    #expect(house.faults == [])
  }

  /// Two of 禾欣's, recommended.
  private func two() async throws -> [String] {
    let first = try await house.recommended()
    let writer = try await house.enter("lihua")
    let second = try await house.draft(by: writer, "=SUM(1,2)")
    try await house.fill(second, by: writer)
    try await house.submit(second)
    try await house.act(second, "acceptance", by: "xh-sunli")
    try await house.act(
      second, "review", ["edition": 0, "answers": DistrictTests.review], by: "xh-sunli")
    try await house.act(
      second, "proposal", ["decision": "recommend", "opinion": "予以推荐。"], by: "xh-sunli")
    try await house.act(second, "recommendation", by: "xh-zhouwei")
    return [first, second]
  }

  @Test("报送以前看得到要报送哪些；单位自己排序，不写的重点推荐在前；排序写错了说明是哪一份")
  func ranked() async throws {
    let numbers = try await two()
    let approver = try await house.enter("xh-zhouwei", surely: true)
    #expect(
      try await approver.page("/applications/\(numbers[0])").text.contains(
        "<a class=\"button\" href=\"/batches/new?round=2026-1\">报送市局</a>"))
    // 只有一批可报的，不用再选。
    #expect(
      try await approver.page("/batches/new").text.contains(
        "<option value=\"2026-1\" selected>"))
    let page = try await approver.page("/batches/new?round=2026-1").text
    #expect(page.contains("共 2 份，其中重点推荐 1 份") && page.contains("name=\"rank.\(numbers[1])\""))
    let wrong = try await approver.post(
      "/batches/new",
      [
        "round": "2026-1", "number": "2026-1", "ranks": .object([.init(numbers[0], 0)]),
        "numbers": .array(numbers.map { .string($0) }),
      ])
    #expect(wrong.json["errors"]?.array?.map { $0["field"] } == [.string("rank.\(numbers[0])")])
    let sent = try await approver.press(
      "/batches/new",
      "round=2026-1&number=2026-1&rank.\(numbers[0])=2&rank.\(numbers[1])=1&\(numbers[0])=yes&\(numbers[1])=yes",
      on: "/batches/new?round=2026-1")
    let place = try #require(sent.field("Location"), "\(sent.text)")
    let items = try await house.enter("xh-sunli").json(String(place.prefix { $0 != "?" }))[
      "items"]?.array
    #expect(items?.map { $0["number"] } == [.string(numbers[1]), .string(numbers[0])])
    #expect(items?.map { $0["rank"] } == [1, 2])
    #expect(items?.last?["honours"] == "上海市市长质量奖（公布的名单或决定：沪府发〔2024〕3号）")
    #expect(items?.map { $0["conditions"] } == ["4 项符合", "4 项符合"])
    #expect(house.faults == [])
  }

  @Test("回避的那一份不由回避的人报送：别的照常，页上写明留下哪一份、为什么")
  func held() async throws {
    let numbers = try await two()
    try await house.act(numbers[0], "recusals", ["reason": "亲属任职"], by: "xh-zhouwei")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    #expect(
      try await approver.page("/batches/new").text.contains(
        "（\(numbers[0])）：您已经对这份申请申报回避，由接办的人办理。"))
    let starts = try await approver.json("/applications")["acts"]?.array ?? []
    #expect(starts.first { $0["name"] == "batch.send" }?["count"] == 1, "\(starts)")
    let sent = try await approver.post("/batches/new", house.batch(without: numbers[0]))
    #expect(sent.json["count"] == 1, "\(sent.text)")
    #expect(
      try await approver.post("/batches/new", house.batch()).code
        == "recused")
    // 接办的人再报一批。
    try house.hire("hp-qianlei", as: "districtApprover", in: "xuhui", 71)
    func rest() async throws -> JSON? {
      try await house.enter("hp-qianlei", surely: true).json("/applications")["acts"]?.array?
        .first { $0["name"] == "batch.send" }?["count"]
    }
    #expect(try await rest() == 1)
    // 升级以前报送过的、有人回避的，升级以后照样认得。
    try house.store.writeAndWait {
      try $0.batch(
        """
        DROP INDEX application_unsent; DROP TRIGGER matter_batched; DROP TRIGGER matter_recused;
        ALTER TABLE application DROP COLUMN batched; ALTER TABLE application DROP COLUMN recused;
        """)
      try $0.batch(Recommendation.unsent.sql)
    }
    #expect(try await rest() == 1)
    #expect(house.faults == [])
  }

  @Test("自己待过的企业的那一份，也不由自己报送，不算在可以报送的份数里")
  func related() async throws {
    _ = try await two()
    func count() async throws -> JSON? {
      try await house.enter("xh-zhouwei", surely: true).json("/applications")["acts"]?.array?
        .first { $0["name"] == "batch.send" }?["count"]
    }
    #expect(try await count() == 2)
    try house.store.writeAndWait { database in
      try database.run(
        """
        INSERT INTO membership (id, person, organisation, role, since, until, ended)
        SELECT 7, p.id, a.organisation, 'enterpriseViewer', 0, ?, '离职'
        FROM person p, application a WHERE p.login = 'xh-zhouwei' LIMIT 1
        """, house.wallNow.milliseconds)
    }
    #expect(try await count() == nil)
    #expect(
      try await house.enter("xh-zhouwei", surely: true)
        .post("/batches/new", house.batch()).status == .conflict)
  }

  @Test("openpyxl 和 LibreOffice 打开导出的表：一格不差，代码是文本，公式不会被执行，数目是数，有合计")
  func opened() async throws {
    let numbers = try await two()
    let summary = Spreadsheet.summary(numbers)
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let id = try #require(
      try await approver.post("/batches/new", house.batch()).json["id"]?
        .string)
    let file = try await approver.press(
      "/batches/\(id)/export", "format=xlsx", on: "/batches/\(id)")
    let folder = try TemporaryFolder()
    let paper = try await approver.page("/batches/\(id)/pdf")
    try Files.replace(folder.path + "/letter.pdf", with: paper.body)
    let printed = try Program.run(
      "/usr/bin/pdftotext", ["-layout", folder.path + "/letter.pdf", "-"])
    let words = printed.output.filter { !$0.isWhitespace }
    for word in [
      "我单位推荐2项产品和服务参加培育，其中重点推荐1项", "=SUM(1,2)", "10860001", "〔2024〕3号", "合计2项，其中重点推荐1项。",
      "共2份，内容指纹",
    ] {
      #expect(words.contains(word), "\(word)：\(printed.output)")
    }
    let path = folder.path + "/book.xlsx"
    try Files.replace(path, with: file.body)
    let sheets = try Spreadsheet.read(path)
    #expect(sheets.map(\.name) == ["推荐汇总表"])
    let rows = try #require(sheets.first?.rows)
    #expect(rows == summary, "\(rows)")
    let book = try Spreadsheet.readByOffice(path, in: folder.path)
    #expect(book == summary, "\(book)")
    // Lines say no types: what begins like a formula carries a mark, and codes stay texts.
    let lines = try await approver.press(
      "/batches/\(id)/export", "format=gb18030", on: "/batches/\(id)")
    try Files.replace(folder.path + "/lines.csv", with: lines.body)
    let opened = try Spreadsheet.readByOffice(
      folder.path + "/lines.csv", reading: "CSV:44,34,85,1", in: folder.path)
    #expect(
      opened.map { $0[safe: 3] } == summary.map { $0[safe: 3] }, "\(opened)")
    #expect(opened.map { $0[safe: 1] } == summary.map { $0[safe: 1] })
    #expect(opened[safe: 2]?[safe: 4] == .text("'=SUM(1,2)"), "\(opened)")
  }

  @Test("统计：到过哪些环节、等了几天、称号和行业；区里只数自己的，少于三个区不显示全市中位数")
  func figures() async throws {
    _ = try await house.recommended()
    let writer = try await house.enter("lihua")
    let other = try await house.draft(by: writer, "禾欣点心")
    try await house.fill(other, by: writer)
    try await house.submit(other)
    house.pass(seconds: 12 * 86_400)
    let seen = try await house.enter("xh-zhouwei").json("/figures?round=2026-1")
    #expect(seen["scope"] == "徐汇区市场监管局")
    #expect(
      seen["funnel"]?.array?.prefix(4).map { $0["count"] } == [2, 1, 1, 0], "\(seen.text)")
    #expect(
      seen["waiting"]?.array?.first == [
        "stage": "submitted", "limit": 5, "count": 1, "late": 1, "median": "8",
      ], "\(seen.text)")
    #expect(
      seen["paces"]?.array?.first == ["name": "受理", "limit": 5, "count": 1, "median": "0"])
    #expect(seen["honours"] == [["name": "上海市市长质量奖", "count": 1]])
    #expect(seen["industries"]?.array?.map { $0["count"] } == [2])
    #expect(seen["units"] == [])
    // 不予受理的也是办完了的一件：等了八天。
    try await house.act(
      other, "refusal", House.refusal(of: other, "不符合条件"), by: "xh-sunli")
    let refused = try await house.enter("xh-zhouwei").json("/figures?round=2026-1")
    #expect(
      refused["paces"]?.array?.first == ["name": "受理", "limit": 5, "count": 2, "median": "4"])
    let none = try await house.enter("pd-wuqiang").json("/figures?round=2026-1")
    #expect(none["funnel"]?.array?.allSatisfy { $0["count"] == 0 } == true)
    let city = try await house.enter("sj-lv").json("/figures?round=2026-1")
    #expect(
      city["units"] == [
        [
          "name": "徐汇区市场监管局", "received": 2, "accepted": 1, "recommended": 1, "late": 0,
          "paces": [["name": "受理", "median": "4"], ["name": "区级审核", "median": "0"]],
        ]
      ], "\(city.text)")
    let page = try await house.enter("sj-lv").page("/figures").text
    #expect(page.contains("看数据表") && page.contains("class=\"bars\""))
    #expect(house.faults == [])
  }
}
