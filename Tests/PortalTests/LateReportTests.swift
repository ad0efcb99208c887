import Foundation
import JSON
import Routing
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import SQLite

@Suite("评审组意见起草以后，撤回的又回来：各写各的意见，谁也不卡住")
struct LateReportTests {
  /// Two cases of one panel.
  private struct Group {
    let house: House
    let stays, away, panel: String
    let members: [PersonID]
  }

  /// Scored by all, both or the first alone.
  private func scored(both: Bool) async throws -> Group {
    let house = try await House.withRound()
    try house.addExperts(12)
    let (stays, away) = (try await house.atReview(), try await house.atReview("禾欣杂粮粥"))
    let (panel, seats) = try await house.drawn([stays, away])
    let members = Array(seats.prefix(7))
    for person in members {
      for number in both ? [stays, away] : [stays] {
        try await house.score(number, person, panel: panel)
      }
    }
    return Group(house: house, stays: stays, away: away, panel: panel, members: members)
  }

  /// The first is scored, the second was taken back before it was.
  private func begun() async throws -> Group {
    let group = try await scored(both: false)
    try await withdraw(group)
    return group
  }

  /// Both are scored and drafted on.
  private func drafted() async throws -> Group {
    let group = try await scored(both: true)
    let both: JSON = .object([.init(group.stays, "建议列入。"), .init(group.away, "建议列入。")])
    let sent = try await group.house.enter("zp-qin").post(
      "/panels/\(group.panel)/report", ["edition": 0, "opinion": "意见一致。", "cases": both])
    try #require(sent.status == .ok, "\(sent.text)")
    return group
  }

  private func withdraw(_ group: Group) async throws {
    try await group.house.act(
      group.away, "withdrawal", ["number": .string(group.away), "reason": "再想想"],
      by: "wangjianguo")
  }

  private func draft(_ house: House, _ panel: String, _ number: String) async throws -> Response {
    house.pass(seconds: 60)
    let secretary = try await house.enter("zp-qin")
    let offered = try await secretary.json("/panels/\(panel)")["acts"]?.array?
      .first { $0["name"] == "report.draft" }
    return try await secretary.post(
      "/panels/\(panel)/report",
      [
        "edition": offered?["edition"] ?? 0, "opinion": "意见一致。",
        "cases": .object([.init(number, "建议列入。")]),
      ])
  }

  private func sign(_ house: House, _ panel: String, _ person: PersonID) async throws -> Response {
    let expert = try house.enter(person)
    let offered = try await expert.json("/panels/\(panel)")["acts"]?.array?
      .first { $0["name"] == "report.sign" }
    return try await expert.post(
      "/panels/\(panel)/signature", ["sha256": offered?["sha256"] ?? "没有"])
  }

  @Test("签到一半回来的：其余的照样签齐，回来的评完再写一份，都进入评审完成", arguments: [true, false])
  func comesBack(isSignedBefore: Bool) async throws {
    let group = try await begun()
    let (house, stays, away) = (group.house, group.stays, group.away)
    let (panel, members) = (group.panel, group.members)
    try #require(try await draft(house, panel, stays).status == .ok)
    for (index, person) in members.enumerated() {
      if !isSignedBefore, index == 4 { try await house.act(away, "undo", by: "wangjianguo") }
      let signed = try await sign(house, panel, person)
      #expect(signed.json["waiting"] == .integer(6 - index), "\(signed.text)")
    }
    if isSignedBefore { try await house.act(away, "undo", by: "wangjianguo") }
    let bureau = try await house.enter("sj-lv")
    #expect(try await bureau.json("/applications/\(stays)")["stage"] == "reviewed")
    #expect(try await bureau.json("/applications/\(away)")["stage"] == "reviewing")
    // 回来的还没有评，没有可以签的，也没有可以写的。
    let secretary = try await house.enter("zp-qin")
    #expect(try await secretary.acts("/panels/\(panel)") == [])
    #expect(try await !house.enter(members[0]).acts("/panels/\(panel)").contains("report.sign"))
    for person in members { try await house.score(away, person, panel: panel) }
    let task = try await secretary.json("/desk")["items"]?.array?.first
    #expect(task?["title"] == "起草评审组意见")
    let second = try await draft(house, panel, away)
    #expect(second.status == .ok, "\(second.text)")
    for person in members {
      #expect(try await sign(house, panel, person).status == .ok)
    }
    for number in [stays, away] {
      let file = try await bureau.json("/applications/\(number)")
      #expect(file["stage"] == "reviewed" && file["report"]?["score"] == 95, "\(file)")
    }
    let view = try await secretary.json("/panels/\(panel)")
    func about(_ report: JSON?) -> [JSON?]? {
      report?["content"]?["cases"]?.array?.map { $0["number"] }
    }
    #expect(about(view["report"]) == [.string(away)])
    #expect(view["earlierReports"]?.array?.map { about($0) } == [[.string(stays)]])
    let page = try await secretary.page("/panels/\(panel)").text
    #expect(page.components(separatedBy: "指纹 <code>").count == 3)
    #expect(house.faults == [])
  }

