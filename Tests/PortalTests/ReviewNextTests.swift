import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("审核意见填全了接着提出推荐意见：问的是同一位判官，按两下也到同一处")
struct ReviewNextTests {
  private func form(_ edition: Int, whole: Bool) -> String {
    let pairs = (DistrictTests.review.members ?? []).compactMap { member in
      whole || member.name != "decision"
        ? "\(member.name)=\(member.value.bool.map { $0 ? "yes" : "no" } ?? member.value.string ?? "")"
        : nil
    }
    return (["edition=\(edition)"] + pairs).joined(separator: "&")
  }

  @Test("没有填全的回到申请；填全了、没有别的要先办的，到“提出推荐意见”；同一下再来一次也是")
  func leads() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    try await house.fill(number, by: writer)
    try await house.submit(number)
    try await house.act(number, "acceptance", by: "xh-sunli")
    let page = "/applications/\(number)/review"
    let handler = try await house.enter("xh-sunli")
    let half = try await handler.press(page, form(0, whole: false), on: page)
    #expect(
      half.field("Location")?.hasPrefix("/applications/\(number)?done=district.review~") == true)
    let shown = try await handler.page(page).text
    let key = try #require(FormKeys.value(of: "form", in: shown))
    let once = try #require(FormKeys.value(of: "once", in: shown))
    func press() async throws -> Response {
      try await house.answer(
        "POST", page,
        fields: [
          "Cookie: session=\(handler.token)", "Content-Type: application/x-www-form-urlencoded",
          "Sec-Fetch-Site: same-origin",
        ], body: Array("form=\(key)&once=\(once)&\(form(1, whole: true))".utf8))
    }
    let first = try await press()
    #expect(first.status == .seeOther, "\(first.text)")
    let onward = try #require(first.field("Location"))
    #expect(onward.hasPrefix("/applications/\(number)/proposal"))
    #expect(try await press().field("Location") == onward)
    #expect(
      try await handler.acts("/applications/\(number)").contains("recommendation.propose"))
  }
}
