import Accounts
import Applications
import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("同意复核以后重新办理：原来作决定的人不再决定；没有别人的，仍然办得了，记录写明")
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

  @Test("本单位没有别人，或者别人都回避：仍由原来的人办，记录写明")
  func nobodyElse() async throws {
    let number = try await refused()
    #expect(try await onDesk("xh-sunli"))
    try await house.act(number, "acceptance", by: "xh-sunli")
    let event = try await house.enter("xh-sunli").json("/applications/\(number)")["history"]?
      .array?.first
    #expect(event?["text"] == "材料齐全，予以受理（本单位没有别人可以办，仍由参与过原决定的人办理）")
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("别人回避以后，原来的人又能办")
  func othersKeepOut() async throws {
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    let number = try await refused()
    #expect(
      try await house.enter("xh-sunli").post("/applications/\(number)/acceptance").code
        == "decidedBefore")
    try await house.act(number, "recusals", ["reason": "亲属任职"], by: "hp-qianlei")
    try await house.act(number, "acceptance", by: "xh-sunli")
  }

  @Test("不予推荐以后：审核意见要重新确认；提出的和决定的人都让给别人")
  func declined() async throws {
    let number = try await house.accepted()
    try await house.review(number)
    try await house.act(
      number, "proposal", ["decision": "notRecommend", "opinion": "信用说不清"], by: "xh-sunli")
    try await house.act(
      number, "non-recommendation", ["number": .string(number)], by: "xh-zhouwei")
    try await house.act(number, "reconsideration", ["reason": "已修复"], by: "wangjianguo")
    try await house.act(number, "reconsideration/grant", ["reason": "已修复"], by: "sj-shi")
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    try house.hire("pd-zhengfang", as: "districtApprover", in: "xuhui", 72)
    let path = "/applications/\(number)"
    let review: JSON = ["edition": 1, "answers": DistrictTests.review]
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
