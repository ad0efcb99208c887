import Applications
import JSON
import Policy
import Registry
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("开始填报：已经知道的替人填好，写明来源；和登记不一样的当场说；以前的申请可以带过来")
struct KnownBeforehandTests {
  let house: House

  init() async throws {
    house = try await House.withRound()
  }

  private func section(_ number: String, _ section: Int) async throws -> JSON {
    try await house.enter("lihua").json("/applications/\(number)/sections/\(section)")
  }

  @Test("表里写的每一处登记数据，登记簿里都有这一栏")
  func fields() {
    for field in RegisterField.allCases {
      let kind = RecordKind(rawValue: field.kind)
      #expect(kind?.columns.contains { $0.key == field.key } == true, "\(field.rawValue)")
    }
  }

  @Test("登记信息、商标、称号填进草稿，各带来源；保存以后不再提示")
  func filled() async throws {
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let first = try await section(number, 1)
    #expect(first["answers"]?["registeredAddress"] == "上海市徐汇区漕溪北路 1 号")
    #expect(first["answers"]?["establishedOn"] == "2012-05-18")
    let sources = first["prefilled"]?.array ?? []
    #expect(
      sources.contains([
        "field": "registeredAddress", "source": "登记信息（演示数据（虚构），2026年11月16日）",
      ]), "\(sources)")
    #expect(sources.contains(["field": "creditCode", "source": "企业账户"]))
    #expect(first["differs"] == [])
    let marks = try await section(number, 3)
    #expect(
      marks["answers"]?["trademarks"] == [
        [
          "trademarkNo": "10860001", "trademarkName": "禾欣", "trademarkOwner": "上海禾欣食品有限公司",
          "trademarkUntil": "2033-06-27",
        ]
      ])
    let honours = try await section(number, 5)
    #expect(
      honours["answers"]?["honours"] == [
        ["honourName": "上海市专精特新中小企业", "honourYear": 2025, "honourNo": "演示 1 号"]
      ])
    #expect(
      try await writer.page("/applications/\(number)/sections/5").text.contains(
        "获得的称号：来自称号（演示数据（虚构），2026年11月16日）"))
    try await house.fill(number, by: writer)
    #expect(try await section(number, 1)["prefilled"] == [])
  }

  static let marks: [(owner: String, until: String, expected: [JSON])] = [
    ("上海禾欣食品有限公司", "2033-06-27", []),
    ("上海 禾欣 食品有限公司", "2033-06-27", []),
    (
      "李华", "2033-06-27",
      [
        [
          "field": "trademarks.1.trademarkOwner", "label": "注册人", "said": "李华",
          "registered": "上海禾欣食品有限公司", "source": "商标（演示数据（虚构），2026年11月16日）",
        ]
      ]
    ),
    (
      "上海禾欣食品有限公司", "2034-06-27",
      [
        [
          "field": "trademarks.1.trademarkUntil", "label": "有效期至", "said": "2034年6月27日 星期二",
          "registered": "2033年6月27日 星期一", "source": "商标（演示数据（虚构），2026年11月16日）",
        ]
      ]
    ),
  ]

  @Test(
    "商标：填的和登记的不一样，两边都说；写法不同的不算",
    arguments: marks)
  func differs(_ owner: String, _ until: String, _ expected: [JSON]) async throws {
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let mark: JSON = [
      "trademarkNo": "10860001", "trademarkName": "禾欣", "trademarkClass": 30,
      "trademarkOwner": .string(owner), "trademarkUntil": .string(until),
    ]
    let saved = try await house.save(
      number, 3, ["trademarks": .array([mark])], by: writer, edition: 1)
    #expect(saved.status == .ok, "\(saved.text)")
    #expect(try await section(number, 3)["differs"] == .array(expected))
    let page = try await writer.page("/applications/\(number)/sections/3").text
    #expect(page.contains("和登记的数据不一样") == !expected.isEmpty)
  }

  @Test(
    "住所：写不写“上海市”都一样，别处的当场说",
    arguments: [
      ("徐汇区漕溪北路 1 号", 0), ("上海市徐汇区漕溪北路1号", 0), ("上海市静安区南京西路 1 号", 1),
    ])
  func address(_ text: String, _ count: Int) async throws {
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    var answers = (try await section(number, 1)["answers"]?.members ?? []).map {
      ($0.name, $0.value)
    }
    answers.removeAll { $0.0 == "registeredAddress" }
    answers.append(("registeredAddress", .string(text)))
    #expect(try await house.save(number, 1, answers, by: writer, edition: 1).status == .ok)
    #expect(try await section(number, 1)["differs"]?.array?.count == count)
  }

  @Test("带入以前的申请：填过的都在，声明和附件重新来；别人的、没有的不行")
  func copied() async throws {
    let writer = try await house.enter("lihua")
    let before = try await house.draft(by: writer)
    try await house.fill(before, by: writer)
    let begun = try await writer.post(
      "/applications/new", ["kind": "product", "item": "禾欣米粉", "from": .string(before)])
    let number = try #require(begun.json["number"]?.string, "\(begun.text)")
    for part in [4, 7] {
      let old = try await section(before, part)["answers"]
      #expect(try await section(number, part)["answers"] == old, "\(part)")
    }
    #expect(
      try await section(number, 7)["prefilled"]?.array?.first
        == ["field": "innovation", "source": .string("申请 \(before)")])
    #expect(try await section(number, 2)["answers"]?["itemName"] == "禾欣米粉")
    #expect(try await section(number, 9)["answers"] == [:])
    #expect(try await writer.json("/applications/\(number)")["files"] == [])
    #expect(try await writer.page("/applications/new").text.contains("禾欣有机米饼（\(before)）"))
    let other = try await house.enter("zhaomin").post(
      "/applications/new", ["kind": "product", "item": "试", "from": .string(before)])
    let absent = try await house.enter("zhaomin").post(
      "/applications/new", ["kind": "product", "item": "试", "from": "2026-1-0000000"])
    for (answer, number) in [(other, before), (absent, "2026-1-0000000")] {
      #expect(
        answer.json["errors"]?.array?.first?["message"] == .string("没有编号是“\(number)”的申请。"))
    }
    #expect(
      try house.journal("application.begin").last == "开始填报：上海禾欣食品有限公司“禾欣米粉”（\(number)），带入 \(before)"
    )
  }
}
