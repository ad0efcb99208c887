import Accounts
import HTTP
import JSON
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("说的都是真的：填了不用的要说，周末截止的要说")
struct SmallTruthTests {
  @Test("填了而不会用的“所属的区级单位”，退回来说为什么")
  func idleDistrict() async throws {
    let house = try House()
    let chief = try await house.enter("sj-zhang", surely: true)
    let agency = try await chief.post(
      "/organisations/new", ["kind": "thirdParty", "name": "上海某某评价中心", "district": "xuhui"])
    #expect(agency.json["errors"]?.array?.first?["code"] == "notAsked", "\(agency.text)")
    let without = try await chief.post(
      "/organisations/new", ["kind": "thirdParty", "name": "上海某某评价中心"])
    #expect(without.status == .ok, "\(without.text)")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let elsewhere = try await approver.post(
      "/organisations/new", ["kind": "workstation", "name": "某某工作站", "district": "huangpu"])
    #expect(
      elsewhere.json["errors"]?.array?.first?["message"]
        == "您只能为本区新增单位，“所属的区级单位”请不要填。")
    let own = try await approver.post(
      "/organisations/new", ["kind": "workstation", "name": "某某工作站", "district": "xuhui"])
    #expect(own.status == .ok, "\(own.text)")
  }

  @Test("截止那天不是工作日的批次，页面上和公布里都说", arguments: [("2026-11-28", true), ("2026-11-30", false)])
  func saturday(_ closes: String, _ isSaid: Bool) async throws {
    let house = try House()
    let chief = try await house.enter("sj-zhang", surely: true)
    let plan =
      RoundTests.plan.filter { $0.name != "closesOn" } + [.init("closesOn", .string(closes))]
    #expect(try await chief.post("/rounds/new", .object(plan)).status == .ok)
    let page = try await house.get("/rounds/2026-1").text
    #expect(page.contains("不是工作日，有疑问请提前联系") == isSaid)
    let note = try await house.json("/api/v1/rounds/2026-1")["notes"]?.array?.first?["text"]?.string
    #expect(note?.hasSuffix("（不是工作日，有疑问请提前联系）") == isSaid)
  }
}
