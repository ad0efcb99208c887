import Foundation
import JSON
import Routing
import TestSupport
import Testing

@testable import HTTP

@Suite("实用工具：页面和接口答得一样")
struct ToolTests {
  let house = try! House()

  static let answers: [(target: String, answer: String)] = [
    ("deadline?from=2026-09-30&days=5", #"{"last":"2026-10-13","provisional":false}"#),
    ("deadline?from=2026-12-31&days=1", #"{"last":"2027-01-04","provisional":true}"#),
    ("deadline?from=2023-12-31&days=1", #"{"last":"2024-01-02","provisional":false}"#),
    (
      "notice-period?start=2026-02-15&days=5",
      #"{"start":"2026-02-24","end":"2026-02-28","provisional":false}"#
    ),
    (
      "notice-period?start=2024-06-07&days=1",
      #"{"start":"2024-06-07","end":"2024-06-07","provisional":false}"#
    ),
    ("workday?on=2026-10-10", #"{"working":true}"#),
    ("workday?on=2026-10-01", #"{"working":false}"#),
    ("workday?on=2027-01-01", #"{"working":false,"provisional":true}"#),
    ("credit-code?code=91310000132260250X", #"{"valid":true}"#),
    ("credit-code?code=%EF%BC%991310000132260250x%20", #"{"valid":true}"#),
    ("credit-code?code=91310000132260250X%0A", #"{"valid":true}"#),
    (
      "credit-code?code=91310000132260250Y",
      #"{"valid":false,"reason":"checkCharacter","position":18}"#
    ),
    (
      "credit-code?code=913100001322602511",
      #"{"valid":false,"reason":"organisationCheck","position":17}"#
    ),
    ("credit-code?code=", #"{"valid":false,"reason":"length","position":1}"#),
    // What a shared link carries besides is passed over.
    ("workday?on=2026-10-10&utm_source=wechat", #"{"working":true}"#),
  ]

  @Test("接口的回答", arguments: answers)
  func json(_ target: String, _ answer: String) async throws {
    let response = try await house.get("/api/v1/tools/\(target)")
    #expect(response.status == .ok)
    #expect(response.text == answer)
    let path = target.prefix { $0 != "?" }
    let route = try #require(house.routes.first { "\($0.pattern)" == "/tools/\(path)" })
    #expect(route.operation.schema?.admits(try JSON(parsing: response.body)) == true)
  }

  static let problems: [(target: String, errors: [String])] = [
    ("deadline", ["from:required", "days:required"]),
    ("deadline?from=2026-02-30&days=0", ["from:notADay", "days:outOfRange"]),
    ("deadline?from=2026-01-01&days=2001", ["days:outOfRange"]),
    ("deadline?from=2026-01-01&days=-1", ["days:outOfRange"]),
    ("deadline?from=2026-01-01&days=1.5", ["days:outOfRange"]),
    ("deadline?from=2026-01-01&days=%EF%BC%95", ["days:outOfRange"]),
    ("deadline?from=2026-01-01&days=99999999999999999999", ["days:outOfRange"]),
    ("deadline?from=2023-12-30&days=1", ["from:beforeCalendar"]),
    ("deadline?from=9999-12-31&days=2000", ["from:tooFar"]),
    ("notice-period?start=2023-12-31&days=1", ["start:beforeCalendar"]),
    ("workday", ["on:required"]), ("workday?on=", ["on:required"]),
    ("workday?on=20261010", ["on:notADay"]),
    ("credit-code", ["code:required"]),
    ("credit-code?code=%01", ["code:control"]),
    ("credit-code?code=" + String(repeating: "9", count: 1001), ["code:tooLong"]),
  ]

  @Test("问得不对：422，逐项说明；页面也是 422，并填回原文", arguments: problems)
  func explains(_ target: String, _ errors: [String]) async throws {
    let response = try await house.get("/api/v1/tools/\(target)")
    #expect(response.status == .unprocessable)
    let json = try JSON(parsing: response.body)
    let found = json["errors"]?.array?.map {
      "\($0["field"]?.string ?? ""):\($0["code"]?.string ?? "")"
    }
    #expect(found == errors)
    guard target.contains("?") else { return }
    let page = try await house.get("/tools/\(target)")
    #expect(page.status == .unprocessable)
    #expect(page.text.contains("有 \(errors.count) 处需要改正"))
  }

  @Test("重复的参数是 400")
  func repeated() async throws {
    #expect(
      try await house.get("/api/v1/tools/workday?on=2026-10-10&on=2026-10-11").status == .badRequest
    )
  }

  static let pages: [(target: String, sentences: [String])] = [
    ("deadline?from=2026-09-30&days=5", ["2026年10月13日 星期二", "已避开：国庆节"]),
    ("deadline?from=2026-12-31&days=5", ["2027年1月8日 星期五", "暂定。", "2027 年及以后"]),
    ("notice-period?start=2026-02-15&days=5", ["2026年2月24日 星期二", "2026年2月28日 星期六", "顺延"]),
    ("workday?on=2026-10-10", ["是工作日", "周末，但为调休上班日。"]),
    ("workday?on=2026-10-01", ["不是工作日", "国庆节假期。"]),
    ("credit-code?code=%3Cscript%3E", ["&lt;SCRIPT&gt;", "不正确", "应当是 18 位，现在是 8 位"]),
    ("credit-code?code=91310000132260250X", ["校验通过"]),
  ]

  @Test("页面的回答", arguments: pages)
  func page(_ target: String, _ sentences: [String]) async throws {
    let response = try await house.get("/tools/\(target)")
    #expect(response.status == .ok)
    for sentence in sentences { #expect(response.text.contains(sentence), "\(sentence)") }
    #expect(!response.text.contains("<script>"))
  }

  @Test("工具首页填好今天，每样工具都能直接用")
  func index() async throws {
    let text = try await house.get("/tools").text
    for action in ["deadline", "notice-period", "workday", "credit-code"] {
      #expect(text.contains("action=\"/tools/\(action)\""))
    }
    #expect(text.components(separatedBy: "value=\"2026-11-20\"").count == 4)
  }
}
