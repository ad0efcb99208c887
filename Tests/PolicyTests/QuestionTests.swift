import JSON
import Policy
import Testing
import Vocabulary

@Suite("题目：每一类答案怎样才算对")
struct QuestionTests {
  static let today = Day("2026-11-20")!

  /// One question, put into a package of its own.
  private func questionnaire(_ questions: JSON) throws -> Questionnaire {
    var files = try PackageFiles.read("pilot-2024")
    files["conditions.json"] =
      (["questions": questions, "conditions": [condition(questions)]] as JSON).bytes
    return Questionnaire(try PackageFiles.package(files, named: "pilot-2024").conditions.questions)
  }

  private func condition(_ questions: JSON) -> JSON {
    let ids = questions.array?.compactMap { $0["id"] } ?? []
    return [
      "id": "c", "title": "t", "text": "t", "clause": "001 一", "asks": .array(ids), "passed": "p",
      "evidence": "e",
      "rules": [
        ["when": ["known": ids[0]], "outcome": "fail", "reason": "r", "remedy": "m"]
      ],
    ]
  }

  private func read(_ question: JSON, typed: JSON? = nil, form: String? = nil) throws
    -> Questionnaire.Reading
  {
    let asked = try questionnaire([question])
    let given = typed.map { ["q": $0] } ?? asked.assemble([("q", form ?? "")])
    return asked.read(given, isTyped: typed != nil, isComplete: true, on: Self.today)
  }

  static let fits: [(kind: String, text: String, fits: Bool)] = [
    ("phone", "13800001234", true), ("phone", "021-12345678", true),
    ("phone", "0512-1234567", true),
    ("phone", "021-12345678-801", true), ("phone", "400-820-1234", true), ("phone", "12345", false),
    ("phone", "1380000123", false), ("phone", "abc", false), ("mail", "a@example.com", true),
    ("mail", "a@b", false), ("date", "2026-02-29", false), ("date", "2024-02-29", true),
    ("creditCode", "91310101PDY00001X4", true), ("creditCode", "91310101PDY00001X5", false),
    ("trademark", "12345678", true), ("trademark", "G1234567A", true), ("trademark", "1234", false),
    ("trademark", "1234567A", true), ("industry", "C", true), ("industry", "39", true),
    ("industry", "98", false), ("industry", "c", false), ("year", "2024", true),
    ("year", "24", false), ("integer", "1.5", false), ("integer", "12", true),
    ("integer", "-1", false), ("yesNo", "maybe", false), ("yesNo", "no", true),
    ("declaration", "no", false), ("declaration", "yes", true), ("person", "李华", true),
    ("text", "\u{202E}甲", false), ("text", "   ", false), ("address", "徐汇区漕溪北路 1 号", true),
    ("person", "12345", false),
    ("phone", "0000000000", false), ("phone", " １３８００００１２３４ ", true), ("date", "2010/1/1", true),
    ("date", "0001-01-01", false),
  ]

  @Test("按类别核对", arguments: fits)
  func kinds(_ kind: String, _ text: String, _ fits: Bool) throws {
    let question: JSON = ["id": "q", "label": "题", "kind": .string(kind), "required": true]
    let reading = try read(question, form: text)
    #expect((reading.problems.isEmpty) == fits, "\(reading.problems)")
    #expect((reading.values["q"] != nil) == fits)
  }

  @Test("字数按人数字的办法数：汉字、表情都算一个字，多一个就不行")
  func length() throws {
    let question: JSON = ["id": "q", "label": "题", "kind": "text", "most": 3]
    #expect(try read(question, form: "品牌好").problems == [])
    #expect(try read(question, form: "品牌很好").problems.map(\.code) == ["tooLong"])
    #expect(try read(question, form: "𠮷𠮷𠮷").problems == [])
    // A family, a flag, a variant: one each; and nobody piles marks on one without end.
    #expect(try read(question, form: "👨‍👩‍👧‍👦🇨🇳葛\u{E0100}").problems == [])
    let piled = "e" + String(repeating: "\u{301}", count: 200)
    #expect(try read(question, form: piled).problems.map(\.code) == ["tooLong"])
    let long: JSON = ["id": "q", "label": "题", "kind": "longText", "most": 3]
    #expect(try read(long, form: "一\r\n二").problems == [])
  }

  static let money: [(unit: String, text: String, fen: Int?)] = [
    ("元", "12.34", 1234), ("元", "1,234", 123_400), ("万元", "1.23", 1_230_000),
    ("万元", "0.01", 10_000), ("万元", "0.000001", 1), ("万元", "1.2345678", nil),
    ("元", " １００ ", 10_000), ("万元", "-1", nil), ("元", "1.234", nil), ("元", "一百", nil),
  ]

