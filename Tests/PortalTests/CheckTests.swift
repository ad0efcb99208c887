import Foundation
import HTTP
import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("自查和评分试算：页面和接口一个结论")
struct CheckTests {
  let house: House

  init() throws { house = try House() }

  private func sum(_ body: JSON, _ query: String = "?policy=pilot-2024") async throws -> Response {
    try await house.post("/tools/rubric\(query)", body)
  }

  @Test("评分试算：接口照附件4 的规则合计")
  func rubric() async throws {
    let scores: JSON = ["2a2": 7, "2b3": 7, "2b4": .decimal(3.5), "2c1": 4]
    let answer = try await sum(["scores": scores]).json
    #expect(answer["total"] == 20)
    #expect(answer["indicators"]?["2"] == ["raw": .decimal(21.5), "capped": 20])
    #expect(answer["indicators"]?["4"] == ["raw": 0, "capped": 0])
    #expect(answer["indicators"]?.members?.map(\.name) == ["1", "2", "3", "4", "5"])
    #expect(try await sum([:]).json["total"] == 0)
    #expect(try await sum(["policy": "pilot-2024"], "").json["total"] == 0)
  }

  static let mistakes: [(body: JSON, field: String, code: String)] = [
    (["scores": ["9z9": 1]], "9z9", "unknownField"), (["scores": ["1a1": 5]], "1a1", "outOfRange"),
    (["scores": ["1a1": .decimal(0.3)]], "1a1", "outOfRange"),
    (["scores": ["1a1": -1]], "1a1", "outOfRange"),
    (["scores": ["1a1": "4"]], "1a1", "wrongType"), (["scores": [1]], "scores", "wrongType"),
    (["score": [:]], "score", "unknownField"),
    (["scores": ["1a1": .decimal(1e300)]], "1a1", "wrongType"),
  ]

  @Test("评分试算：不合规则的分数，哪一项、为什么", arguments: mistakes)
  func mistaken(_ body: JSON, _ field: String, _ code: String) async throws {
    let answer = try await sum(body)
    #expect(answer.status == .unprocessable)
    let error = answer.json["errors"]?.array?.first
    #expect(error?["field"]?.string == field && error?["code"]?.string == code, "\(answer.text)")
  }

  @Test("没有的政策包，说现有哪些")
  func unknownPolicy() async throws {
    let answer = try await sum([:], "?policy=nothing")
    #expect(answer.status == .unprocessable && answer.text.contains("pilot-2024"))
    #expect(try await house.get("/check?policy=nothing").status == .unprocessable)
  }

  @Test("试算页：填的分数和结果都在网址里，最高可得 95 分写在前面")
  func rubricPage() async throws {
    let page = try await house.get("/tools/rubric?policy=pilot-2024&1a1=4&2a1=4&2a3=2")
    #expect(page.text.contains("按规则最高可得 95 分（“品牌引领”最高 15 分）"))
    #expect(page.text.contains("<p class=\"result\" id=\"result\">8 分</p>"))
    let wrong = try await house.get("/tools/rubric?1a1=9")
    #expect(wrong.status == .unprocessable && wrong.text.contains("要在 0 到 4 之间，现在是 9"))
  }

  @Test("每张评分表的标签写着它自己的名字；结果出来了，页面也叫这个名字")
  func rubricNames() async throws {
    let page = try await house.get("/tools/rubric?policy=pilot-2026&kind=service&s1=1").text
    for name in [
      "“上海品牌”培育试点（2024）：通用评价内容及评分规则", "“上海品牌”培育试点（2026 样例）：产品评分表",
      "“上海品牌”培育试点（2026 样例）：服务评分表",
    ] { #expect(page.contains(">\(name)</a>"), "\(name)") }
    #expect(page.contains("aria-current=\"page\">“上海品牌”培育试点（2026 样例）：服务评分表</a>"))
    let summed = try await house.get("/tools/rubric?policy=pilot-2024&1a1=4").text
    #expect(summed.contains("<title>合计 4 分 - 评分表试算 - 上海品牌培育试点</title>"))
    let day = try await house.get("/tools/deadline?from=2026-11-20&days=5").text
    #expect(day.contains("<title>2026年11月27日 星期五 - 期限推算 - 上海品牌培育试点</title>"))
  }

  @Test("不符合时，第一个按钮是所在区；符合时是往下走")
  func firstButton() async throws {
    func first(_ query: String) async throws -> String? {
      let text = try await house.get("/check?\(query)").text
      return text.components(separatedBy: "<a class=\"button\" href=\"").dropFirst().first
        .map { String($0.prefix { $0 != "?" && $0 != "\"" }) }
    }
    #expect(try await first("\(Self.sound)&hadAccident=no") == "/declaration")
    #expect(try await first("entityType=branch") == "/contacts")
  }

  static let sound =
    "entityType=companyLimited&registeredInShanghai=yes&headquartersInShanghai=yes&mainOperationInShanghai=no"
    + "&trademarkOwner=own&trademarkValidUntil=2030-01-01&operating=yes&industryOrientation=fits"
    + "&abnormalList=no&seriousList=no&hadDishonesty=no"

  @Test("自查：不登录，页面和接口同一个结论，每条有理由、办法和条款")
  func check() async throws {
    let blank = try await house.get("/check")
    #expect(blank.status == .ok && !blank.text.contains("自查结果"))
    let good = try await house.get("/check?\(Self.sound)&hadAccident=no")
    #expect(good.text.contains("<p class=\"result\" id=\"result\">看起来符合全部条件</p>"))
    let query =
      "\(Self.sound)&hadAccident=yes&accidents.1.accidentKind=safety&accidents.1.accidentGrade=major&accidents.1.accidentOn=2023-11-20"
    let json = try await house.json("/api/v1/check?\(query)")
    #expect(json["verdict"] == "fail")
    let verdicts = json["conditions"]?.array?.map { $0["verdict"] }
    #expect(verdicts == ["pass", "pass", "pass", "fail"])
    let page = try await house.get("/check?\(query)")
    #expect(page.text.contains("近三年内发生过重大或特别重大事故。"))
    #expect(page.text.contains("可以这样办：从事故发生之日起满三年的次日起可以申请。"))
    // A day later it is more than three years ago.
    let later = query.replacing("2023-11-20", with: "2023-11-19")
    #expect(try await house.json("/api/v1/check?\(later)")["verdict"] == "pass")
  }

  @Test("自查：不清楚的不算符合；填错的指出来，填过的还在")
  func unsure() async throws {
    let json = try await house.json("/api/v1/check?\(Self.sound)&hadAccident=%3F")
    #expect(json["verdict"] == "evidence")
    let wrong = try await house.get("/check?trademarkOwner=own&trademarkValidUntil=2026-02-30")
    #expect(wrong.status == .unprocessable)
    #expect(wrong.text.contains("value=\"2026-02-30\""))
    let marked = try await house.get("/check?from=timeline")
    #expect(marked.status == .ok && !marked.text.contains("自查结果"))
  }
}
