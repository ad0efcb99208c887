import Foundation
import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("同时改一张表：后存的看得见先存的是什么，自己填的还在")
struct StaleSheetTests {
  @Test("审核意见：另一处先存了，页面把两边不一样的并排列出来")
  func review() async throws {
    let house = try House()
    let number = try await house.accepted()
    let handler = try await house.enter("xh-sunli")
    let page = "/applications/\(number)/review"
    let saved = try await handler.post(
      page, ["edition": 0, "answers": ["condition1": "pass", "condition1Evidence": "营业执照"]])
    #expect(saved.status == .ok, "\(saved.text)")
    let late = try await handler.press(
      page, "edition=0&condition1=fail&condition1Evidence=abc", on: page)
    #expect(late.status == .conflict)
    #expect(late.text.contains("不一样的地方"))
    #expect(
      late.text.contains(#"<td data-label="已经存下的">符合</td><td data-label="您填的">不符合</td>"#),
      "\(late.text)")
    #expect(late.text.contains(#"<td data-label="已经存下的">营业执照</td><td data-label="您填的">abc</td>"#))
    #expect(late.text.contains(#"name="edition" value="1""#))
  }

  @Test("补正只开了一项：别人先存了，列出来的就是这一项，没有开放的不算不一样")
  func correction() async throws {
    let house = try House()
    let number = try await house.accepted()
    try await house.act(
      number, "return", ["items": ["innovation": "请写明专利号"]], by: "xh-sunli")
    let writer = try await house.enter("lihua")
    let page = "/applications/\(number)/sections/7"
    let edition = try await writer.json(page)["edition"]?.integer ?? 0
    let saved = try await house.save(
      number, 7, ["innovation": "专利 1 号。"], by: writer, edition: edition)
    #expect(saved.status == .ok, "\(saved.text)")
    let late = try await writer.press(page, "edition=\(edition)&innovation=abc", on: page)
    #expect(late.status == .conflict)
    let told = late.text.components(separatedBy: #"data-label="您填的""#)
    #expect(told.count == 2 && told[1].hasPrefix(">abc</td>"), "\(told.count)")
  }
}
