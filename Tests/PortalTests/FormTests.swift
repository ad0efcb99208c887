import Foundation
import HTTP
import JSON
import Routing
import Testing

@testable import HTTP
@testable import Portal

@Suite("表格：一份定义，页面、检查、接口、打印都从它来")
struct FormTests {
  let house: House

  init() throws { house = try House() }

  static let path = "/forms/pilot-2024/F1"

  /// An application with nothing wrong.
  static var sound: [JSON.Member] {
    let year = { (year: Int, revenue: Int, research: Int) -> JSON in
      [
        "financeYear": .integer(year), "revenue": .integer(revenue), "profit": 100, "tax": 100,
        "research": .integer(research), "employees": 80,
      ]
    }
    let text = JSON.string("围绕质量和品牌持续改进。")
    return [
      .init("enterpriseName", "上海禾欣食品有限公司"), .init("creditCode", "91310104MA1FR00186"),
      .init("entityType", "companyLimited"), .init("registrationAuthority", "徐汇区市场监督管理局"),
      .init("establishedOn", "2010-05-01"), .init("registeredAddress", "徐汇区漕溪北路 1 号"),
      .init("headquartersInShanghai", true), .init("mainOperationInShanghai", true),
      .init("operationAddress", "徐汇区漕溪北路 1 号"), .init("registeredCapital", 100_000_000),
      .init("enterpriseSize", "medium"), .init("industry", "14"),
      .init("legalRepresentative", "王建国"), .init("contactName", "李华"),
      .init("contactPhone", "13800001234"), .init("contactMail", "lihua@example.com"),
      .init("officers", ["brand", "quality"]), .init("itemKind", "product"),
      .init("itemName", "禾欣有机米"), .init("models", "5kg"), .init("fourBrand", "manufacture"),
      .init("launchedOn", "2018-03-01"), .init("itemIntroduction", text),
      .init(
        "trademarks",
        [
          [
            "trademarkNo": "12345678", "trademarkName": "禾欣", "trademarkClass": 30,
            "trademarkOwner": "上海禾欣食品有限公司", "trademarkUntil": "2030-01-01",
          ]
        ]),
      .init(
        "finances", [year(2023, 300_00, 9_00), year(2024, 300_00, 9_00), year(2025, 300_00, 9_01)]),
      .init("itemSales", 200_00), .init("hadAccident", false), .init("hadDishonesty", false),
      .init("innovation", text), .init("quality", text), .init("management", text),
      .init("brand", text), .init("responsibility", text), .init("voluntary", true),
      .init("truthful", true), .init("consistent", true), .init("publicity", true),
      .init("markRules", true),
    ]
  }

  private func check(_ change: (inout [JSON.Member]) -> Void = { _ in }) async throws -> Response {
    var answers = Self.sound
    change(&answers)
    return try await house.post("\(Self.path)/trial", ["answers": .object(answers)])
  }

  private func set(_ name: String, _ value: JSON) -> (inout [JSON.Member]) -> Void {
    { answers in
      answers.removeAll { $0.name == name }
      answers.append(.init(name, value))
    }
  }

