import Accounts
import Applications
import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("换了人、换了单位：手上的交给接办的，提请随提请的人作废，不把别人的申请带给别的单位")
struct HandedOnTests {
  let house: House

  init() throws { house = try House() }

  private func code(_ number: String, _ act: String, _ body: JSON = [:], by login: String)
    async throws -> String?
  {
    try await house.enter(login, surely: true).post("/applications/\(number)/\(act)", body).code
  }

  private func offered(_ number: String, _ login: String) async throws -> Set<String> {
    Set(try await house.names(number, login))
  }

  private func handler(of number: String) async throws -> JSON? {
    let items = try await house.enter("xh-zhouwei").json("/applications")["items"]?.array
    return items?.first { $0["number"] == .string(number) }?["handler"]
  }

  /// One more of the same enterprise, handed in.
  private func another() async throws -> String {
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer, "禾欣 有机米饼")
    try await house.fill(number, by: writer)
    try await house.submit(number)
    return number
  }

  @Test("承办人回避：指定了接办人的归接办人，没有指定的空着，同事指定以后归他")
  func inHand() async throws {
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    let other = JSON.string("\(Cast.person("hp-qianlei"))")
    let number = try await house.submitted()
    try await house.act(number, "handler", by: "xh-sunli")
    #expect(try await handler(of: number) == "孙丽")
    try await house.act(number, "recusals", ["reason": "亲属任职"], by: "xh-sunli")
    #expect(try await handler(of: number) == nil)
    try await house.act(number, "substitute", ["substitute": other], by: "xh-zhouwei")
    #expect(try await handler(of: number) == "钱磊")
    let second = try await another()
    try await house.act(second, "handler", by: "xh-sunli")
    try await house.act(
      second, "recusals", ["reason": "亲属任职", "substitute": other], by: "xh-sunli")
    #expect(try await handler(of: second) == "钱磊")
    #expect(house.faults == [])
  }

  @Test("提请再次退回的人回避了，提请随之作废，审核人没有可以签的")
  func proposals() async throws {
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    let number = try await house.submitted()
    let other = try await another()
    try await house.act(
      other, "joining", ["into": .string(number), "reason": "同一款产品"], by: "xh-sunli")
    #expect(try await offered(other, "xh-zhouwei").contains("duplicate.join"))
    try await house.act(other, "recusals", ["reason": "亲属任职"], by: "xh-sunli")
    #expect(try await !offered(other, "xh-zhouwei").contains("duplicate.join"))
    #expect(
      try await code(other, "joining/approval", ["number": .string(other)], by: "xh-zhouwei")
        == "duplicateMissing")
    #expect(house.faults == [])
  }

  @Test("移送走的，原单位并案的提请不带过去；要并入的那一份移送走了，也不能再并")
  func elsewhere() async throws {
    let first = try await house.submitted()
    let second = try await another()
    let pudong = JSON.string("\(try house.unit("pudong"))")
    func give(_ number: String) async throws {
      try await house.act(number, "transfer", ["unit": pudong, "reason": "住所已迁"], by: "xh-sunli")
      let items = try await house.enter("xh-sunli").json("/applications/\(number)")["transfer"]
      let id = items?["items"]?.array?.last?["id"]?.string ?? ""
      let yes = try await house.enter("pd-zhengfang").post("/transfers/\(id)/acceptance")
      try #require(yes.json["state"] == "accepted", "\(yes.text)")
    }
    try await house.act(
      first, "joining", ["into": .string(second), "reason": "同一款产品"], by: "xh-sunli")
    let third = try await another()
    try await house.act(
      third, "joining", ["into": .string(first), "reason": "同一款产品"], by: "xh-sunli")
    try await give(first)
    #expect(try await !offered(first, "pd-zhengfang").contains("duplicate.join"))
    #expect(
      try await !house.enter("pd-zhengfang").json("/applications/\(first)").text.contains(second))
    #expect(
      try await code(third, "joining/approval", ["number": .string(third)], by: "xh-zhouwei")
        == "twinElsewhere")
    #expect(try await !offered(third, "xh-zhouwei").contains("duplicate.join"))
    #expect(
      try await house.enter("xh-zhouwei").page("/applications/\(third)").text.contains(
        "另一份申请已经移送别的单位，不能再并入。请不并案，各自办理。"))
    #expect(
      try await house.enter("xh-zhouwei").json("/applications/\(third)")["blocked"]?.array?
        .contains { $0["name"] == "duplicate.join" } == true)
    try await house.act(third, "joining/refusal", ["reason": "各自办理"], by: "xh-zhouwei")
    #expect(house.faults == [])
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("并案还没有决定的，先决定，再提出推荐意见")
  func undecided() async throws {
    let number = try await house.accepted()
    try await house.review(number)
    let other = try await another()
    try await house.act(
      number, "joining", ["into": .string(other), "reason": "同一款产品"], by: "xh-sunli")
    let proposal: JSON = ["decision": "recommend", "opinion": "予以推荐。"]
    #expect(try await code(number, "proposal", proposal, by: "xh-sunli") == "duplicateOpen")
    try await house.act(number, "joining/refusal", ["reason": "是两款"], by: "xh-zhouwei")
    #expect(try await code(number, "proposal", proposal, by: "xh-sunli") == nil)
  }
}