  @Test("钱按分存，一分不差", arguments: money)
  func amounts(_ unit: String, _ text: String, _ fen: Int?) throws {
    let question: JSON = ["id": "q", "label": "题", "kind": "money", "unit": .string(unit)]
    let value = try read(question, form: text).values["q"]
    #expect(value == fen.map { .number(Exact(hundredths: $0)) })
    if let fen {
      #expect(try read(question, typed: .integer(fen)).values["q"] == value)
      let asked = try questionnaire([question])
      let again = asked.questions[0].typed(try #require(value))
      #expect(try read(question, form: again).values["q"] == value)
    }
    #expect(try read(question, typed: .string(text)).problems.map(\.code) == ["wrongType"])
  }

  @Test("没有问到的不算数；问到了没答的要补")
  func shown() throws {
    let asked = try questionnaire([
      ["id": "q", "label": "有吗", "kind": "yesNo", "required": true],
      [
        "id": "more", "label": "是什么", "kind": "text", "required": true,
        "shown": ["is": ["q", true]],
      ],
    ])
    func read(_ given: [String: JSON]) -> Questionnaire.Reading {
      asked.read(given, isTyped: true, isComplete: true, on: Self.today)
    }
    #expect(read(["q": false, "more": "x"]).values == ["q": .flag(false)])
    #expect(read(["q": true]).problems.map(\.field) == ["more"])
    #expect(read(["q": true, "more": "x"]).values["more"] == .text("x"))
    #expect(
      read(["q": true, "other": "x"]).problems.map(\.code)
        == ["required", "unknownField"].reversed())
  }

  @Test("表格：空行不算，行数有上限，哪一行哪一列错了说得清")
  func table() throws {
    let asked = try questionnaire([
      [
        "id": "q", "label": "财务", "kind": "table", "required": true,
        "rows": ["least": 1, "most": 3],
        "columns": [
          ["id": "year", "label": "年", "kind": "year", "required": true],
          ["id": "sales", "label": "收入", "kind": "money", "unit": "万元", "required": true],
          ["id": "research", "label": "研发", "kind": "money", "unit": "万元"],
          [
            "id": "share", "label": "占比", "kind": "decimal", "unit": "%",
            "computed": ["share": ["research", "sales"]],
          ],
        ],
      ],
      [
        "id": "total", "label": "合计", "kind": "money", "unit": "万元",
        "computed": ["sumOf": ["q", "sales"]],
      ],
    ])
    let pairs = [
      ("q.1.year", "2024"), ("q.1.sales", "300"), ("q.1.research", "10"), ("q.2.year", ""),
      ("q.2.sales", ""), ("q.5.year", "2025"), ("q.5.sales", "x"),
    ].map { (name: $0.0, value: $0.1) }
    let reading = asked.read(
      asked.assemble(pairs), isTyped: false, isComplete: true, on: Self.today)
    #expect(reading.problems.map(\.field) == ["q.2.sales"])
    guard case .rows(let rows)? = reading.values["q"] else { throw Missing() }
    // 10 of 300: 3.33 per cent.
    #expect(rows[0]["share"] == .number(Exact(hundredths: 333)))
    #expect(reading.values["total"] == .number(Exact(hundredths: 300_000_000)))
    let many: JSON = .array(Array(repeating: ["year": 2024, "sales": 1], count: 4))
    let tooMany = asked.read(["q": many], isTyped: true, isComplete: true, on: Self.today)
    #expect(tooMany.problems.map(\.code) == ["tooMany"])
    let none = asked.read([:], isTyped: true, isComplete: true, on: Self.today)
    #expect(none.problems.map(\.code) == ["tooFew"])
  }

  struct Missing: Error {}

  @Test("空的一行不算：第三行的错，指在它现在的第二行")
  func closingUp() throws {
    let asked = try questionnaire([
      [
        "id": "q", "label": "表", "kind": "table", "rows": ["least": 0, "most": 5],
        "columns": [
          ["id": "a", "label": "甲", "kind": "text", "required": true],
          ["id": "b", "label": "乙", "kind": "text"],
        ],
      ]
    ])
    let pairs = [("q.1.a", "x"), ("q.2.a", ""), ("q.2.b", ""), ("q.3.a", ""), ("q.3.b", "y")]
      .map { (name: $0.0, value: $0.1) }
    let reading = asked.read(
      asked.assemble(pairs), isTyped: false, isComplete: true, on: Self.today)
    #expect(reading.problems.map(\.field) == ["q.2.a"])
    let shown = asked.closingUp(pairs).map { "\($0.name)=\($0.value)" }
    #expect(shown == ["q.1.a=x", "q.2.a=", "q.2.b=y"])
  }