  @Test("没有错的申请书，合计和占比自动算好")
  func sound() async throws {
    let answer = try await check()
    #expect(answer.status == .ok, "\(answer.text)")
    #expect(
      answer.json["computed"] == [
        "revenueTotal": 900_00, "researchTotal": 27_01, "researchShareTotal": 3,
      ])
  }

  static let standards: [(policy: String, sheets: [String], points: [JSON])] = [
    ("pilot-2024", ["通用评价内容及评分规则"], [100, 95]),
    ("pilot-2026", ["产品评分表", "服务评分表"], [100, 100]),
  ]

  @Test("评分标准和表格一起公开：每一项多少分、怎样计", arguments: standards)
  func standard(_ policy: String, _ titles: [String], _ points: [JSON]) async throws {
    let rubrics = try #require(
      try await house.json("/api/v1/forms?policy=\(policy)")["rubrics"]?.array)
    for rubric in rubrics { #expect([rubric["cap"], rubric["highest"]] == points) }
    let page = try await house.get("/forms?policy=\(policy)").text
    let book = try await house.get("/forms/\(policy)").text
    for title in titles {
      #expect(page.contains("<summary><span>\(title)</span></summary>"))
      #expect(book.contains("<h2>\(title)</h2>"))
    }
    let parts = try #require(rubrics.first?["indicators"]?.array)
      .flatMap { $0["projects"]?.array ?? [] }.flatMap { $0["parts"]?.array ?? [] }
    for item in parts.flatMap({ $0["items"]?.array ?? [] }) {
      #expect(page.contains(item["text"]?.string ?? "?"))
    }
    #expect(
      page.contains("封顶 20 分，按规则最高 15 分") == (policy == "pilot-2024"), "what can be had")
    let bonus = parts.filter { $0["rule"] == "bonus" }
      .flatMap { $0["items"]?.array ?? [] }.map { $0["id"]?.string }
    #expect(bonus == (policy == "pilot-2024" ? ["2b4"] : ["1c4"]))
  }

  static let mistakes: [(name: String, value: JSON, field: String, code: String)] = [
    ("creditCode", "91310104MA1FR00187", "creditCode", "checkCharacter"),
    ("entityType", "branch", "entityType", "notAChoice"),
    ("registeredCapital", .decimal(1.5), "registeredCapital", "wrongType"),
    ("itemName", .string(String(repeating: "品", count: 81)), "itemName", "tooLong"),
    ("finances", [], "finances", "tooFew"), ("truthful", false, "truthful", "required"),
    ("hadAccident", true, "accidents", "tooFew"), ("innovation", "", "innovation", "required"),
    ("establishedOn", "2026-12-01", "establishedOn", "tooLate"),
    ("other", 1, "other", "unknownField"),
  ]

  @Test("错在哪一题，是什么错", arguments: mistakes)
  func mistaken(_ name: String, _ value: JSON, _ field: String, _ code: String) async throws {
    let answer = try await check(set(name, value))
    #expect(answer.status == .unprocessable)
    let errors = answer.json["errors"]?.array?.map {
      "\($0["field"]?.string ?? "") \($0["code"]?.string ?? "")"
    }
    #expect(errors?.contains("\(field) \(code)") == true, "\(errors ?? [])")
  }

  static let branches = [
    "上海禾欣食品有限公司徐汇分公司", "禾欣（中国）有限公司上海办事处", "上海禾欣食品有限公司第一分厂 ",
  ]

  @Test("分支机构从名称就看得出来，不能申请", arguments: branches)
  func branch(_ name: String) async throws {
    let answer = try await check { answers in
      set("enterpriseName", .string(name))(&answers)
      set(
        "trademarks",
        [
          [
            "trademarkNo": "12345678", "trademarkName": "禾欣", "trademarkClass": 30,
            "trademarkOwner": .string(name), "trademarkUntil": "2030-01-01",
          ]
        ])(&answers)
    }
    #expect(
      answer.json["errors"]?.array?.map { $0["message"] }
        == ["分公司、办事处等分支机构没有独立法人资格（001 三（一）1），请由总公司申请。"])
  }

  @Test("同一年填两次、同一个注册号填两次、销售额比三年收入还多，都说得出来")
  func sums() async throws {
    let twice: JSON = .array(
      [2024, 2024, 2025].map {
        [
          "financeYear": .integer($0), "revenue": 300_00, "profit": 100, "tax": 100,
          "research": 0, "employees": 80,
        ]
      })
    func fields(_ change: @escaping (inout [JSON.Member]) -> Void) async throws -> [String?] {
      try await check(change).json["errors"]?.array?.map { $0["field"]?.string } ?? []
    }
    #expect(try await fields(set("finances", twice)) == ["finances"])
    #expect(try await fields(set("itemSales", 900_01)) == ["itemSales"])
    #expect(try await fields(set("itemSales", 900_00)) == [])
    let mark: JSON = [
      "trademarkNo": "12345678", "trademarkName": "禾欣", "trademarkClass": 30,
      "trademarkOwner": "上海禾欣食品有限公司", "trademarkUntil": "2030-01-01",
    ]
    #expect(try await fields(set("trademarks", [mark, mark])) == ["trademarks"])
  }

  @Test("导出：程序拿到答案和逐行的文字；填了一半也能导出，错的不行")
  func exported() async throws {
    let answer = try await house.post("\(Self.path)/export", ["answers": .object(Self.sound)])
    #expect(answer.status == .ok, "\(answer.text)")
    #expect(answer.json["answers"]?["revenueTotal"] == 900_00)
    #expect(
      answer.json["answers"]?["trademarks"]?.array?.first?["trademarkOwner"] == "上海禾欣食品有限公司")
    let lines = answer.json["lines"]?.array ?? []
    #expect(lines.first == ["部分", "题目", "行", "回答"])
    #expect(lines[1] == ["一、企业基本情况", "企业名称", "", "上海禾欣食品有限公司"])
    #expect(lines.contains(["四、经营情况", "近三年经营数据：营业收入（万元）", "3", "0.03"]))
    #expect(lines.contains(["四、经营情况", "三年营业收入合计（万元）", "", "0.09"]))
    let half = try await house.post(
      "\(Self.path)/export", ["answers": ["enterpriseName": "上海禾欣食品有限公司"]])
    #expect(half.json["answers"] == ["enterpriseName": "上海禾欣食品有限公司"])
    let wrong = try await house.post("\(Self.path)/export", ["answers": ["industry": "x"]])
    #expect(wrong.status == .unprocessable)
  }

  @Test("填满的申请书送得出去：一次能收的，比表格填满还多")
  func full() throws {
    for path in ["trial", "export"] {
      let text = "POST \(Self.path)/\(path) HTTP/1.1\r\nHost: here\r\nContent-Length: 1\r\n"
      let head = try HeadParser.parse(Array(text.utf8), Limits())
      guard case .read(let limit, _) = house.table.plan(head) else {
        Issue.record("not read")
        continue
      }
      #expect(limit == 1 << 20)
    }
  }

  @Test("导出：浏览器得到文件，名字和类型都对")
  func files() async throws {
    let page = try await house.get("\(Self.path)/trial")
    let token = try #require(FormKeys.value(of: "form", in: page.text))
    let cookie = try #require(page.field("Set-Cookie")).prefix { $0 != ";" }
    for (format, type, start) in [
      ("", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
      ("csv", "text/csv; charset=utf-8", "\u{FEFF}部分,题目,行,回答\r\n"),
      ("json", "application/json; charset=utf-8", "{\"policy\":\"pilot-2024\","),
    ] {
      let file = try await house.answer(
        "POST", "\(Self.path)/export",
        fields: [
          "Content-Type: application/x-www-form-urlencoded",
          "Cookie: \(cookie)", "Origin: http://here",
        ],
        body: Array(
          "form=\(token)&format=\(format)&itemName=%E7%A6%BE%E6%AC%A3".utf8))
      #expect(file.status == .ok && file.field("Content-Type") == type, "\(file.text)")
      #expect(file.text.hasPrefix(start))
      let end = "%202026-11-20.\(format.isEmpty ? "xlsx" : format)"
      #expect(file.field("Content-Disposition")?.hasSuffix(end) == true)
      #expect(file.field("Content-Security-Policy") == "sandbox")
    }
  }

  @Test("几题合起来不对：总部和运营都不在上海；商标不是自己的")
  func together() async throws {
    let away = try await check { answers in
      set("headquartersInShanghai", false)(&answers)
      set("mainOperationInShanghai", false)(&answers)
    }
    #expect(away.json["errors"]?.array?.map { $0["field"] } == ["headquartersInShanghai"])
    let other: JSON = [
      [
        "trademarkNo": "12345678", "trademarkName": "禾欣", "trademarkClass": 30,
        "trademarkOwner": "别的公司", "trademarkUntil": "2030-01-01",
      ]
    ]
    #expect(
      try await check(set("trademarks", other)).json["errors"]?.array?.map { $0["code"] }
        == ["rule"])
    // The same name with brackets of another width is the same name.
    let name = try await check { answers in
      set("enterpriseName", "上海（禾欣）公司")(&answers)
      set(
        "trademarks",
        [
          [
            "trademarkNo": "12345678", "trademarkName": "禾欣", "trademarkClass": 30,
            "trademarkOwner": "上海(禾欣)公司", "trademarkUntil": "2030-01-01",
          ]
        ])(&answers)
    }
    #expect(name.status == .ok, "\(name.text)")
  }

  @Test("浏览器里试填：填过的都在，错的指出来；填对了给出可以打印的一份")
  func browser() async throws {
    let page = try await house.get("\(Self.path)/trial")
    let token = try #require(FormKeys.value(of: "form", in: page.text))
    let cookie = try #require(page.field("Set-Cookie")).prefix { $0 != ";" }
    func send(_ pairs: [(String, String)]) async throws -> Response {
      let body = (pairs + [("form", token)]).map { pair in
        "\(pair.0)=\(pair.1.utf8.map { "%" + (($0 < 16 ? "0" : "") + String($0, radix: 16)) }.joined())"
      }.joined(separator: "&")
      return try await house.answer(
        "POST", "\(Self.path)/trial",
        fields: [
          "Content-Type: application/x-www-form-urlencoded", "Cookie: \(cookie)",
          "Origin: http://here",
        ], body: Array(body.utf8))
    }
    let wrong = try await send([
      ("enterpriseName", "上海禾欣食品有限公司"), ("trademarks.1.trademarkNo", "1"),
      ("registeredCapital", "1,000.5"),
    ])
    #expect(wrong.status == .unprocessable)
    #expect(wrong.text.contains("value=\"上海禾欣食品有限公司\""))
    #expect(wrong.text.contains("id=\"trademarks.1.trademarkNo-error\""))
    #expect(!wrong.text.contains("id=\"registeredCapital-error\""))
    var pairs: [(String, String)] = []
    for member in Self.sound {
      switch member.value {
      case .string(let text): pairs.append((member.name, text))
      case .bool(let truth): pairs.append((member.name, truth ? "yes" : "no"))
      case .integer: pairs.append((member.name, "1.5"))
      case .array(let items):
        for (index, item) in items.enumerated() {
          if let word = item.string { pairs.append(("\(member.name).\(word)", "yes")) }
          for column in item.members ?? [] {
            let text = column.value.string ?? column.value.integer.map(String.init) ?? ""
            pairs.append(("\(member.name).\(index + 1).\(column.name)", text))
          }
        }
      default: break
      }
    }
    let right = try await send(pairs)
    #expect(right.status == .ok && right.text.contains("填得完整，没有要改的"), "\(right.text)")
    #expect(right.text.contains("14 食品制造业"))
    #expect(right.text.contains("首席品牌官、首席质量官"))
  }

  @Test("每张表都能看、能打印、有 JSON Schema；没有的表是 404")
  func blanks() async throws {
    let list = try await house.json("/api/v1/forms")
    #expect(list["items"]?.array?.map { $0["id"] } == ["F1", "F2", "F5", "F7", "F8", "F12", "F13"])
    for item in list["items"]?.array ?? [] {
      let path = try #require(item["href"]?.string)
      let page = try await house.get(path)
      #expect(page.status == .ok && page.text.contains("试填"))
      let schema = try await house.json("/api/v1\(path)")["schema"]
      #expect(schema?["additionalProperties"] == false)
      #expect(try await house.get("\(path)/trial").status == .ok)
    }
    let book = try await house.get("/forms/pilot-2024").text
    for form in ["F1", "F2", "F5", "F7", "F8", "F12", "F13"] {
      #expect(book.contains("<h2>\(form)　"), "\(form)")
    }
    #expect(book.contains("“近三年发生过质量、安全、环保等事故”是“是”时填"))
    #expect(book.contains("□ 一般　□ 较大　□ 重大　□ 特别重大"))
    #expect(book.contains("商标注册人要与企业名称一致（《通知》三（一）2）"))
    #expect(book.contains("企业（签名或盖章）："))
    let document = try await house.json("/openapi.json")
    let schemas = document["components"]?["schemas"]
    #expect(schemas?["pilot-2024.F1"]?["title"] == "“上海品牌”培育试点申请书")
    let asked = document["paths"]?["/api/v1/check"]?["get"]?["parameters"]?.array ?? []
    #expect(asked.first?["name"] == "policy")
    #expect(
      asked.first { $0["name"] == "operating" }?["schema"]
        == ["type": "string", "enum": ["yes", "no", "?"]])
    #expect(asked.contains { $0["name"] == "accidents.1.accidentOn" })
    #expect(try await house.get("/forms/pilot-2024/F99").status == .notFound)
    #expect(try await house.get("/forms/nothing/F1").status == .notFound)
    #expect(try await house.get("/forms").text.contains("样例，非官方"))
  }
}
