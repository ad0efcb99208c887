import Accounts
import Applications
import Digest
import JSON
import Routing
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Review
@testable import SQLite

@Suite("评审组：回避、两方承诺和揭示、抽取的证明")
struct PanelTests {
  @Test("回避的专家按规则排除；两方承诺、揭示以后按公布的办法抽定，证明谁都能重算")
  func drawn() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    // 两位专家与禾欣有关系：一位离开不满三年，一位是近亲属。
    try house.store.writeAndWait { database in
      try Ties.add(
        Tie(
          code: "91310104MA1FR00186", name: "禾欣", kind: .employer, until: Day(2023, 11, 20)),
        of: PersonID(1_000_001), at: house.clock.now, in: database)
      try Ties.add(
        Tie(code: "91310104MA1FR00186", name: "禾欣", kind: .relative), of: PersonID(1_000_002),
        at: house.clock.now, in: database)
      // 这一位离开已经三年多一天。
      try Ties.add(
        Tie(
          code: "91310104MA1FR00186", name: "禾欣", kind: .employer, until: Day(2023, 11, 19)),
        of: PersonID(1_000_003), at: house.clock.now, in: database)
      try Memberships.grant(
        .screener, in: Cast.organisation("zhipin"), to: PersonID(1_000_004), by: nil,
        at: house.clock.now, database)
    }
    let even = try await house.form([number], size: 8)
    #expect(even.json["errors"]?.array?.map { $0["field"] } == ["size"])
    let formed = try await house.form([number])
    let panel = try #require(formed.json["id"]?.string, "\(formed.text)")
    #expect(try await house.form([number]).code == "panelOpen")
    var proof = try await house.json("/api/v1/draws/\(panel)")
    #expect(proof["state"] == "committing" && proof["order"] == [])
    #expect(
      Hex.text(SHA256.hash(proof["input"]?.canonical.bytes ?? []))
        == proof["inputHash"]?.string)
    let excluded = proof["input"]?["excluded"]?.array ?? []
    var rules: [String: String] = [:]
    for one in excluded {
      rules[one["id"]?.string ?? ""] = one["rules"]?.array?.first?["rule"]?.string
    }
    #expect(
      rules == [
        "\(PersonID(1_000_001))": "employer", "\(PersonID(1_000_002))": "relative",
        "\(PersonID(1_000_004))": "body",
      ])
    #expect(proof["input"]?["candidates"]?.array?.count == 11)
    // 还没有两个承诺，不能揭示；同一方不能承诺两次；数不对的不收。
    #expect(try await house.commit(panel, "sj-shi").json["state"] == "committing")
    #expect(try await house.commit(panel, "sj-shi").code == "committedAlready")
    #expect(try await house.reveal(panel, "sj-shi").code == "wrongState")
    #expect(try await house.commit(panel, "jd-hua").json["state"] == "revealing")
    let other = try await house.enter("jd-hua").post(
      "/draws/\(panel)/reveal", ["nonce": .string(String(repeating: "33", count: 32))])
    #expect(other.json["errors"]?.array?.map { $0["code"] } == ["notCommitted"])
    #expect(try await house.reveal(panel, "jd-hua").json["state"] == "revealing")
    #expect(try await house.reveal(panel, "sj-shi").json["state"] == "drawn")
    #expect(try await house.reveal(panel, "sj-shi").code == "wrongState")
    proof = try await house.json("/api/v1/draws/\(panel)")
    // 照公布的办法重算。
    let key = [UInt8](repeating: 0x11, count: 32) + [UInt8](repeating: 0x22, count: 32)
    let again = (proof["input"]?["candidates"]?.array ?? []).compactMap(\.string)
      .map { ($0, Hex.text(HMAC.code(key: key, Array($0.utf8)))) }.sorted { $0.1 < $1.1 }
    #expect(proof["order"]?.array?.map { $0["id"]?.string } == again.map(\.0))
    #expect(proof["order"]?.array?.map { $0["code"]?.string } == again.map(\.1))
    #expect(
      proof["order"]?.array?.map { $0["as"] }
        == Array(repeating: "member", count: 7) + ["alternate", "alternate"]
        + Array(repeating: "notDrawn", count: 2))
    let page = try await house.get("/draws/\(panel)").text
    #expect(page.contains(again[0].1) && !page.contains("专家1") && !page.contains("有机米饼"))
    // 谁都找得到：从批次到抽取一览，再到证明。
    let views = try await house.json("/api/v1/rounds/2026-1")["views"]
    #expect(views == [["name": "draws", "href": "/api/v1/rounds/2026-1/draws"]])
    let draws = try await house.json("/api/v1/rounds/2026-1/draws")["items"]?.array ?? []
    #expect(draws.map { $0["href"] } == [.string("/api/v1/draws/\(panel)")])
    #expect(draws.map { $0["state"] } == ["drawn"])
    #expect(try await house.get("/rounds/2026-1").text.contains("href=\"/rounds/2026-1/draws\""))
    #expect(try await house.get("/rounds/2026-1/draws").text.contains("href=\"/draws/\(panel)\""))
    #expect(house.faults == [])
  }

  @Test("候选名单固定以后才申报的关系：顺序不变，抽到的不请，由后面的补上；已经请了的不能承诺没有关系")
  func tiedSince() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    let formed = try await house.form([number])
    let panel = try #require(formed.json["id"]?.string, "\(formed.text)")
    for login in ["sj-shi", "jd-hua"] { _ = try await house.commit(panel, login) }
    let proof = try await house.json("/api/v1/draws/\(panel)")
    let candidates = (proof["input"]?["candidates"]?.array ?? []).compactMap(\.string)
    let order = DrawOrder.order(
      candidates, bureau: House.nonces["sj-shi"] ?? [], supervisor: House.nonces["jd-hua"] ?? [])
    let persons = order.compactMap { PersonID($0) }
    let code = try #require(
      try house.store.read { try Organisations.find(Cast.organisation("hexin"), in: $0) }?
        .creditCode)
    func tie(_ person: PersonID) async throws {
      let told = try await house.enter(person).post(
        "/experts/ties", ["creditCode": .string(code), "name": "禾欣", "kind": "coach"])
      try #require(told.status == .ok, "\(told.text)")
    }
    try await tie(persons[0])
    for login in ["sj-shi", "jd-hua"] { _ = try await house.reveal(panel, login) }
    func asked() throws -> Set<PersonID> {
      Set(
        try house.store.read { database in
          try database.all("SELECT person FROM review WHERE gone IS NULL") { PersonID($0.int(0)) }
        })
    }
    #expect(try asked() == Set(persons[1...7]))
    let shown = try await house.json("/api/v1/draws/\(panel)")
    #expect(shown["order"]?.array?.map { $0["id"]?.string } == order)
    // 请了以后才申报的。
    let late = try house.enter(persons[1])
    let accepted = try await late.post("/panels/\(panel)/acceptance")
    try #require(accepted.status == .ok, "\(accepted.text)")
    try await tie(persons[1])
    let id = try house.store.read { database in
      try database.first("SELECT id FROM review WHERE person = ?", persons[1].number) { $0.int(0) }
    }
    let review = ReviewID(try #require(id))
    let pledged = try await late.post(
      "/reviews/\(review)/pledge", ["conflict": "none", "agreed": true])
    #expect(pledged.json["errors"]?.array?.map { $0["code"] } == ["known"], "\(pledged.text)")
    let left = try await late.post(
      "/reviews/\(review)/pledge",
      ["conflict": "coach", "detail": "辅导过", "agreed": true])
    #expect(left.status == .ok, "\(left.text)")
    #expect(try asked() == Set(persons[2...8]))
    #expect(house.faults == [])
  }

  @Test("专家不够时不能分组；只有本机构的秘书能分组，别人看不到")
  func small() async throws {
    let house = try await House.withRound()
    let number = try await house.atReview()
    #expect(try await house.form([number]).code == "poolTooSmall")
    let screener = try await house.enter("zp-yang").post(
      "/panels/new", ["size": 7, "alternates": 2, "cases": [.string(number)]])
    #expect(screener.code == "notYourRole")
    try house.addExperts(12)
    let panel = try await house.drawn([number]).panel
    #expect(try await house.enter("zj-xu").get("/panels/\(panel)").status != .fault)
    let secretary = try await house.enter("zp-qin")
    let view = try await secretary.json("/panels/\(panel)")
    #expect(view["due"] == "2026-12-04" && view["reviews"]?.array?.count == 7)
    #expect(try await secretary.page("/panels/\(panel)").text.contains("纪要"))
    #expect(try await secretary.page("/panels").status == .ok)
  }

  @Test("作废要写理由、记录在案，申请可以重新分组")
  func annulled() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    let secretary = try await house.enter("zp-qin")
    func until() async throws -> [JSON?] {
      let file = try await secretary.json("/applications/\(number)")
      let listed = try await secretary.json("/applications")["items"]?.array?.first
      return [file["turn"]?["until"], listed?["turn"]?["until"], file["turn"]?["clock"]]
    }
    #expect(try await until() == ["2027-02-12", "2027-02-12", "scoring"])
    let (panel, members) = try await house.drawn([number])
    // 评到哪天，申请上和评审组上是同一天；作废以后又是批次的。
    #expect(try await until() == ["2026-12-04", "2026-12-04", "scoring"])
    let own = try await house.enter("lihua").json("/applications/\(number)")
    #expect(own["turn"]?["until"] == "2026-12-04")
    let approver = try await house.enter("sj-shi", surely: true)
    #expect(
      try await approver.post("/draws/\(panel)/annulment", ["reason": "", "number": "2026-1"])
        .status == .unprocessable)
    #expect(
      try await approver.post("/draws/\(panel)/annulment", ["reason": "错", "number": "2026-2"])
        .status == .unprocessable)
    let gone = try await approver.post(
      "/draws/\(panel)/annulment", ["reason": "候选名单有误", "number": "2026-1"])
    #expect(gone.json["state"] == "annulled", "\(gone.text)")
    #expect(try await until() == ["2027-02-12", "2027-02-12", "scoring"])
    try house.makeSure(of: approver)
    #expect(
      try await approver.post("/draws/\(panel)/annulment", ["reason": "再一次", "number": "2026-1"])
        .code
        == "annulledAlready")
    #expect(try await house.json("/api/v1/draws/\(panel)")["annulment"] == "候选名单有误")
    let member = try house.enter(members[0])
    #expect(try await member.post("/panels/\(panel)/acceptance").code == "wrongState")
    let second = try await house.form([number])
    #expect(second.status == .ok, "\(second.text)")
    let history = try await house.enter("jd-hua").json("/applications/\(number)")["history"]
    #expect(
      history?.array?.prefix(3).map { $0["act"] } == ["panel.form", "draw.annul", "panel.form"])
    #expect(house.faults == [])
  }

  @Test("升级以前抽定的，期限也到申请上；没有抽的、作废的没有")
  func upgraded() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let (drawn, annulled) = (try await house.atReview(), try await house.atReview("禾欣杂粮粥"))
    let committing = try await house.atReview("禾欣燕麦片")
    _ = try await house.drawn([drawn])
    let (panel, _) = try await house.drawn([annulled])
    let gone = try await house.enter("sj-shi", surely: true)
      .post("/draws/\(panel)/annulment", ["reason": "名单有误", "number": "2026-1"])
    try #require(gone.json["state"] == "annulled", "\(gone.text)")
    try #require(try await house.form([committing]).status == .ok)
    let secretary = try await house.enter("zp-qin")
    func days() async throws -> [JSON?] {
      var days: [JSON?] = []
      for number in [drawn, annulled, committing] {
        days.append(try await secretary.json("/applications/\(number)")["turn"]?["until"])
      }
      return days
    }
    let today = try await days()
    #expect(today == ["2026-12-04", "2027-02-12", "2027-02-12"])
    // 升级以前的样子：评审组和批次有期限，申请上没有。
    try house.store.writeAndWait { database in
      try database.batch(
        """
        DELETE FROM deadline;
        UPDATE application SET due = NULL WHERE stage = 'reviewing';
        """)
    }
    #expect(try await days() == [nil, nil, nil])
    try house.store.writeAndWait { try $0.batch(Reviews.days.sql) }
    #expect(try await days() == ["2026-12-04", nil, nil])
    try house.store.writeAndWait { try $0.batch(Applications.roundDays.sql) }
    #expect(try await days() == today)
    let rows = try house.store.read { database in
      try database.all(
        """
        SELECT a.number, d.due = a.due FROM application a JOIN deadline d ON d.application = a.id
        WHERE d.closed IS NULL AND d.figure = 'reviewDays'
        """
      ) { "\($0.text(0)) \($0.int(1))" }
    }
    #expect(rows == ["\(drawn) 1"])
  }

  @Test("撤回以后，评审组抽定了或者作废了，再撤销撤回：没有旧的期限，可以重新分组", arguments: [true, false])
  func withdrawnMeanwhile(isDrawnSince: Bool) async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let (away, stays) = (try await house.atReview(), try await house.atReview("禾欣杂粮粥"))
    let secretary = try await house.enter("zp-qin")
    let formed = try await house.form([away, stays])
    let panel = try #require(formed.json["id"]?.string, "\(formed.text)")
    for login in ["sj-shi", "jd-hua"] { _ = try await house.commit(panel, login) }
    func draw() async throws {
      for login in ["sj-shi", "jd-hua"] { _ = try await house.reveal(panel, login) }
    }
    var reader: Guest?
    if !isDrawnSince {
      try await draw()
      let member = try #require(
        try house.store.read { database in
          try database.first("SELECT person FROM panel_seat WHERE place = 1") {
            PersonID($0.int(0))
          }
        })
      let expert = try house.enter(member)
      _ = try await expert.post("/panels/\(panel)/acceptance")
      let pledged = try await expert.post(
        "/reviews/\(house.review(away, member))/pledge", ["conflict": "none", "agreed": true])
      try #require(pledged.status == .ok, "\(pledged.text)")
      #expect(try await expert.get("/applications/\(away)").status == .ok)
      reader = expert
    }
    let withdrawn = try await house.act(
      away, "withdrawal", ["number": .string(away), "reason": "再想想"], by: "wangjianguo")
    try #require(withdrawn["outcome"] == "withdrawn", "\(withdrawn)")
    if isDrawnSince {
      try await draw()
    } else {
      let annulled = try await house.enter("sj-shi", surely: true)
        .post("/draws/\(panel)/annulment", ["reason": "名单有误", "number": "2026-1"])
      try #require(annulled.json["state"] == "annulled", "\(annulled.text)")
    }
    let back = try await house.act(away, "undo", by: "wangjianguo")
    try #require(back["stage"] == "reviewing", "\(back)")
    func until(_ number: String) async throws -> JSON? {
      try await secretary.json("/applications/\(number)")["turn"]?["until"]
    }
    #expect(try await until(away) == "2027-02-12")
    // 作废的那一组，专家也不再看得到。
    if let reader {
      #expect(try await reader.get("/applications/\(away)").status == .notFound)
    }
    #expect(try await until(stays) == (isDrawnSince ? "2026-12-04" : "2027-02-12"))
    let anew = try await house.form([away])
    #expect(anew.status == .ok, "\(anew.text)")
    #expect(house.faults == [])
  }

  @Test("有人不参加、有人回避，候补按抽取的顺序接替")
  func alternates() async throws {
    let (house, number, panel, members) = try await House.atPanel()
    let first = try house.enter(members[0])
    try house.makeSure(of: first)
    let off = try await first.post("/panels/\(panel)/refusal", ["reason": "出差", "count": 3])
    #expect(off.json["errors"]?.array?.map { $0["field"] } == ["count"], "\(off.text)")
    #expect(
      try await first.post("/panels/\(panel)/refusal", ["reason": "出差", "count": 1]).status == .ok)
    #expect(try await first.post("/panels/\(panel)/acceptance").code == "answeredAlready")
    _ = try house.review(number, members[7])
    let second = try house.enter(members[1])
    try await second.post("/panels/\(panel)/acceptance")
    let sheet = try house.review(number, members[1])
    let recused = try await second.post(
      "/reviews/\(sheet)/pledge",
      ["conflict": "coach", "detail": "2025 年做过咨询", "agreed": true])
    #expect(recused.json["state"] == "gone", "\(recused.text)")
    #expect(try await second.get("/applications/\(number)").status == .notFound)
    _ = try house.review(number, members[8])
    // 候补用完，秘书收到通知。
    let third = try house.enter(members[2])
    try house.makeSure(of: third)
    try await third.post("/panels/\(panel)/refusal", ["reason": "生病", "count": 1])
    let inbox = try await house.enter("zp-qin").json("/inbox")
    #expect(
      inbox["items"]?.array?.contains { $0["title"] == "等您办：“禾欣有机米饼”的评审人数不足" } == true,
      "\(inbox.text)")
    // 能作废的人也收到，工作台上就有；评审组写明为什么写不成意见。
    let chief = try await house.enter("sj-shi")
    let task = try await chief.json("/desk")["items"]?.array?.first {
      $0["href"] == .string("/panels/\(panel)")
    }
    #expect(task?["title"] == "作废评审组的抽取")
    #expect(
      try await chief.json("/inbox")["items"]?.array?.first?["title"]
        == "等您办：“禾欣有机米饼”的评审人数不足")
    let seen = try await house.enter("zp-qin").json("/panels/\(panel)")
    #expect(
      seen["blocked"]?.array?.first?["reason"]
        == "“禾欣有机米饼”的评审现在是 6 人，要 5 人以上的单数；候补已经用完，由市局作废后重新抽取。")
    #expect(house.faults == [])
  }

  @Test("期限过了才请到的候补，有自己的期限：工作台、申请页面、接口都从请到那天算")
  func lateAlternate() async throws {
    let (house, number, panel, members) = try await House.atPanel()
    house.pass(seconds: 30 * 86_400)
    let before = try await house.enter("zp-qin").json("/applications/\(number)")["turn"]?["until"]
    let quitter = try house.enter(members[0])
    try house.makeSure(of: quitter)
    try await quitter.post("/panels/\(panel)/refusal", ["reason": "出差", "count": 1])
    _ = try house.review(number, members[7])
    let called = try house.enter(members[7])
    let task = try #require(try await called.json("/desk")["items"]?.array?.first)
    #expect(task["urgency"] == "fine", "\(task.text)")
    let after = try await house.enter("zp-qin").json("/applications/\(number)")["turn"]?["until"]
    #expect(after == task["due"] && after?.string ?? "" > before?.string ?? "9999")
    #expect(try await called.json("/panels/\(panel)")["due"] == after)
    #expect(house.faults == [])
  }
}
