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
  /// Two cases of one panel, the first scored by all, the second taken back before it is.
  private func begun() async throws -> (
    house: House, stays: String, away: String, panel: String, members: [PersonID]
  ) {
    let house = try await House.withRound()
    try house.addExperts(12)
    let (stays, away) = (try await house.atReview(), try await house.atReview("禾欣杂粮粥"))
    let (panel, seats) = try await house.drawn([stays, away])
    let members = Array(seats.prefix(7))
    for person in members { try await house.score(stays, person, panel: panel) }
    try await house.act(
      away, "withdrawal", ["number": .string(away), "reason": "再想想"], by: "wangjianguo")
    return (house, stays, away, panel, members)
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
    let (house, stays, away, panel, members) = try await begun()
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
    let page = try await secretary.page("/panels/\(panel)").text
    #expect(page.components(separatedBy: "指纹 <code>").count == 3)
    #expect(house.faults == [])
  }

  @Test("意见里有的撤回又回来，而意见已经签齐：另写一份")
  func wasReported() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let (stays, away) = (try await house.atReview(), try await house.atReview("禾欣杂粮粥"))
    let (panel, seats) = try await house.drawn([stays, away])
    let members = seats.prefix(7)
    for person in members {
      for number in [stays, away] { try await house.score(number, person, panel: panel) }
    }
    let secretary = try await house.enter("zp-qin")
    let both: JSON = .object([.init(stays, "建议列入。"), .init(away, "建议列入。")])
    let drafted = try await secretary.post(
      "/panels/\(panel)/report", ["edition": 0, "opinion": "意见一致。", "cases": both])
    try #require(drafted.status == .ok, "\(drafted.text)")
    try await house.act(
      away, "withdrawal", ["number": .string(away), "reason": "再想想"], by: "wangjianguo")
    for person in members { #expect(try await sign(house, panel, person).status == .ok) }
    try await house.act(away, "undo", by: "wangjianguo")
    #expect(try await secretary.acts("/panels/\(panel)") == ["report.draft"])
    try #require(try await draft(house, panel, away).status == .ok)
    for person in members { #expect(try await sign(house, panel, person).status == .ok) }
    let bureau = try await house.enter("sj-lv")
    #expect(try await bureau.json("/applications/\(away)")["stage"] == "reviewed")
    #expect(house.faults == [])
  }

  @Test("作废的旧稿不再回来；剩下的人都签过了的，由秘书再起草一次")
  func redrafted() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let (stays, away) = (try await house.atReview(), try await house.atReview("禾欣杂粮粥"))
    let (panel, seats) = try await house.drawn([stays, away])
    let members = Array(seats.prefix(7))
    for person in members {
      for number in [stays, away] { try await house.score(number, person, panel: panel) }
    }
    let secretary = try await house.enter("zp-qin")
    let both: JSON = .object([.init(stays, "建议列入。"), .init(away, "建议列入。")])
    let drafted = try await secretary.post(
      "/panels/\(panel)/report", ["edition": 0, "opinion": "旧稿。", "cases": both])
    try #require(drafted.status == .ok, "\(drafted.text)")
    try await house.act(
      away, "withdrawal", ["number": .string(away), "reason": "再想想"], by: "wangjianguo")
    try #require(try await draft(house, panel, stays).status == .ok)
    for person in members { #expect(try await sign(house, panel, person).status == .ok) }
    try await house.act(away, "undo", by: "wangjianguo")
    #expect(try await !house.enter(members[0]).acts("/panels/\(panel)").contains("report.sign"))
    #expect(try await secretary.acts("/panels/\(panel)") == ["report.draft"])
    #expect(try await secretary.json("/desk")["items"]?.array?.first?["title"] == "起草评审组意见")
    #expect(house.faults == [])
  }

  @Test("只评过撤回那一份的人不用再签：剩下的等秘书再起草一次，不会没有人办")
  func lastSigner() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let (stays, away) = (try await house.atReview(), try await house.atReview("禾欣杂粮粥"))
    let (panel, seats) = try await house.drawn([stays, away])
    let members = Array(seats.prefix(7))
    for person in members {
      for number in [stays, away] { try await house.score(number, person, panel: panel) }
    }
    let both: JSON = .object([.init(stays, "建议列入。"), .init(away, "建议列入。")])
    let secretary = try await house.enter("zp-qin")
    let drafted = try await secretary.post(
      "/panels/\(panel)/report", ["edition": 0, "opinion": "意见一致。", "cases": both])
    try #require(drafted.status == .ok, "\(drafted.text)")
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
    try await house.act(
      away, "withdrawal", ["number": .string(away), "reason": "再想想"], by: "wangjianguo")
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
    let (house, stays, away, panel, members) = try await begun()
    try #require(try await draft(house, panel, stays).status == .ok)
    for person in members { _ = try await sign(house, panel, person) }
    let third = try house.store.read { database in
      try database.first("SELECT count(*) FROM panel_case") { $0.int(0) }
    }
    #expect(third == 2)
    try await house.act(away, "undo", by: "wangjianguo")
    let approver = try await house.enter("sj-shi", surely: true)
    let done = try await approver.post(
      "/draws/\(panel)/annulment", ["reason": "候补用完", "number": "2026-1"])
    #expect(done.json["state"] == "drawn", "\(done.text)")
    let proof = try await house.json("/api/v1/draws/\(panel)")
    #expect(proof["state"] == "drawn" && proof["annulment"] == nil)
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