  @Test("意见里有的撤回又回来，而意见已经签齐：另写一份")
  func wasReported() async throws {
    let group = try await drafted()
    let (house, away) = (group.house, group.away)
    let (panel, members) = (group.panel, group.members)
    let secretary = try await house.enter("zp-qin")
    try await withdraw(group)
    for person in members { #expect(try await sign(house, panel, person).status == .ok) }
    try await house.act(away, "undo", by: "wangjianguo")
    #expect(try await secretary.acts("/panels/\(panel)") == ["report.draft", "review.lookAgain"])
    try #require(try await draft(house, panel, away).status == .ok)
    for person in members { #expect(try await sign(house, panel, person).status == .ok) }
    let bureau = try await house.enter("sj-lv")
    #expect(try await bureau.json("/applications/\(away)")["stage"] == "reviewed")
    #expect(house.faults == [])
  }

  @Test("作废的旧稿不再回来；剩下的人都签过了的，由秘书再起草一次")
  func redrafted() async throws {
    let group = try await drafted()
    let (house, stays, away) = (group.house, group.stays, group.away)
    let (panel, members) = (group.panel, group.members)
    let secretary = try await house.enter("zp-qin")
    try await withdraw(group)
    try #require(try await draft(house, panel, stays).status == .ok)
    for person in members { #expect(try await sign(house, panel, person).status == .ok) }
    try await house.act(away, "undo", by: "wangjianguo")
    #expect(try await !house.enter(members[0]).acts("/panels/\(panel)").contains("report.sign"))
    #expect(try await secretary.acts("/panels/\(panel)") == ["report.draft", "review.lookAgain"])
    #expect(try await secretary.json("/desk")["items"]?.array?.first?["title"] == "起草评审组意见")
    #expect(house.faults == [])
  }

  @Test("只评过撤回那一份的人不用再签：剩下的等秘书再起草一次，不会没有人办")
  func lastSigner() async throws {
    let group = try await drafted()
    let (house, stays) = (group.house, group.stays)
    let (panel, members) = (group.panel, group.members)
    let secretary = try await house.enter("zp-qin")
    // 最后一位只评过后面那一份。
    let last = try #require(members.last)
    try house.store.writeAndWait { database in
      try database.run(
        """
        UPDATE review SET gone = 1, why = '回避' WHERE person = ?
          AND application IN (SELECT id FROM application WHERE number = ?)
        """, last.number, stays)
      try database.run(
        """
        UPDATE review SET gone = 1, why = '回避' WHERE person = ?
          AND application IN (SELECT id FROM application WHERE number = ?)
        """, members[5].number, stays)
    }
    for person in members.dropLast() { _ = try await sign(house, panel, person) }
    try await withdraw(group)
    #expect(try await secretary.json("/desk")["items"]?.array?.first?["title"] == "起草评审组意见")
    try #require(try await draft(house, panel, stays).status == .ok)
    for person in members.prefix(5) {
      #expect(try await sign(house, panel, person).status == .ok)
    }
    let bureau = try await house.enter("sj-lv")
    #expect(try await bureau.json("/applications/\(stays)")["stage"] == "reviewed")
    #expect(house.faults == [])
  }

  @Test("已经签齐的一组作废：只放开还在评的，评完的和它的证明照旧")
  func annulled() async throws {
    let group = try await begun()
    let (house, stays, away) = (group.house, group.stays, group.away)
    let (panel, members) = (group.panel, group.members)
    try #require(try await draft(house, panel, stays).status == .ok)
    for person in members { _ = try await sign(house, panel, person) }
    try await house.act(away, "undo", by: "wangjianguo")
    let approver = try await house.enter("sj-shi", surely: true)
    let done = try await approver.post(
      "/draws/\(panel)/annulment", ["reason": "候补用完", "number": "2026-1"])
    #expect(done.json["state"] == "drawn", "\(done.text)")
    let proof = try await house.json("/api/v1/draws/\(panel)")
    #expect(proof["state"] == "drawn" && proof["annulment"] == "候补用完")
    #expect(proof["annulledAt"] == nil)
    #expect(
      try await house.get("/draws/\(panel)").text.contains("另行分组，不再按这次抽取评审：候补用完"))
    let bureau = try await house.enter("sj-lv")
    #expect(try await bureau.json("/applications/\(stays)")["report"]?["score"] == 95)
    let history = try await bureau.json("/applications/\(stays)")["history"]?.array
    #expect(history?.first?["act"] == "panel.conclude")
    let free = try await bureau.json("/applications/\(away)")
    #expect(free["stage"] == "reviewing" && free["turn"]?["until"] == "2027-02-12")
    #expect(free["history"]?.array?.first?["act"] == "draw.annul")
    let items = try await house.enter(members[0]).json("/desk")["items"]?.array
    #expect(items?.count { $0["title"]?.string?.contains("杂粮粥") == true } == 0)
    #expect(try await house.form([away]).status == .ok)
    // 再没有还在评的，就不能再作废。
    try house.makeSure(of: approver)
    let again = try await approver.post(
      "/draws/\(panel)/annulment", ["reason": "再一次", "number": "2026-1"])
    #expect(again.code == "concluded", "\(again.text)")
    #expect(house.faults == [])
  }
}
