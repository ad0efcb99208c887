import Foundation
import JSON
import Policy
import TestSupport
import Testing

@Suite("评分表：怎样加、最多能得多少，都是数据")
struct RubricTests {
  let rubric: Rubric

  init() throws { rubric = try #require(PackageFiles.package("pilot-2024").rubric(for: .product)) }

  private static func vectors() throws -> JSON {
    try JSON(
      parsing: Array(
        try Data(contentsOf: URL(fileURLWithPath: Project.folder + "/Tests/Vectors/rubric.json"))))
  }

  @Test("004 附件4 的八个算例，一分不差")
  func golden() throws {
    let cases = try #require(Self.vectors()["golden"]?.array)
    #expect(cases.count == 8)
    for vector in cases {
      let scores: [String: Exact] =
        vector["scores"] == "ALL_FULL"
        ? Dictionary(uniqueKeysWithValues: rubric.items.map { ($0.id, $0.points) })
        : Dictionary(
          uniqueKeysWithValues: (vector["scores"]?.members ?? []).compactMap { member in
            Exact(member.value).map { (member.name, $0) }
          })
      let result = rubric.score(scores)
      let name: Comment = "\(vector["name"]?.string ?? "")"
      #expect(result.total.json == vector["total"], name)
      for line in result.lines {
        let expected = vector["indicators"]?[line.indicator.id]
        #expect(line.raw.json == expected?["raw"] && line.capped.json == expected?["capped"], name)
      }
    }
  }

  @Test("最高可得 95 分，第四项只有 15 分")
  func highest() {
    #expect(rubric.highest.total == Exact(95))
    #expect(rubric.highest.lines.map(\.raw) == [20, 23, 20, 15, 20].map { Exact($0) })
    #expect(rubric.items.count == 35)
  }

  @Test("半分不走样：加一百次 0.5 正好 50")
  func exact() {
    #expect((0..<100).map { _ in Exact(hundredths: 50) }.sum == Exact(50))
    #expect(Exact(JSON.decimal(0.1))?.json == .decimal(0.1))
    #expect(Exact(JSON.decimal(0.125)) == nil)
    #expect(
      ["4", "4.5", "0.25", "-1.5"].map { Exact($0).map { "\($0)" } } == [
        "4", "4.5", "0.25", "-1.5",
      ])
    #expect(["", ".", "4.", ".5", "4.567", "1e3", "4,5"].allSatisfy { Exact($0) == nil })
  }

  static let complaints: [(item: String, score: Int, isFine: Bool)] = [
    ("1a1", 0, true), ("1a1", 400, true), ("1a1", 450, false), ("1a1", 350, true),
    ("1a1", 25, false), ("2b4", 500, true), ("2b4", 501, false),
  ]

  @Test("超过满分、不合分档的，说得出为什么", arguments: complaints)
  func complaint(_ item: String, _ score: Int, _ isFine: Bool) throws {
    let item = try #require(rubric.items.first { $0.id == item })
    let complaint = rubric.complaint(about: Exact(hundredths: score), for: item)
    #expect((complaint == nil) == isFine)
  }

  @Test("正式分：平均分，或去掉一个最高分和一个最低分的平均分；两位小数，四舍五入")
  func official() throws {
    let trimmed = OfficialScore(.trimmedMean, trimFrom: 5)
    func of(_ totals: [Int], _ rule: OfficialScore) -> Int? {
      rule.of(totals.map { Exact(hundredths: $0) })?.hundredths
    }
    #expect(of([8650, 8650, 8651], .mean) == 8650)
    #expect(of([8650, 8651], .mean) == 8651)
    #expect(of([8000, 8000, 8050], .mean) == 8017)
    #expect(of([9000, 8000, 7000, 8100, 4000], .mean) == 7220)
    // 9000 和 4000 不算：(8000 + 7000 + 8100) ÷ 3。
    #expect(of([9000, 8000, 7000, 8100, 4000], trimmed) == 7700)
    // 几个最高分一样，只去掉一个；不到 5 位，不去掉。
    #expect(of([9500, 9500, 9500, 9450, 9450, 9450, 9450], trimmed) == 9470)
    #expect(of([9000, 4000, 5000], trimmed) == 6000)
    // 从几位起去掉，是政策包写的。
    #expect(of([9000, 4000, 5000], OfficialScore(.trimmedMean, trimFrom: 3)) == 5000)
    #expect(of([], .mean) == nil && of([], trimmed) == nil)
    #expect(try PackageFiles.package("pilot-2024").official == .mean)
    #expect(try PackageFiles.package("pilot-2026").official == trimmed)
  }

  @Test(
    "哪些分要写理由：按占这一项最高分的百分比，到线的也算",
    arguments: [
      (0, 100, 0, true), (0, 100, 50, false), (0, 100, 390, false), (0, 100, 400, true),
      (25, 90, 100, true), (25, 90, 101, false), (25, 90, 359, false), (25, 90, 360, true),
      (nil, 100, 0, false), (0, nil, 400, false),
    ] as [(Int?, Int?, Int, Bool)])
  func reasons(atMost: Int?, atLeast: Int?, score: Int, isAsked: Bool) {
    let rule = ReasonRule(atMost: atMost, atLeast: atLeast)
    #expect(rule.asks(Exact(hundredths: score), of: Exact(4)) == isAsked)
  }
}
