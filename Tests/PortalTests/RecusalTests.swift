import Accounts
import Applications
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("回避：区里没有人能办的由市局指定，机构和市局的人也申报，按日期回看三年")
struct RecusalTests {
  let house: House

  init() throws { house = try House() }

  private func declare(_ number: String, by login: String, _ body: JSON = [:]) async throws
    -> Response
  {
    let reason: [JSON.Member] = [.init("reason", "配偶在该企业任职")]
    return try await house.enter(login, surely: true).post(
      "/applications/\(number)/recusals", .object(reason + (body.members ?? [])))
  }

  /// Reviewed, its honour verified, by 孙丽, who has a colleague.
  private func found() async throws -> String {
    try house.openRound()
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 73)
    let number = try await house.accepted()
    try await house.review(number)
    return number
  }

  private func tasks(_ login: String) async throws -> [String] {
    try await house.enter(login).json("/desk")["items"]?.array?.compactMap { $0["title"]?.string }
      ?? []
  }

  private func pudong() throws -> JSON { .string("\(try house.unit("pudong"))") }

  /// Reviewed and proposed by 孙丽, so that it waits for an approver.
  private func proposed() async throws -> String {
    let number = try await house.accepted()
    try await house.review(number)
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "予以推荐。"], by: "xh-sunli")
    return number
  }

  @Test("唯一的审核人回避：页面和接口写明找谁，市局审核人员的工作台上有，指定以后由另一个区接着办，都在记录里")
  func designated() async throws {
    let number = try await proposed()
    let path = "/applications/\(number)"
    let early = try await house.enter("sj-shi", surely: true).post(
      "\(path)/designation", ["unit": pudong(), "reason": "试"])
    #expect(early.code == "manned", "\(early.text)")
    #expect(try await !house.names(number, "sj-shi").contains("recusal.designate"))
    #expect(try await declare(number, by: "xh-zhouwei").status == .ok)
    let seen = try await house.enter("xh-sunli").json(path)["recusals"]
    #expect(seen?["missing"] == ["districtApprover"], "\(seen?.text ?? "")")
    #expect(seen?["remedy"] == "可以请市局业务管理员为本单位增加人员，或者由市局指定其他区办理。")
    #expect(
      try await house.enter("xh-sunli").page(path).text.contains(
        "本单位的审核人员都要回避，没有人可以接着办。可以请市局业务管理员为本单位增加人员，或者由市局指定其他区办理。"))
    #expect(
      try await house.enter("xh-zhouwei").page(path).text.contains("您已经对这份申请申报回避，不再办理"))
    #expect(
      try await house.enter("xh-sunli").page("\(path)/substitute").text.contains(
        "本单位没有可以接办的人员。可以请市局业务管理员为本单位增加人员，或者由市局指定其他区办理。"))
    #expect(try await !house.names(number, "xh-sunli").contains("recusal.substitute"))
    #expect(try await tasks("sj-shi").contains("指定其他区办理：禾欣有机米饼（上海禾欣食品有限公司）"))
    #expect(try await !tasks("sj-lv").contains { $0.hasPrefix("指定其他区办理") })
    let told = try await house.enter("sj-shi").json("/inbox")["items"]?.array ?? []
    #expect(told.contains { $0["text"]?.string?.contains("请指定其他区办理") == true })
    let wrong = try await house.enter("sj-shi", surely: true).post(
      "\(path)/designation", ["unit": "3g92k1x0c7m5q", "reason": "试"])
    #expect(wrong.json["errors"]?.array?.first?["code"] == "notAChoice")
    #expect(try await house.enter("pd-zhengfang").get(path).status == .notFound)
    try await house.act(
      number, "designation", ["unit": pudong(), "reason": "原单位审核人员回避"], by: "sj-shi")
    #expect(try await house.enter("xh-sunli").get(path).status == .notFound)
    // 原单位提出的意见不由新单位的人决定：由新单位重新提出。
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "予以推荐。"], by: "pd-wuqiang")
    let now = try await house.act(number, "recommendation", by: "pd-zhengfang")
    #expect(now["stage"] == "recommended")
    let own = try await house.enter("lihua").json(path)
    let line = own["history"]?.array?.first { $0["act"] == "recusal.designate" }
    #expect(line?["text"] == "由徐汇区市场监管局改由浦东新区市场监管局办理")
    #expect(own.text.contains("回避") == false)
    #expect(try await !tasks("sj-shi").contains { $0.hasPrefix("指定其他区办理") })
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
    #expect(house.faults == [])
  }

  @Test("还有别的审核人的，不由市局指定：由同事接办；后来的那一个也回避了，才是没有人")
  func manned() async throws {
    try house.hire("hp-qianlei", as: "districtApprover", in: "xuhui", 71)
    let number = try await proposed()
    #expect(try await declare(number, by: "xh-zhouwei").status == .ok)
    #expect(try await !house.names(number, "sj-shi").contains("recusal.designate"))
    #expect(
      try await house.enter("xh-sunli").json("/applications/\(number)")["recusals"]?["missing"]
        == nil)
    // 接办的要能办同样的事。
    let handler = try await house.enter("xh-sunli").post(
      "/applications/\(number)/substitute",
      ["substitute": .string("\(Cast.person("xh-sunli"))")])
    #expect(handler.json["errors"]?.array?.first?["code"] == "notAChoice", "\(handler.text)")
    #expect(try await declare(number, by: "hp-qianlei").status == .ok)
    #expect(try await house.names(number, "sj-shi").contains("recusal.designate"))
  }

  @Test("曾在申请企业的：正好三年前离开的回避，再早一天的不回避；年数按批次的文件包")
  func window() async throws {
    let number = try await house.submitted()
    func related(_ until: Instant) async throws -> [JSON] {
      try house.store.writeAndWait { database in
        try database.run("DELETE FROM membership WHERE id = 72")
      }
      try house.hire(
        "xh-sunli", as: "signatory", in: "hexin", 72, until: Int(until.milliseconds))
      return try await house.enter("sj-lv").json("/applications/\(number)")["recusals"]?["related"]?
        .array ?? []
    }
    let day = try #require(Day("2023-11-20"))
    #expect(try await related(Instant(day)) == ["孙丽"])
    let handler = try await house.enter("xh-sunli")
    #expect(try await handler.post("/applications/\(number)/acceptance").code == "recused")
    #expect(
      try await handler.page("/applications/\(number)").text.contains(
        "您是或者近 3 年曾经是这家企业的人员，按规定不能办理。请申报回避，并写明由谁接办。"))
    #expect(try await !tasks("xh-sunli").contains { $0.hasPrefix("禾欣有机米饼") })
    #expect(try await related(Instant(milliseconds: Instant(day).milliseconds - 1)) == [])
    #expect(try await tasks("xh-sunli").contains { $0.hasPrefix("禾欣有机米饼") })
    #expect(try await handler.post("/applications/\(number)/acceptance").status == .ok)
  }

  @Test("第三方专业机构和市局的人也申报回避：自己不能再办，接办的收到通知，机构只看得到自己的人")
  func staff() async throws {
    try house.openRound()
    let number = try await house.atScreening()
    let path = "/applications/\(number)"
    #expect(try await tasks("zp-yang").count == 1)
    #expect(try await declare(number, by: "zp-yang").status == .ok)
    #expect(try await tasks("zp-yang") == [])
    #expect(try await house.screen(number, "pass").code == "recused")
    #expect(
      try await house.enter("zp-yang").page(path).text.contains("您已经对这份申请申报回避，不再办理"))
    let alone = try await house.enter("zp-yang").json(path)["recusals"]
    #expect(alone?["missing"] == ["screener"] && alone?["remedy"] == "可以请市局业务管理员增加人员。")
    #expect(
      try await house.enter("sj-shi").page(path).text.contains(
        "上海质品评价技术中心（演示）的初筛人员都要回避，没有人可以接着办。可以请市局业务管理员增加人员。"))
    try house.hire("zp-zhu", as: "screener", in: "zhipin", 73)
    #expect(try await house.enter("zp-yang").json(path)["recusals"]?["missing"] == nil)
    let substitute = try await declare(
      number, by: "sj-lv", ["substitute": .string("\(Cast.person("sj-gu"))")])
    #expect(substitute.status == .ok, "\(substitute.text)")
    let told = try await house.enter("sj-gu").json("/inbox")["items"]?.array ?? []
    #expect(told.contains { $0["text"]?.string?.contains("由您接办") == true })
    let body = try await house.enter("zp-zhu").json(path)["recusals"]?["declared"]?.array ?? []
    #expect(body.map { $0["by"] } == ["杨帆"], "\(body)")
    let bureau = try await house.enter("sj-shi").json(path)["recusals"]?["declared"]?.array ?? []
    #expect(bureau.map { $0["by"] } == ["杨帆", "吕明"], "\(bureau)")
    #expect(bureau.last?["substitute"] == "顾言", "\(bureau)")
    #expect(try await house.enter("lihua").json(path)["recusals"] == nil)
    try house.hire("hp-qianlei", as: "checker", in: "zhipin", 74)
    let nobody = try await house.screen(
      number, "pass", by: "zp-zhu", [.init("checkedBy", "不存在的人")])
    #expect(nobody.json["errors"]?.array?.first?["message"] == "“复核人”写本机构的复核人员：钱磊。")
    let screened = try await house.screen(
      number, "pass", by: "zp-zhu", [.init("checkedBy", "钱磊")])
    #expect(screened.status == .ok, "\(screened.text)")
    #expect(house.faults == [])
  }

  @Test("回避的人写的审核意见、核实的称号都不作数：接办的人核对、核实以后才能提出推荐")
  func findings() async throws {
    let number = try await found()
    #expect(try await declare(number, by: "xh-sunli").status == .ok)
    let other = try await house.enter("hp-qianlei", surely: true)
    let path = "/applications/\(number)"
    let seen = try await other.json(path)
    let names = Set(seen["acts"]?.array?.compactMap { $0["name"]?.string } ?? [])
    #expect(!names.contains("recommendation.propose"))
    #expect(seen["priority"] == nil)
    #expect(try await other.page(path).text.contains("审核意见要重新确认"))
    #expect(names.isSuperset(of: ["district.review", "honour.verify"]))
    let edition = seen["acts"]?.array?.first { $0["name"] == "district.review" }?["edition"]
    try await other.post(
      "\(path)/review", ["edition": edition ?? 1, "answers": DistrictTests.review])
    #expect(try await !house.names(number, "hp-qianlei").contains("recommendation.propose"))
    let verified = try await other.post(
      "\(path)/honours",
      [
        "honour": seen["honours"]?.array?.first?["honour"] ?? "", "verdict": "verified",
        "variant": "mayorQualityAward", "basis": "announcement", "evidence": "沪府发〔2024〕3号，再次核对",
      ])
    #expect(verified.status == .ok, "\(verified.text)")
    #expect(try await house.names(number, "hp-qianlei").contains("recommendation.propose"))
    #expect(house.faults == [])
  }

  @Test("同事按回避的人写的意见提出的推荐也一起作废；初筛退回补正时回避，已经推荐的不动")
  func foundBefore() async throws {
    let number = try await found()
    let other = try await house.enter("hp-qianlei", surely: true)
    try await other.post(
      "/applications/\(number)/proposal", ["decision": "recommend", "opinion": "符合条件。"])
    #expect(try await house.names(number, "xh-zhouwei").contains("recommendation.approve"))
    #expect(try await declare(number, by: "xh-sunli").status == .ok)
    #expect(try await !house.names(number, "xh-zhouwei").contains("recommendation.approve"))
    #expect(try await house.names(number, "hp-qianlei").contains("honour.verify"))
    #expect(house.faults == [])
  }

  @Test("市局的审核人员都回避了：业务管理员的工作台上有，写明增加谁；增加以后就没有了")
  func nobodyLeft() async throws {
    try house.openRound()
    let number = try await house.reviewed()
    func wanted() async throws -> [JSON?] {
      try await house.enter("sj-zhang").json("/desk")["items"]?.array?.map { $0["title"] }
        .filter { $0?.string?.hasPrefix("增加") == true } ?? []
    }
    for login in ["sj-shi", "sj-fang"] {
      #expect(try await wanted() == [])
      #expect(try await declare(number, by: login).status == .ok)
    }
    #expect(
      try await wanted() == ["增加上海市市场监督管理局的审核人员：禾欣有机米饼（上海禾欣食品有限公司）没有人可以办"])
    try house.hire("hp-qianlei", as: "municipalApprover", in: "shanghai", 74)
    #expect(try await wanted() == [])
    #expect(house.faults == [])
  }
}
