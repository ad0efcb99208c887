import Accounts
import Applications
import JSON
import Registry
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("称号和登记数据：核实时并排看得到；登记写明失效的，或者一份申请里记录失效的，所有在办的申请一起取消重点推荐")
struct HonourRegisterTests {
  let house: House

  init() throws { house = try House() }

  private func register(_ row: String) throws -> Import.Report {
    let code = try #require(
      try house.store.read { try Organisations.find(Cast.organisation("hexin"), in: $0) }?
        .creditCode)
    let text = """
      统一社会信用代码,称号,年度,文号,产品,失效日期,失效情况,来源,数据日期
      \(code),\(row)
      """
    return try Import(house.store).run(Array(text.utf8), .honours, at: house.clock.now)
  }

  private func round() throws {
    try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
  }

  private func file(_ number: String, _ login: String = "xh-sunli") async throws -> JSON {
    try await house.enter(login).json("/applications/\(number)")
  }

  /// Two of 禾欣's, both of priority by the same honour; the second with another unit.
  private func two() async throws -> (String, String) {
    let first = try await house.recommended()
    let writer = try await house.enter("lihua")
    let second = try await house.draft(by: writer, "禾欣点心")
    try await house.fill(second, by: writer, honours: true)
    try await house.submit(second)
    try await house.act(second, "acceptance", by: "xh-sunli")
    try await house.review(second)
    return (first, second)
  }

  @Test("核实的页上和接口里，登记数据怎么说就在旁边，带来源和日期；没有的说没有，年度不同的也看得到")
  func beside() async throws {
    let number = try await house.accepted()
    try house.store.writeAndWait {
      try $0.run("DELETE FROM registry_record WHERE kind = 'honours'")
    }
    let path = "/applications/\(number)/honours"
    let handler = try await house.enter("xh-sunli")
    #expect(try await handler.page(path).text.contains("登记数据里没有这一项称号。"))
    #expect(try await file(number)["honours"]?.array?.first?["register"] == [])
    _ = try register("上海市市长质量奖,2024,沪府发〔2024〕3号,,,,市市场监管局,2026-11-18")
    let said = try #require(
      try await file(number)["honours"]?.array?.first?["register"]?.array?.first)
    #expect(said["source"] == "市市场监管局" && said["asOf"] == "2026-11-18")
    #expect(said["text"]?.string?.contains("年度：2024，文号：沪府发〔2024〕3号") == true)
    let page = try await handler.page(path).text
    #expect(page.contains("登记数据：称号：上海市市长质量奖，年度：2024") && page.contains("市市场监管局"))
    #expect(try await handler.page("/applications/\(number)").text.contains("登记数据：称号：上海市市长质量奖"))
    try await house.act(
      number, "honours",
      [
        "honour": try #require(try await file(number)["honours"]?.array?.first?["honour"]),
        "verdict": "verified", "basis": "register", "evidence": "与登记数据一致",
      ], by: "xh-sunli")
    #expect(try await file(number)["honours"]?.array?.map { $0["basis"] } == ["register"])
  }

  @Test("登记数据写明被撤销：两份在办的都取消重点推荐，各有记录，企业和办理单位收到通知；再来一遍不重复")
  func revoked() async throws {
    let (first, second) = try await two()
    for number in [first, second] {
      #expect(try await file(number)["priority"] == "上海市市长质量奖")
    }
    let report = try register("上海市市长质量奖,2024,2024-03,,2026-11-10,被撤销,市市场监管局,2026-11-20")
    #expect(report.changed == 1 && report.refused.isEmpty, "\(report.refused)")
    try round()
    try round()
    for number in [first, second] {
      let now = try await file(number)
      #expect(now["priority"] == nil)
      #expect(now["honours"]?.array?.first?["ended"] == "revoked")
      #expect(
        now["honours"]?.array?.first?["endedBy"]?.string?.hasPrefix("登记数据：称号：上海市市长质量奖") == true)
      #expect(now["history"]?.array?.count { $0["act"] == "honour.gone" } == 1)
    }
    #expect(try await file(first)["stage"] == "recommended")
    for login in ["wangjianguo", "xh-sunli", "xh-zhouwei"] {
      let told = try await house.enter(login).json("/inbox")["items"]?.array ?? []
      #expect(
        told.count { $0["title"]?.string?.hasSuffix("：不再是重点推荐") == true } == 2, "\(login) \(told)")
    }
    let bureau = try await house.enter("sj-lv").json("/inbox")["items"]?.array ?? []
    #expect(bureau.count { $0["title"]?.string?.hasSuffix("：不再是重点推荐") == true } == 1)
    let acts = try house.store.read {
      try $0.all("SELECT actor FROM journal WHERE act = 'honour.gone'") { $0.text(0) }
    }
    #expect(acts == ["system", "system"])
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
    #expect(house.faults == [])
  }

  @Test("别的年度、别的文号、还没有到的日子，不动它")
  func another() async throws {
    let (first, _) = try await two()
    _ = try register("上海市市长质量奖,2020,,,2026-11-10,被撤销,市市场监管局,2026-11-20")
    _ = try register("上海市市长质量奖,2024,沪府发〔2024〕99号,,2026-11-10,被撤销,市市场监管局,2026-11-20")
    try round()
    #expect(try await file(first)["priority"] == "上海市市长质量奖")
    _ = try register("上海市市长质量奖,2024,,,2026-12-31,有效期满,市市场监管局,2026-11-20")
    try round()
    #expect(try await file(first)["priority"] == "上海市市长质量奖")
    house.pass(seconds: 45 * 86_400)
    try round()
    #expect(try await file(first)["honours"]?.array?.first?["ended"] == "lapsed")
    let wrong = try register("上海市市长质量奖,2024,,,2026-12-31,,市市场监管局,2026-11-20")
    #expect(wrong.refused.map(\.what) == ["失效日期和失效情况要一起写"])
  }

  @Test("一份申请里记录被撤销：同一家企业凭同一项的另一份，也在别的区的，当时就跟着取消")
  func together() async throws {
    let (first, second) = try await two()
    let pudong = try house.unit("pudong").number
    try await house.store.write { database in
      try database.run("UPDATE application SET unit = ? WHERE number = ?", pudong, second)
    }
    let honour = try #require(
      try await file(first)["honours"]?.array?.first { $0["verdict"] == "verified" }?["honour"])
    try await house.act(
      first, "honours/end", ["honour": honour, "kind": "revoked", "reason": "沪府发〔2026〕9号"],
      by: "xh-sunli")
    let other = try await file(second, "pd-wuqiang")
    #expect(other["priority"] == nil && other["stage"] == "accepted")
    #expect(other["honours"]?.array?.first?["endedBy"] == "沪府发〔2026〕9号")
    #expect(other["history"]?.array?.first?["act"] == "honour.gone")
    #expect(other["history"]?.array?.first?["by"] == "")
    let told = try await house.enter("pd-wuqiang").json("/inbox")["items"]?.array ?? []
    #expect(told.contains { $0["title"] == "“禾欣点心”：不再是重点推荐" }, "\(told)")
    #expect(house.faults == [])
  }

  @Test("推荐的当天按登记数据算：刚刚写明失效的，不用等系统，就不是重点推荐")
  func onTheDay() async throws {
    let number = try await house.accepted()
    try await house.review(number)
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    _ = try register("上海市市长质量奖,2024,2024-03,,2026-11-10,被撤销,市市场监管局,2026-11-20")
    try await house.act(number, "recommendation", by: "xh-zhouwei")
    let now = try await file(number)
    #expect(now["stage"] == "recommended" && now["priority"] == nil)
    // 记录里是单独的一行，由系统办。
    let lines = now["history"]?.array?.prefix(2).map { $0["act"] }
    #expect(lines == ["recommendation.approve", "honour.gone"], "\(now["history"]?.text ?? "")")
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("登记数据写明已被撤销的，不能核实为属实；只写了一半名称的，只能核实成那一种")
  func likely() async throws {
    let number = try await house.accepted()
    _ = try register("上海市市长质量奖,2024,2024-03,,2026-11-10,被撤销,市市场监管局,2026-11-20")
    let handler = try await house.enter("xh-sunli")
    func verify(_ variant: JSON) async throws -> Response {
      let open = try await file(number)["honours"]?.array?.first { $0["verdict"] == nil }
      return try await handler.post(
        "/applications/\(number)/honours",
        [
          "honour": try #require(open?["honour"]), "verdict": "verified", "variant": variant,
          "basis": "announcement", "evidence": "看了名单",
        ])
    }
    let ended = try await verify("mayorQualityAward")
    #expect(ended.json["errors"]?.array?.map { $0["code"] } == ["ended"], "\(ended.text)")
    try house.store.writeAndWait {
      try $0.run("DELETE FROM registry_record WHERE kind = 'honours'")
      try $0.run("UPDATE matter SET reference = replace(reference, '上海市市长质量奖', '徐汇区区长质量奖')")
    }
    let other = try await verify("mayorQualityAward")
    #expect(other.json["errors"]?.array?.map { $0["code"] } == ["otherClaim"], "\(other.text)")
    #expect(try await verify("districtQualityAward").status == .ok)
    #expect(
      try await file(number)["history"]?.array?.first?["text"]
        == "徐汇区区长质量奖：属实，是“区长质量奖、区质量金奖”。对照公布的名单或决定：看了名单")
  }
}
