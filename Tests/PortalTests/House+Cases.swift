import Accounts
import JSON
import Policy
import Rounds
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

extension House {
  /// With a round that is open, and 禾欣's dossier in order.
  static func withRound() async throws -> House {
    let house = try House()
    try house.openRound()
    return house
  }

  /// The demo's round: two weeks old, three more to go.
  func openRound() throws {
    try store.writeAndWait { [rooms, clock] database in
      try DemoRound.settle(
        rooms.library.shelf(at: clock.now).standing, by: Cast.person("sj-zhang"), at: clock.now,
        in: database)
      try rooms.library.load(in: database)
    }
  }

  func draft(by writer: Guest, _ item: String = "禾欣有机米饼") async throws -> String {
    let begun = try await writer.post(
      "/applications/new", ["kind": "product", "item": .string(item)])
    return try #require(begun.json["number"]?.string, "\(begun.text)")
  }

  @discardableResult
  func save(
    _ number: String, _ section: Int, _ answers: [(String, JSON)], by writer: Guest, edition: Int
  ) async throws -> Response {
    try await writer.post(
      "/applications/\(number)/sections/\(section)",
      [
        "edition": .integer(edition),
        "answers": .object(answers.map { JSON.Member($0.0, $0.1) }),
      ])
  }

  func save(
    _ number: String, _ section: Int, _ answers: KeyValuePairs<String, JSON>, by writer: Guest,
    edition: Int
  ) async throws -> Response {
    try await save(
      number, section, answers.map { ($0.key, $0.value) }, by: writer, edition: edition)
  }

  /// Everything that the form demands: what is there already stays.
  func fill(_ number: String, by writer: Guest, honours: Bool = false) async throws {
    for (section, answers) in Filled.sections {
      let now = try await writer.json("/applications/\(number)/sections/\(section)")
      // What registers know of marks and honours is less than the form asks.
      var all = (now["answers"]?.members ?? []).map { ($0.name, $0.value) }
        .filter { name, value in
          name != "honours"
            && (name != "trademarks" || value.array?.first?["trademarkClass"] != nil)
        }
      for (name, value) in answers where !all.contains(where: { $0.0 == name }) {
        all.append((name, value))
      }
      if section == 5 { all.append(("honours", honours ? Filled.honours : [])) }
      let saved = try await save(
        number, section, all, by: writer, edition: now["edition"]?.integer ?? 0)
      try #require(saved.status == .ok, "\(section): \(saved.text)")
    }
    for slot in ["licenceFile", "trademarkFile", "financeFile", "creditFile"] {
      let sent = try await writer.upload(
        "/applications/\(number)/files/\(slot)", [], [("file", Houses.pdf)])
      try #require(sent.status == .ok, "\(slot): \(sent.text)")
    }
  }

  func submit(_ number: String, by login: String = "wangjianguo") async throws {
    let sent = try await enter(login, surely: true)
      .post("/applications/\(number)/submission", ["agreed": true])
    try #require(sent.status == .ok, "\(sent.text)")
  }
}

/// Answers to the pilot's F1 that are right.
enum Filled {
  static let honours: JSON = [
    [
      "honourName": "上海市市长质量奖", "honourIssuer": "上海市人民政府", "honourYear": 2024,
      "honourNo": "2024-03",
    ]
  ]
  static let sections: [(Int, [(String, JSON)])] = [
    (
      1,
      [
        ("registrationAuthority", "徐汇区市场监督管理局"), ("establishedOn", "2012-05-08"),
        ("registeredAddress", "上海市徐汇区漕宝路 1 号"), ("operationAddress", "上海市徐汇区漕宝路 1 号"),
        ("enterpriseSize", "medium"), ("industry", "14"), ("legalRepresentative", "王建国"),
        ("contactName", "李华"), ("contactPhone", "13800138000"),
        ("contactMail", "lihua@example.com"),
      ]
    ),
    (
      2,
      [
        ("fourBrand", "manufacture"), ("launchedOn", "2019-03-01"), ("itemIntroduction", "有机米制成。"),
      ]
    ),
    (
      3,
      [
        (
          "trademarks",
          [
            [
              "trademarkNo": "10860001", "trademarkName": "禾欣", "trademarkClass": 30,
              "trademarkOwner": "上海禾欣食品有限公司", "trademarkUntil": "2033-06-27",
            ]
          ]
        )
      ]
    ),
    (
      4,
      [
        (
          "finances",
          [
            [
              "financeYear": 2023, "revenue": 100_000_00, "profit": 10_000_00, "tax": 5_000_00,
              "research": 4_000_00, "employees": 120,
            ],
            [
              "financeYear": 2024, "revenue": 110_000_00, "profit": 11_000_00, "tax": 5_500_00,
              "research": 4_400_00, "employees": 125,
            ],
            [
              "financeYear": 2025, "revenue": 120_000_00, "profit": 12_000_00, "tax": 6_000_00,
              "research": 4_800_00, "employees": 130,
            ],
          ]
        ), ("itemSales", 30_000_00),
      ]
    ),
    (5, []), (6, [("hadAccident", false), ("hadDishonesty", false)]),
    (
      7,
      [
        ("innovation", "自主研发。"), ("quality", "检验合格。"), ("management", "通过体系认证。"),
        ("brand", "创立于 2012 年。"), ("responsibility", "节能减排。"),
      ]
    ),
    (
      9,
      [
        ("voluntary", true), ("truthful", true), ("consistent", true), ("publicity", true),
        ("markRules", true),
      ]
    ),
  ]
}
