import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("多件一起决定：从分高的到分低的勾选，经办一次提出，审核一次同意；不能的留下，说为什么")
struct DecideSeveralTests {
  private func offer(_ guest: Guest, _ name: String) async throws -> JSON? {
    try await guest.json("/rounds/2026-1")["acts"]?.array?.first { $0["name"]?.string == name }
  }

  private func send(_ guest: Guest, _ noun: String, _ offer: JSON) async throws -> Response {
    try await guest.post(
      "/rounds/2026-1/\(noun)",
      ["numbers": offer["numbers"] ?? [], "editions": offer["editions"] ?? [:]])
  }

  @Test("三件里一件其间变了、一件没到合格线：提出的写明各自的分数，同意的进入公示；看到以后又变的不办")
  func both() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    var numbers: [String] = []
    for item in ["禾欣有机米饼", "禾欣米粉", "禾欣杂粮粥"] { numbers.append(try await house.atReview(item)) }
    try await house.judged(numbers, less: [1, 0, 2])
    let handler = try await house.enter("sj-lv")
    let first = try #require(try await offer(handler, "decision.proposeSeveral"))
    #expect(
      first["numbers"]?.array?.compactMap(\.string) == [numbers[1], numbers[0], numbers[2]])
    // 没到合格线的不在里面，硬送也留下。
    try house.store.writeAndWait {
      try $0.run("UPDATE matter SET word = '59.99' WHERE kind = 'report' AND word = '93'")
    }
    #expect(
      try await offer(handler, "decision.proposeSeveral")?["numbers"]
        == [.string(numbers[1]), .string(numbers[0])])
    let page = try await handler.page("/rounds/2026-1/proposals").text
    #expect(page.contains("禾欣米粉") && page.contains("<strong>95</strong>"))
    #expect(!page.contains("禾欣杂粮粥"))
    #expect(try await handler.page("/rounds/2026-1").text.contains("/rounds/2026-1/proposals"))
    let bare = try await handler.post(
      "/rounds/2026-1/proposals", ["numbers": first["numbers"] ?? []])
    #expect(bare.json["errors"]?.array?.first?["field"] == "editions", "\(bare.text)")
    let before = try await house.enter("sj-fang").inboxTitles().count
    let twice = first["numbers"]?.array ?? []
    let proposed = try await handler.post(
      "/rounds/2026-1/proposals",
      ["numbers": .array(twice + twice), "editions": first["editions"] ?? [:]])
    // 审核的人知道有两件等着。
    #expect(try await house.enter("sj-fang").inboxTitles().count == before + 2)
    #expect(
      proposed.json["proposed"] == [.string(numbers[1]), .string(numbers[0])], "\(proposed.text)")
    #expect(
      proposed.json["held"] == [
        ["number": .string(numbers[2]), "reason": "专家评审总分 59.99，不到合格分数 60，不能列入公示。"]
      ])
    #expect(
      try await handler.json("/applications/\(numbers[0])")["decision"]?["text"]
        == "专家评审正式分 94 分，达到合格分数 60 分，拟列入公示。")
    // 已经有意见的，不会再提一次。
    #expect(try await offer(handler, "decision.proposeSeveral") == nil)

    let approver = try await house.enter("sj-shi", surely: true)
    let second = try #require(try await offer(approver, "decision.approveSeveral"))
    let form = try await approver.page("/rounds/2026-1/approvals").text
    #expect(form.contains("专家评审正式分 95 分，达到合格分数 60 分，拟列入公示。"))
    try await house.act(numbers[1], "flags", ["text": "商标有争议"], by: "xh-sunli")
    let agreed = try await send(approver, "approvals", second)
    #expect(agreed.json["approved"] == [.string(numbers[0])], "\(agreed.text)")
    #expect(agreed.json["held"]?.array?.map { $0["number"] } == [.string(numbers[1])])
    #expect(
      try await approver.json("/applications/\(numbers[0])")["decision"]?["state"] == "agreed")
    #expect(
      try house.journal("decision.approveSeveral") == ["一次同意 1 件列入公示"])
    #expect(house.faults == [])
  }

  @Test("页面上办：勾选的办了，没办的说为什么，数的是件")
  func byPage() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let numbers = [try await house.atReview("禾欣有机米饼"), try await house.atReview("禾欣米粉")]
    try await house.judged(numbers, less: [0, 1])
    let handler = try await house.enter("sj-lv")
    let path = "/rounds/2026-1/proposals"
    let form = try await handler.page(path).text
    let editions = numbers.map { number in
      "edition.\(number)=\(FormKeys.value(of: "edition.\(number)", in: form) ?? "")"
    }
    try await house.act(numbers[1], "flags", ["text": "再看看"], by: "xh-sunli")
    let done = try await handler.press(
      path, (numbers.map { "\($0)=yes" } + editions + ["text="]).joined(separator: "&"), on: path)
    #expect(done.status == .ok, "\(done.text)")
    #expect(done.text.contains("已提出意见 1 件，没有提出意见 1 件。"))
    #expect(done.text.contains("\(numbers[1])：您打开以后，这份申请又有了变化"))
    #expect(house.faults == [])
  }

  @Test("要确认的说清楚是几件、哪一批；别人不能办；别的批次的不算")
  func doors() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let body: JSON = ["numbers": [.string(number)], "editions": .object([.init(number, 1)])]
    for login in ["xh-zhouwei", "zp-qin", "lihua", "sj-jin"] {
      let other = try await house.enter(login, surely: true)
      #expect(
        try await other.post("/rounds/2026-1/approvals", body).status == .forbidden, "\(login)")
      #expect(
        try await other.post("/rounds/2026-1/proposals", body).status == .forbidden, "\(login)")
    }
    let handler = try await house.enter("sj-lv")
    #expect(try await handler.post("/rounds/2026-9/proposals", body).status == .notFound)
    let unknown = try await handler.post(
      "/rounds/2026-1/proposals", ["numbers": ["2026-1-0"], "editions": ["2026-1-0": 1]])
    #expect(unknown.status == .unprocessable, "\(unknown.text)")
    let plain = try await house.enter("sj-shi").post("/rounds/2026-1/approvals", body)
    #expect(plain.code == "confirmationRequired")
    #expect(plain.json["detail"]?.string?.contains("1 件") == true, "\(plain.text)")
    #expect(house.faults == [])
  }
}