  @Test("不认识的名字成千上万，也只说前二十个")
  func flood() throws {
    let asked = try questionnaire([["id": "t", "label": "题", "kind": "text"]])
    let given = Dictionary(uniqueKeysWithValues: (0..<5000).map { ("x\($0)", JSON.integer(1)) })
    let reading = asked.read(given, isTyped: true, isComplete: true, on: Self.today)
    #expect(reading.problems.count == 20)
  }

  @Test("答案原样出去、原样回来：程序读的和表单填的都一样")
  func thereAndBack() throws {
    let asked = try questionnaire([
      ["id": "t", "label": "题", "kind": "text"],
      ["id": "m", "label": "钱", "kind": "money", "unit": "万元"],
      ["id": "loss", "label": "亏", "kind": "money", "unit": "万元", "least": -1_000_000],
      ["id": "d", "label": "日", "kind": "date"], ["id": "y", "label": "是", "kind": "yesNo"],
      [
        "id": "many", "label": "几", "kind": "many",
        "choices": [["value": "a", "label": "甲"], ["value": "b", "label": "乙"]],
      ],
      [
        "id": "rows", "label": "表", "kind": "table", "rows": ["least": 0, "most": 3],
        "columns": [
          ["id": "n", "label": "数", "kind": "integer"],
          ["id": "s", "label": "占", "kind": "decimal", "unit": "%"],
          [
            "id": "c", "label": "算", "kind": "decimal", "unit": "%",
            "computed": ["share": ["n", "s"]],
          ],
        ],
      ],
      ["id": "sum", "label": "和", "kind": "integer", "computed": ["sumOf": ["rows", "n"]]],
    ])
    // 分: 1.23 万元 lost.
    let first: [String: JSON] = [
      "t": "ab", "m": 123_456_789, "loss": -1_230_000, "d": "2026-02-28", "y": false,
      "many": ["b", "a"],
      "rows": [["n": 3, "s": .decimal(1.5)], ["n": 4]],
    ]
    let values = asked.read(first, isTyped: true, isComplete: false, on: Self.today).values
    let json = asked.json(values)
    #expect(
      json == .object(["t", "m", "loss", "d", "y", "many", "rows"].map { .init($0, first[$0]!) }))
    let again = Dictionary(uniqueKeysWithValues: (json.members ?? []).map { ($0.name, $0.value) })
    #expect(asked.read(again, isTyped: true, isComplete: false, on: Self.today).values == values)
    for question in asked.questions where question.computed == nil {
      let kept = json[question.id].flatMap { Questionnaire.kept($0, of: question) }
      // Of a row, what is computed follows from the rest and is not kept.
      if question.id != "rows" { #expect(kept == values[question.id], "\(question.id)") }
    }
    let rows = Questionnaire.kept(json["rows"] ?? .null, of: asked.questions[6])
    #expect(
      rows
        == .rows([
          ["n": .number(Exact(3)), "s": .number(Exact(hundredths: 150))], ["n": .number(Exact(4))],
        ]))
    #expect(asked.pairs(values).first { $0.name == "loss" }?.value == "-1.23")
    let typed = asked.assemble(asked.pairs(values))
    #expect(
      asked.read(typed, isTyped: false, isComplete: false, on: Self.today).values
        == values.merging(["many": .many(["b", "a"])]) { $1 })
    #expect(asked.json(values, withComputed: true)["sum"] == 7)
    #expect(
      asked.json(values, withComputed: true)["rows"]?.array?.first?["c"] == 200)
  }

  @Test("多选：每项一次，只能从所列的里选")
  func many() throws {
    let question: JSON = [
      "id": "q", "label": "题", "kind": "many",
      "choices": [["value": "a", "label": "甲"], ["value": "b", "label": "乙"]],
    ]
    let asked = try questionnaire([question])
    let given = asked.assemble([("q.a", "yes"), ("q.b", "yes")])
    let reading = asked.read(given, isTyped: false, isComplete: true, on: Self.today)
    #expect(reading.values["q"] == .many(["a", "b"]))
    #expect(try read(question, typed: ["a", "a"]).problems.map(\.code) == ["notAChoice"])
    #expect(try read(question, typed: ["c"]).problems.map(\.code) == ["notAChoice"])
  }
}
