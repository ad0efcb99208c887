import JSON
import Policy
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("打分的理由：规则包定哪些分要写，依据哪一份材料；锁定以后改，要说为什么，原来的留着")
struct ScoreReasonTests {
  private static func pledge(
    _ house: House, _ number: String, _ panel: String, _ person: PersonID
  ) async throws -> (expert: Guest, sheet: String) {
    let expert = try house.enter(person)
    try await expert.post("/panels/\(panel)/acceptance")
    let sheet = "/reviews/\(try house.review(number, person))"
    let pledged = try await expert.post("\(sheet)/pledge", ["conflict": "none", "agreed": true])
    try #require(pledged.status == .ok, "\(pledged.text)")
    return (expert, sheet)
  }

  private static func with(_ reasons: JSON, _ edition: Int, less: Double = 0) -> JSON {
    .object((Scored.sheet(edition, less: less).members ?? []) + [.init("reasons", reasons)])
  }

  @Test("要写理由的一项不落：缺哪个项目说哪个，写了才能锁定；接口不提理由的，写过的还在")
  func wanted() async throws {
    let (house, number, panel, members) = try await House.atPanel(
      rubric: "\"official\": \"mean\", \"reasons\": {\"atMost\": 0, \"atLeast\": 100}")
    let (expert, sheet) = try await Self.pledge(house, number, panel, members[0])
    try await expert.post("\(sheet)/sheet", Scored.sheet(0, less: 1))
    func missing() async throws -> [String] {
      let no = try await expert.post("\(sheet)/lock", ["edition": 1, "agreed": true])
      #expect(no.status == .unprocessable)
      return no.json["errors"]?.array?.compactMap { $0["field"]?.string } ?? []
    }
    let wanted = try await missing()
    // 每个项目都拿满了，只有 3b 少一分。
    #expect(
      wanted.map { $0.dropFirst(7) } == [
        "1a", "1b", "1c", "1d", "2a", "2b", "2c", "3a", "3c", "4a", "4b", "4c", "5a", "5b", "5c",
      ])
    // 没有打分的项目，说的是打分，不说理由。
    #expect(
      try await expert.json(sheet)["wanting"]?.array?.compactMap(\.string)
        == wanted.map { String($0.dropFirst(7)) })
    #expect(try await expert.page(sheet).text.contains("<span data-wants=\"3b\" hidden>"))
    #expect(try await expert.page(sheet).text.contains("<span data-wants=\"1a\">"))
    let reasons = JSON.object(wanted.map { .init(String($0.dropFirst(7)), ["text": "见附件。"]) })
    let saved = try await expert.post("\(sheet)/sheet", Self.with(reasons, 1, less: 1))
    #expect(saved.json["edition"] == 2, "\(saved.text)")
    #expect(try await expert.json(sheet)["reasons"] == reasons)
    // 接口这一次不提理由，写过的还在；版次和内容都没有变。
    let silent = try await expert.post("\(sheet)/sheet", Scored.sheet(2, less: 1))
    #expect(silent.json["edition"] == 2, "\(silent.text)")
    let page = try await expert.page(sheet).text
    #expect(page.contains("一个项目得 0 分或得最高分的，专家要写理由。"))
    #expect(try await expert.json(sheet)["wanting"] == [])
    let locked = try await expert.post("\(sheet)/lock", ["edition": 2, "agreed": true])
    #expect(locked.json["state"] == "locked", "\(locked.text)")
    #expect(try await expert.page(sheet).text.contains("见附件。"))
    #expect(house.faults == [])
  }

  @Test("依据的材料从这份申请的附件里选：可选的都在说可以保存的回答里；别的、太长的、没有的项目逐个指出")
  func evidence() async throws {
    let (house, number, panel, members) = try await House.atPanel()
    let (expert, sheet) = try await Self.pledge(house, number, panel, members[0])
    let save = try #require(
      try await expert.json(sheet)["acts"]?.array?.first { $0["name"] == "sheet.save" })
    let file = try #require(save["evidence"]?.array?.first)
    let wrong = try await expert.post(
      "\(sheet)/sheet",
      Self.with(
        [
          "1a": ["text": .string(String(repeating: "长", count: 501))],
          "1b": ["text": "好", "evidence": "0000000000001"], "9z": ["text": "没有"],
          "1c": ["text": 5], "1d": ["text": "好", "evidence": 5], "2a": ["text": "好", "words": 1],
        ], 0))
    #expect(
      wrong.json["errors"]?.array?.compactMap { $0["field"]?.string }.sorted()
        == [
          "evidence.1b", "evidence.1d", "reason.1a", "reason.1c", "reason.2a", "reason.9z",
        ], "\(wrong.text)")
    let saved = try await expert.post(
      "\(sheet)/sheet",
      Self.with(
        ["1a": ["text": "有品牌部门。", "evidence": file["id"] ?? ""], "1b": ["text": "  "]], 0))
    #expect(saved.status == .ok, "\(saved.text)")
    #expect(
      try await expert.json(sheet)["reasons"]
        == ["1a": ["text": "有品牌部门。", "evidence": file["id"] ?? ""]])
    let page = try await expert.page("\(sheet)/lock").text
    #expect(page.contains("有品牌部门。") && page.contains(">\(file["title"]?.string ?? "?")</a>"))
    // 没有规定要写的，不写也能锁定。
    let locked = try await expert.post("\(sheet)/lock", ["edition": 1, "agreed": true])
    #expect(locked.json["state"] == "locked", "\(locked.text)")
    #expect(house.faults == [])
  }

  @Test("锁定以后，在别人看到以前可以撤回：写理由，原来的一版留着，改了哪一项看得出；都锁定了就不能")
  func reopened() async throws {
    let (house, number, panel, members) = try await House.atPanel()
    let seated = Array(members.prefix(7))
    for person in seated.dropLast() { try await house.score(number, person, panel: panel) }
    let first = try house.enter(seated[0])
    let sheet = "/reviews/\(try house.review(number, seated[0]))"
    let act = try #require(try await first.json(sheet)["acts"]?.array?.first)
    #expect(act["name"] == "sheet.reopen" && act["edition"] == 1)
    #expect(
      try await first.send("\(sheet)/reopening", ["reason": "看错了"]).status == .unprocessable)
    #expect(
      try await first.send("\(sheet)/reopening", ["reason": "看错了", "edition": 0]).code == "stale")
    let back = try await first.post(
      "\(sheet)/reopening", ["reason": "2a2 看错了起草单位", "edition": 1])
    #expect(back.json["state"] == "pledged", "\(back.text)")
    #expect(try house.journal("sheet.reopen") == ["撤回评分表的锁定（\(number)）"])
    // 没有锁定的，不用撤回。
    #expect(
      try await first.post("\(sheet)/reopening", ["reason": "再来", "edition": 1]).code
        == "notLocked")
    var changed = Self.with(["1a": ["text": "改过的理由。"]], 1, less: 1).members ?? []
    changed.removeAll { $0.name == "answers" }
    changed.append(.init("answers", ["comment": "标准水平高，检验数据完整。", "advice": "not"]))
    let saved = try await first.post("\(sheet)/sheet", .object(changed))
    try #require(saved.status == .ok, "\(saved.text)")
    let again = try await first.post("\(sheet)/lock", ["edition": 2, "agreed": true])
    #expect(again.json["total"] == 94, "\(again.text)")
    // 最后一张锁定以后，组里互相看得到了。
    try await house.score(number, seated[6], panel: panel)
    let late = try await first.post("\(sheet)/reopening", ["reason": "再改", "edition": 2])
    #expect(late.status == .conflict && late.code == "sheetsRead", "\(late.text)")
    let seen = try await first.json(sheet)
    #expect(seen["acts"] == [])
    #expect(
      seen["blocked"] == [
        [
          "name": "sheet.reopen", "reason": "这一件的评分表已经全部锁定过，组内互相看得到了，不能再撤回。",
          "clause": "001 三（四）第一句",
        ]
      ])
    let secretary = try await house.enter("zp-qin")
    let past = try #require(try await secretary.json(sheet)["reopened"]?.array?.first)
    #expect(past["total"] == 95 && past["reason"] == "2a2 看错了起草单位")
    #expect(past["scores"]?["3b1"] == 3 && past["answers"]?["advice"] == "recommend")
    #expect(past["edition"] == 1 && past["reasons"] == [:])
    let page = try await secretary.page(sheet).text
    #expect(page.contains("撤回：2a2 看错了起草单位") && page.contains("撤回以后的改动"))
    let changes = page[(page.firstRange(of: "撤回以后的改动")?.upperBound ?? page.endIndex)...]
    let cells = changes.split(separator: "</td>").dropLast()
      .map { $0.split(separator: ">").last.map(String.init) ?? "" }
    #expect(cells == ["3 分", "2 分", "没有", "改过的理由。", "推荐", "不推荐"])
    #expect(changes.contains("a)创新机制的理由") && changes.contains("3b1 对产业链上下游的影响"))
    // 锁定的还是动不了，留着的也删不掉。
    for sql in [
      "UPDATE review SET scores = '{}' WHERE locked IS NOT NULL",
      "UPDATE review SET locked = NULL, total = NULL, digest = NULL WHERE locked IS NOT NULL",
      "DELETE FROM review_reopened", "UPDATE review_reopened SET why = ''",
    ] as [StaticString] {
      #expect(throws: (any Error).self) { try house.store.writeAndWait { try $0.run(sql) } }
    }
    #expect(house.faults == [])
  }

  @Test("另一个窗口存过的，填错了再送也不会盖掉：先 422，再送还是 409，两边都看得到；换行不算改动")
  func twoWindows() async throws {
    let (house, number, panel, members) = try await House.atPanel()
    let (expert, sheet) = try await Self.pledge(house, number, panel, members[0])
    func press(_ edition: Int, _ points: String, _ reason: String) async throws -> Response {
      try await expert.press(
        "\(sheet)/sheet",
        "edition=\(edition)&score.1a1=\(points)&reason.1a=\(reason.percent)&evidence.1a=&comment=x",
        on: sheet)
    }
    #expect(try await press(0, "3", "甲\r\n乙").status == .seeOther)
    // 浏览器和接口的换行不一样，内容一样，不出新版。
    let same = try await expert.post(
      "\(sheet)/sheet",
      [
        "edition": 1, "scores": ["1a1": 3], "answers": ["comment": "x"],
        "reasons": ["1a": ["text": "甲\n乙"]],
      ])
    #expect(same.json["edition"] == 1, "\(same.text)")
    let elsewhere = try await expert.post(
      "\(sheet)/sheet",
      [
        "edition": 1, "scores": ["1a1": 2], "answers": ["comment": "手机上写的"],
        "reasons": ["1a": ["text": "手机上写的理由"]],
      ])
    #expect(elsewhere.json["edition"] == 2, "\(elsewhere.text)")
    let wrong = try await press(1, "99", "甲")
    #expect(wrong.status == .unprocessable)
    #expect(
      wrong.text.contains("name=\"edition\" value=\"1\"") && wrong.text.contains("甲</textarea>"))
    let late = try await press(1, "4", "甲")
    #expect(late.status == .conflict && late.text.contains("name=\"edition\" value=\"2\""))
    #expect(late.text.contains("手机上写的理由") && !late.text.contains("data-autosave"))
    #expect(try await expert.json(sheet)["answers"]?["comment"] == "手机上写的")
    #expect(try await press(2, "4", "甲").status == .seeOther)
    #expect(house.faults == [])
  }
}
