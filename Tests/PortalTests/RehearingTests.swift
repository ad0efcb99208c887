import Accounts
import Applications
import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("同意复核以后重新办理：原来作决定的人不再决定；没有别人的，请人或者由市局指定其他区")
struct RehearingTests {
  let house: House

  init() throws { house = try House() }

  /// Refused by 孙丽, heard, and 待受理 again.
  private func refused() async throws -> String {
    let number = try await house.submitted()
    try await house.act(
      number, "refusal", House.refusal(of: number, "不是本市企业"), by: "xh-sunli")
    try await house.act(number, "reconsideration", ["reason": "已经迁入"], by: "wangjianguo")
    try await house.act(number, "reconsideration/grant", ["reason": "已迁入"], by: "xh-zhouwei")
    return number
  }

  private func onDesk(_ login: String) async throws -> Bool {
    try await house.enter(login).json("/desk")["items"]?.array?
      .contains { $0["title"]?.string?.hasPrefix("禾欣有机米饼") == true } == true
  }

  @Test("本单位有别的经办人：原来的人不能受理、不能再不予受理，页面和接口说由谁办；别人能办")
  func another() async throws {
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    let number = try await refused()
    let own = try await house.enter("xh-sunli")
    let path = "/applications/\(number)"
    let said = try await own.post("\(path)/acceptance")
    #expect(said.code == "decidedBefore", "\(said.text)")
    #expect(
      said.json["detail"]
        == "这份申请同意复核以后重新办理，原来的决定是您作出或者提出的，要由别人办理，例如钱磊。")
    let again = try await own.post("\(path)/refusal", House.refusal(of: number, "试"))
    #expect(again.code == "decidedBefore")
    let blocked = try await own.json(path)["blocked"]?.array?.compactMap { $0["name"]?.string }
    #expect(blocked?.contains("application.accept") == true)
    #expect(try await own.page(path).text.contains("要由别人办理，例如钱磊"))
    #expect(try await house.names(number, "hp-qianlei").contains("application.accept"))
    #expect(try await onDesk("hp-qianlei"))
    try await house.act(number, "acceptance", by: "hp-qianlei")
    let text = try await own.json(path)["history"]?.array?.first?["text"]?.string
    #expect(text == "材料齐全，予以受理")
    #expect(house.faults == [])
  }

  @Test("本单位没有别人：原来的人也不能办，写明找谁；市局的工作台上有，指定以后由另一个区办")
  func nobodyElse() async throws {
    let number = try await refused()
    let path = "/applications/\(number)"
    let remedy = "可以请市局业务管理员为本单位增加人员，或者由市局指定其他区办理。"
    let said = try await house.enter("xh-sunli").post("\(path)/acceptance")
    #expect(said.code == "decidedBefore", "\(said.text)")
    #expect(
      said.json["detail"]
        == .string("这份申请同意复核以后重新办理，原来的决定是您作出或者提出的，要由别人办理；现在没有别人可以办。\(remedy)"))
    #expect(try await !onDesk("xh-sunli"))
    #expect(
      try await house.enter("xh-zhouwei").page(path).text.contains(
        "本单位的经办人员都要回避或者参与过原来的决定，没有人可以接着办。\(remedy)"))
    let waiting = try await house.enter("sj-shi").json("/desk")["items"]?.array ?? []
    #expect(
      waiting.contains { $0["title"] == "指定其他区办理：禾欣有机米饼（上海禾欣食品有限公司）" }, "\(waiting)")
    try await house.act(
      number, "designation",
      ["unit": .string("\(try house.unit("pudong"))"), "reason": "原单位没有别的经办人员"], by: "sj-shi")
    try await house.act(number, "acceptance", by: "pd-wuqiang")
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
    #expect(house.faults == [])
  }

  @Test("本单位请来了人，由他办；他也回避了的，又没有人")
  func othersKeepOut() async throws {
    let number = try await refused()
    let path = "/applications/\(number)"
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    let early = try await house.enter("sj-shi", surely: true).post(
      "\(path)/designation",
      ["unit": .string("\(try house.unit("pudong"))"), "reason": "试"])
    #expect(early.code == "manned", "\(early.text)")
    #expect(try await house.names(number, "hp-qianlei").contains("application.accept"))
    try await house.act(number, "recusals", ["reason": "亲属任职"], by: "hp-qianlei")
    #expect(
      try await house.enter("xh-sunli").post("\(path)/acceptance").code == "decidedBefore")
    #expect(try await house.names(number, "sj-shi").contains("recusal.designate"))
  }

  @Test("不予推荐以后：审核意见要重新确认；提出的和决定的人都让给别人")
  func declined() async throws {
    let number = try await house.accepted()
    try await house.review(number)
    try await house.fail(number)
    try await house.act(
      number, "proposal", ["decision": "notRecommend", "opinion": "信用说不清"], by: "xh-sunli")
    try await house.act(
      number, "non-recommendation", ["number": .string(number)], by: "xh-zhouwei")
    try await house.act(number, "reconsideration", ["reason": "已修复"], by: "wangjianguo")
    try await house.act(number, "reconsideration/grant", ["reason": "已修复"], by: "sj-shi")
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    try house.hire("pd-zhengfang", as: "districtApprover", in: "xuhui", 72)
    let path = "/applications/\(number)"
    let review: JSON = ["edition": 2, "answers": DistrictTests.review]
    #expect(
      try await house.enter("xh-sunli").post("\(path)/review", review).code == "decidedBefore")
    let fresh = try await house.enter("xh-zhouwei").json(path)["review"]
    #expect(fresh?["confirmed"] == false)
    let early = try await house.enter("hp-qianlei").post(
      "\(path)/proposal", ["decision": "recommend", "opinion": "试"])
    #expect(early.code == "districtReviewMissing", "\(early.text)")
    let handler = try await house.enter("hp-qianlei")
    #expect(try await handler.post("\(path)/review", review).status == .ok)
    let proposed = try await handler.post(
      "\(path)/proposal", ["decision": "recommend", "opinion": "已修复，予以推荐。"])
    #expect(proposed.status == .ok, "\(proposed.text)")
    let before = try await house.enter("xh-zhouwei", surely: true).post("\(path)/recommendation")
    #expect(before.code == "decidedBefore", "\(before.text)")
    #expect(try await !onDesk("xh-zhouwei"))
    let approver = try await house.enter("pd-zhengfang")
    try house.makeSure(of: approver)
    #expect(try await approver.post("\(path)/recommendation").json["stage"] == "recommended")
    #expect(house.faults == [])
  }
}
