import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("不予受理、不予推荐的通知书：哪一条、哪一句、依据什么、怎样复核")
struct RefusalLetterTests {
  let house: House

  init() throws { house = try House() }

  @Test("不予受理：写明不符合哪一条、依据哪一句、核对了什么，可以复核一次；复核过的不再说可以复核")
  func refusalSays() async throws {
    let number = try await house.submitted()
    let path = "/applications/\(number)"
    let handler = try await house.enter("xh-sunli")
    #expect(try await handler.page("\(path)/refusal").text.contains("条件 2：总部或主要运营在上海，商标归企业"))
    func refuse(_ more: [JSON.Member], by login: String = "xh-sunli") async throws -> Response {
      try await house.enter(login, surely: true).post(
        "\(path)/refusal",
        .object([.init("number", .string(number)), .init("reason", "商标在别的公司名下")] + more))
    }
    let bare = try await refuse([])
    #expect(bare.json["errors"]?.array?.map { $0["field"] } == ["condition", "evidence"])
    let evidence = JSON.Member("evidence", "中国商标网，2026年11月20日查询")
    let wrong = try await refuse([.init("condition", "condition9"), evidence])
    #expect(wrong.json["errors"]?.array?.map { $0["field"] } == ["condition"])
    let done = try await refuse([.init("condition", "condition2"), evidence])
    #expect(done.json["outcome"] == "refused", "\(done.text)")
    func letter() async throws -> String {
      let file = try await house.enter("lihua").json(path)
      let id = file["letters"]?.array?.first { $0["title"] == "不予受理通知书" }?["id"]?.string ?? ""
      let paragraphs = try await house.enter("lihua").json("/letters/\(id)")["paragraphs"]?.array
      return (paragraphs ?? []).compactMap(\.string).dropFirst().joined(separator: "\n")
    }
    #expect(
      try await letter() == """
        你单位“禾欣有机米饼”的申请（编号 \(number)）不予受理。理由：商标在别的公司名下；\
        条件 2：总部或主要运营在上海，商标归企业，不符合，所据：中国商标网，2026年11月20日查询\
        （依据 《通知》三（一）2）。
        对决定不服的，可以在平台上申请复核一次。
        """)
    try await house.act(number, "reconsideration", ["reason": "商标已经转回"], by: "wangjianguo")
    try await house.act(number, "reconsideration/grant", ["reason": "商标已转回"], by: "xh-zhouwei")
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    _ = try await refuse([.init("condition", "condition2"), evidence], by: "hp-qianlei")
    #expect(try await letter().hasSuffix("这份申请已经复核过一次，不再复核；情况有变化的，下一批可以再申请。"))
    #expect(house.faults == [])
  }

  @Test("不予推荐：审核意见里没有写符合的条件连同依据都在通知书里")
  func declined() async throws {
    let number = try await house.accepted()
    var answers = DistrictTests.review.members ?? []
    answers.removeAll { ["condition3", "condition3Evidence", "decision"].contains($0.name) }
    answers += [
      .init("decision", "notRecommend"), .init("decisionReason", "信用情况说不清"),
      .init("condition3", "unsure"), .init("condition3Evidence", "信用报告只到2023年"),
    ]
    try await house.act(
      number, "review", ["edition": 0, "answers": .object(answers)], by: "xh-sunli")
    let honours = try await house.enter("xh-sunli").json("/applications/\(number)")["honours"]
    for honour in honours?.array?.compactMap({ $0["honour"] }) ?? [] {
      try await house.act(
        number, "honours",
        ["honour": honour, "verdict": "rejected", "basis": "announcement", "evidence": "名单里没有"],
        by: "xh-sunli")
    }
    try await house.act(
      number, "proposal", ["decision": "notRecommend", "opinion": "信用情况说不清"], by: "xh-sunli")
    try await house.act(
      number, "non-recommendation", ["number": .string(number)], by: "xh-zhouwei")
    let file = try await house.enter("lihua").json("/applications/\(number)")
    let id = file["letters"]?.array?.first?["id"]?.string ?? ""
    let paragraphs = try await house.enter("lihua").json("/letters/\(id)")["paragraphs"]?.array
    #expect(
      paragraphs?.dropFirst().first?.string == """
        经徐汇区市场监管局审核，你单位“禾欣有机米饼”的申请（编号 \(number)）不予推荐。理由：信用情况说不清；\
        条件 3：经营良好、符合导向、信用良好，不能确定，所据：信用报告只到2023年（依据 《通知》三（一）3）。
        """)
    #expect(house.faults == [])
  }
}
