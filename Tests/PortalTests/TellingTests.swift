import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("轮到谁，谁就收到：提出的、退回的、撤回的，该知道的都知道")
struct TellingTests {
  /// What came last to somebody's inbox about a case.
  private func last(_ login: String, _ house: House) async throws -> JSON? {
    try await house.enter(login).json("/inbox")["items"]?.array?.first?["title"]
  }

  private func count(_ login: String, _ house: House) async throws -> Int {
    try await house.enter(login).json("/inbox")["items"]?.array?.count ?? 0
  }

  @Test("推荐意见：提出，审核人收到；退回重提，提出的人收到，带着理由")
  func proposal() async throws {
    let house = try House()
    let number = try await house.accepted()
    try await house.review(number)
    let propose: JSON = ["decision": "recommend", "opinion": "符合条件，予以推荐。"]
    let before = try await count("xh-sunli", house)
    try await house.act(number, "proposal", propose, by: "xh-sunli")
    #expect(try await last("xh-zhouwei", house) == "等您办：“禾欣有机米饼”，区级审核，推荐与否的意见等您办理")
    #expect(try await count("xh-sunli", house) == before)
    try await house.act(number, "proposal/return", ["reason": "请写明检验情况"], by: "xh-zhouwei")
    let told = try await house.enter("xh-sunli").json("/inbox")["items"]?.array?.first
    #expect(told?["title"] == "“禾欣有机米饼”：退回经办重新提出")
    #expect(told?["text"]?.string?.contains("请写明检验情况") == true)
    #expect(house.faults == [])
  }

  @Test("申请复核：能决定的审核人收到；都经办过的，市局收到")
  func reconsideration() async throws {
    for isBarred in [false, true] {
      let house = try House()
      let number = try await house.submitted()
      if isBarred {
        try house.hire("xh-zhouwei", as: "districtHandler", in: "xuhui", 901)
        try await house.act(
          number, "refusal",
          House.refusal(of: number, "不符合条件"), by: "xh-zhouwei")
      } else {
        try await house.act(
          number, "refusal",
          House.refusal(of: number, "不符合条件"), by: "xh-sunli")
      }
      try await house.act(number, "reconsideration", ["reason": "补充了证明"], by: "wangjianguo")
      let words: JSON = "等您办：“禾欣有机米饼”，已终止，复核等您办理"
      #expect(try await (last("xh-zhouwei", house) == words) == !isBarred)
      #expect(try await (last("sj-shi", house) == words) == isBarred)
      #expect(try await last("sj-lv", house) != words)
      #expect(house.faults == [])
    }
  }

  @Test("撤回：办着的单位和在评的专家收到；区里知道推荐过的后来怎样")
  func withdrawn() async throws {
    let (house, number, panel, members) = try await House.atPanel()
    let expert = try house.enter(members[0])
    _ = try await expert.post("/panels/\(panel)/acceptance")
    let pledged = try await expert.post(
      "/reviews/\(house.review(number, members[0]))/pledge", ["conflict": "none", "agreed": true])
    try #require(pledged.status == .ok, "\(pledged.text)")
    try await house.act(
      number, "withdrawal", ["number": .string(number), "reason": "产品调整"], by: "wangjianguo")
    let words: JSON = "“禾欣有机米饼”：撤回申请"
    for login in ["zp-yang", "zp-zhu", "zp-qin", "xh-sunli"] {
      #expect(try await last(login, house) == words, "\(login)")
    }
    #expect(try await last("sj-lv", house) != words)
    func told() async throws -> JSON? {
      try await expert.json("/inbox")["items"]?.array?.first?["title"]
    }
    #expect(try await told() == words)
    #expect(try await last("pd-wuqiang", house) == nil)
    // 撤销撤回，收到过的都再收到。
    try await house.act(number, "undo", by: "wangjianguo")
    let back: JSON = "“禾欣有机米饼”：撤销放弃或撤回"
    #expect(try await told() == back)
    #expect(try await last("xh-sunli", house) == back)
    #expect(house.faults == [])
  }

  @Test("拟办意见：批准的人都收到，提出的人不收自己的；列入公示，区里收到")
  func decision() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    try await house.act(
      number, "decision", ["decision": "list", "text": "评审总分 86.50，建议列入。"], by: "sj-lv")
    let words: JSON = "等您办：“禾欣有机米饼”，评审完成，拟办意见等您办理"
    for login in ["sj-shi", "sj-fang"] {
      #expect(try await last(login, house) == words, "\(login)")
    }
    #expect(try await last("sj-gu", house) != words)
    let approver = try await house.enter("sj-shi", surely: true)
    _ = try await approver.post("/applications/\(number)/decision/approval")
    try house.makeSure(of: approver)
    let published = try await approver.post(
      "/rounds/2026-1/notice", ["channel": "电话 021-00000000", "number": "2026-1"])
    try #require(published.status == .ok, "\(published.text)")
    #expect(try await last("xh-sunli", house) == "“禾欣有机米饼”：列入公示")
    #expect(house.faults == [])
  }
}
