import Accounts
import Foundation
import JSON
import Routing
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("字数：表单怎么量，数据库就怎么量")
struct LengthTests {
  let house: House
  static let hexin = "\(Cast.organisation("hexin"))"

  init() throws { house = try House() }

  /// Every column whose table bounds its length, and the fields that end up in it. A new rule without
  /// its field fails here.
  static let fields: [String: [String]] = [
    "organisation.name": [
      "POST /enterprises name", "POST /organisations/new name",
      "POST /organisations/:organisation/correction name",
    ],
    // Eighteen ASCII characters, or nothing: CreditCode and AdmitCode see to it.
    "organisation.credit_code": [],
    "round.title": ["POST /rounds/new title", "POST /rounds/:number/amendment title"],
  ]

  private func rules() throws -> [String: ClosedRange<Int>] {
    let tables = try house.store.read { database in
      try database.all("SELECT name, sql FROM sqlite_schema WHERE type = 'table'") {
        ($0.text(0), $0.optionalText(1) ?? "")
      }
    }
    var rules: [String: ClosedRange<Int>] = [:]
    for (table, sql) in tables {
      for match in sql.matches(of: /length\s*\((\w+)\)\s+BETWEEN\s+(\d+)\s+AND\s+(\d+)/) {
        rules["\(table).\(match.1)"] = (Int(match.2) ?? 0)...(Int(match.3) ?? 0)
      }
      // Bounds of another form would not be seen above: of texts there are none.
      for match in sql.matches(of: /(\w+) (TEXT|BLOB)[^,]*length\s*\(\w+\)\s*(\S+)/) {
        #expect(match.2 == "BLOB" || match.3 == "BETWEEN", "\(table).\(match.1)")
      }
    }
    return rules
  }

  @Test("数据库里每一条长度规则，都有一项照它量的填报项")
  func declared() throws {
    let rules = try rules()
    #expect(Set(rules.keys) == Set(Self.fields.keys))
    for (column, fields) in Self.fields {
      let rule = try #require(rules[column])
      for field in fields {
        let words = field.split(separator: " ")
        let route = try #require(
          house.routes.first {
            "\($0.method.rawValue) \($0.pattern)" == words[0...1].joined(separator: " ")
          },
          "\(field)")
        let note = try #require(route.operation.fields.first { $0.name == words[2] }, "\(field)")
        let kept = try #require(note.kept, "\(field)")
        #expect(rule.contains(kept.lowerBound) && rule.contains(kept.upperBound), "\(field)")
      }
    }
  }

  /// One letter with two marks that do not join it.
  static func piled(_ count: Int) -> String {
    String(repeating: "e\u{301}\u{323}", count: count)
  }

  static let edges: [(name: String, isFine: Bool)] = [
    (piled(33), true), (piled(40), false), (piled(33) + "字", true), (piled(33) + "字字", false),
    (String(repeating: "品", count: 100), true), (String(repeating: "品", count: 101), false),
    (String(repeating: "👨‍👩‍👧", count: 20), true), (String(repeating: "👨‍👩‍👧", count: 21), false),
    ("e\u{301}", true), ("e", false),
  ]

  @Test("单位名称：收得下的收，收不下的说清楚，没有一个是差错", arguments: edges)
  func organisation(_ name: String, _ isFine: Bool) async throws {
    let status = isFine ? 200 : 422
    let newcomer = try await house.enter("xinren")
    let opened = try await newcomer.post(
      "/enterprises",
      [
        "creditCode": .string(try Houses.creditCode("91310104MA1FR008")), "name": .string(name),
        "district": "xuhui", "role": "signatory",
      ])
    #expect(opened.status.code == status, "\(opened.text)")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let added = try await approver.post(
      "/organisations/new", ["kind": "workstation", "name": .string(name)])
    #expect(added.status.code == status, "\(added.text)")
    let corrected = try await approver.post(
      "/organisations/\(Self.hexin)/correction",
      ["name": .string(name), "district": "xuhui", "reason": "试", "edition": 0])
    #expect(corrected.status.code == status, "\(corrected.text)")
    #expect(house.faults == [])
  }

  static let titles: [(title: String, isFine: Bool)] = [
    (piled(20), true), (piled(21), false), (piled(40), false), (piled(60), false),
  ]

  @Test("批次名称也是", arguments: titles)
  func round(_ title: String, _ isFine: Bool) async throws {
    let chief = try await house.enter("sj-zhang", surely: true)
    let answer = try await chief.post(
      "/rounds/new",
      [
        "number": "2026-8", "title": .string(title), "package": "pilot-2024",
        "opensOn": "2026-11-23", "closesOn": "2026-11-30", "closesHour": 17,
      ])
    #expect(answer.status.code == (isFine ? 200 : 422), "\(answer.text)")
    #expect(house.faults == [])
  }
}
