import Accounts
import Applications
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

/// What a page asks of the database does not grow with what there is in it: counted in statements and
/// in SQLite's own steps, of which a slow machine takes as many as a fast one.
@Suite("页面的开销：不随申请、经过和评审组的多少增长")
struct CostTests {
  let house: House

  init() throws { house = try House() }

  /// Every table of which answers are remembered.
  private static let touching: StaticString = """
    UPDATE application SET stamp = random();
    DELETE FROM application_event WHERE 0; DELETE FROM case_flag WHERE 0; DELETE FROM claim WHERE 0;
    DELETE FROM claim_answer WHERE 0; DELETE FROM commission WHERE 0;
    DELETE FROM commission_refused WHERE 0; DELETE FROM declaration WHERE 0;
    DELETE FROM expert_application WHERE 0; DELETE FROM factor_loss WHERE 0;
    DELETE FROM kept_way WHERE 0; DELETE FROM matter WHERE 0; DELETE FROM membership WHERE 0;
    DELETE FROM notice WHERE 0; DELETE FROM notice_item WHERE 0; DELETE FROM organisation WHERE 0;
    DELETE FROM person WHERE 0; DELETE FROM recusal WHERE 0; DELETE FROM registry_record WHERE 0;
    """

  private func cost(_ target: String, _ guest: Guest) async throws -> Store.Work {
    _ = try await guest.page(target)
    // What is remembered is not: as if somebody had written everything since.
    try await house.store.write { try $0.batch(Self.touching) }
    let before = house.store.readWork
    let answer = try await guest.page(target)
    #expect(answer.status == .ok, "\(target)")
    let work = house.store.readWork - before
    #expect(work.recompiled == 0, "\(target)")
    return work
  }

  /// More of the same, each with its matters: of the same enterprise and where it stands, or of another
  /// and long past.
  private func multiply(
    _ number: String, _ copies: ClosedRange<Int>, at stage: String? = nil
  ) throws {
    try house.store.writeAndWait { database in
      try database.run(
        """
        WITH RECURSIVE n(i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
        INSERT INTO application (id, number, round, organisation, unit, kind, item, stage, came_from,
          outcome, edition, begun, since, submitted, due, body, priority)
        SELECT a.id - n.i, '2026-1-' || (9000000 + n.i), a.round,
          iif(?4 IS NULL, a.organisation, (SELECT max(id) FROM organisation o
            WHERE o.kind = 'enterprise' AND o.id <> a.organisation)), a.unit, a.kind,
          a.item || n.i, coalesce(?4, a.stage), a.came_from, a.outcome, a.edition, a.begun - n.i, a.since,
          a.submitted, iif(?4 IS NULL, a.due, NULL), a.body, a.priority
        FROM n, application a WHERE a.number = ?1
        """, number, copies.lowerBound, copies.upperBound, stage)
      try database.run(
        """
        WITH RECURSIVE n(i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
        INSERT INTO matter (id, application, kind, reference, word, stage, opened, opened_by, closed,
          closed_by, outcome)
        SELECT m.id - n.i, a.id - n.i, m.kind, m.reference, m.word, m.stage, m.opened, m.opened_by,
          m.closed, m.closed_by, m.outcome
        FROM n, application a JOIN matter m ON m.application = a.id WHERE a.number = ?1
        """, number, copies.lowerBound, copies.upperBound)
    }
  }

  /// More of what was done with it.
  private func lengthen(_ number: String, by count: Int) throws {
    try house.store.writeAndWait { database in
      try database.run(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
        INSERT INTO application_event
          (application, edition, at, act, from_stage, to_stage, person, seat, text)
        SELECT e.application, e.edition + 1000 + n.i, e.at, 'flag.raise', e.to_stage, e.to_stage,
          e.person, e.seat, '又一次'
        FROM n, application_event e JOIN application a ON a.id = e.application
        WHERE a.number = ?1 AND e.edition = 1
        """, number, count)
    }
  }

  @Test("列表、工作台和一份申请的页面：多四十份申请、多两百条经过，语句的条数不变")
  func flat() async throws {
    let number = try await house.submitted()
    func costs() async throws -> [String] {
      var costs: [String] = []
      for login in ["xh-sunli", "xh-zhouwei", "sj-lv", "lihua"] {
        let guest = try await house.enter(login)
        for target in ["/applications", "/desk", "/applications/\(number)"] {
          costs.append("\(login) \(target) \(try await cost(target, guest).statements)")
        }
      }
      return costs
    }
    try multiply(number, 1...8)
    let few = try await costs()
    try multiply(number, 9...48)
    try lengthen(number, by: 200)
    let many = try await costs()
    #expect(many == few, "\(zip(few, many).filter { $0 != $1 })")
    #expect(house.faults == [])
  }

  @Test("早已发布的申请再多，列表、按环节筛选、工作台和下一件都不从它们身上走过")
  func past() async throws {
    let number = try await house.submitted()
    let body = Cast.organisation("zhipin").number
    try await house.store.write { database in
      try database.run("UPDATE application SET body = ? WHERE number = ?", body, number)
    }
    let targets = ["/applications", "/applications?stage=submitted", "/desk"]
    func steps() async throws -> [String: Int] {
      var steps: [String: Int] = [:]
      for login in ["xh-sunli", "xh-zhouwei", "sj-lv", "sj-shi", "jd-hua", "zp-qin"] {
        let guest = try await house.enter(login)
        for target in targets { steps[login + target] = try await cost(target, guest).steps }
      }
      for login in ["xh-sunli", "sj-lv"] {
        steps[login] = try await cost("/applications/\(number)", house.enter(login)).steps
      }
      return steps
    }
    // More than are counted: beyond, a number is a thousand and more.
    try multiply(number, 1...1100, at: "listed")
    let some = try await steps()
    try multiply(number, 1101...2200, at: "listed")
    let all = try await steps()
    for (page, before) in some {
      #expect(all[page, default: 0] <= before + before / 10, "\(page)")
    }
    #expect(house.faults == [])
  }

  @Test("别的单位推荐了再多，本单位审核人的工作台和列表也不从它们身上走过")
  func ofOthers() async throws {
    let number = try await house.recommended()
    let approver = try await house.enter("xh-zhouwei")
    func steps() async throws -> [String: Int] {
      var steps: [String: Int] = [:]
      for target in ["/desk", "/applications", "/batches/new"] {
        steps[target] = try await cost(target, approver).steps
      }
      return steps
    }
    func ofPudong(_ copies: ClosedRange<Int>) async throws {
      try multiply(number, copies, at: "recommended")
      try await house.store.write {
        try $0.run(
          """
          UPDATE application SET unit = (SELECT id FROM organisation WHERE key = 'pudong')
          WHERE number <> ?
          """, number)
      }
    }
    try await ofPudong(1...400)
    let some = try await steps()
    try await ofPudong(401...1200)
    let all = try await steps()
    for (page, before) in some {
      #expect(all[page, default: 0] <= before + before / 10, "\(page)")
    }
    #expect(house.faults == [])
  }

  @Test("审核人的工作台和下一件：前面有再多等经办人的，提请他审核的也在")
  func deep() async throws {
    let number = try await house.accepted()
    try await house.review(number)
    try multiply(number, 1...260)
    try await house.store.write { database in
      try database.run("UPDATE application SET due = due - 1 WHERE number <> ?", number)
    }
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei")
    let items = try await approver.json("/desk")["items"]?.array ?? []
    let cases = items.compactMap { $0["subject"]?.string }.filter { $0.hasPrefix("application/") }
    #expect(cases == ["application/\(number)"])
    let other = "2026-1-9000007"
    #expect(try await approver.json("/applications/\(other)")["next"] == .string(number))
    #expect(house.faults == [])
  }

  @Test("经办人的工作台和下一件：前面有再多等审核人的、等对方接收的、没有报送的，轮到他的也在，也不逐份判断")
  func deepForHandler() async throws {
    let number = try await house.accepted()
    try await house.review(number)
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    let handler = try await house.enter("xh-sunli")
    try multiply(number, 1...40)
    let few = try await cost("/desk", handler)
    try multiply(number, 41...640)
    let many = try await cost("/desk", handler)
    #expect(many.statements == few.statements)
    // So many of SQLite's steps to pass one over: to read and judge one takes many times more.
    #expect(many.steps - few.steps < 600 * 90, "\(many.steps - few.steps)")
    let writer = try await house.enter("lihua")
    let own = try await house.draft(by: writer, "禾欣点心")
    try await house.fill(own, by: writer)
    try await house.submit(own)
    try await house.act(own, "acceptance", by: "xh-sunli")
    try await house.store.write { database in
      try database.run("UPDATE application SET due = due + 5 WHERE number = ?", own)
    }
    let items = try await handler.json("/desk")["items"]?.array ?? []
    let cases = items.compactMap { $0["subject"]?.string }.filter { $0.hasPrefix("application/") }
    #expect(cases == ["application/\(own)"])
    #expect(try await handler.json("/applications/2026-1-9000007")["next"] == .string(own))
    #expect(house.faults == [])
  }

  @Test("按已超期、无人经办、重点推荐、自己承办找：找得到的不多，就不从别的身上走过")
  func narrow() async throws {
    let number = try await house.accepted()
    try await house.review(number)
    try await house.act(number, "handler", by: "xh-sunli")
    let targets = [
      "overdue=yes", "unassigned=yes", "priority=yes", "mine=yes", "priority=yes&overdue=yes",
      "overdue=yes&unassigned=yes&stage=submitted",
    ]
    func steps() async throws -> [String: Int] {
      var steps: [String: Int] = [:]
      for login in ["xh-sunli", "sj-lv"] {
        let guest = try await house.enter(login)
        for target in targets {
          steps["\(login) \(target)"] = try await cost("/applications?\(target)", guest).steps
        }
      }
      return steps
    }
    func plain(_ copies: ClosedRange<Int>) async throws {
      try multiply(number, copies)
      try await house.store.write { database in
        // In somebody else's hands, in time, of no priority.
        try database.run(
          """
          UPDATE application SET priority = '', handler = '0000000000001', due = 9000000
          WHERE number LIKE '2026-1-90%'
          """)
      }
    }
    try await plain(1...1100)
    let some = try await steps()
    try await plain(1101...2200)
    let all = try await steps()
    for (page, before) in some {
      #expect(all[page, default: 0] <= before + before / 10, "\(page)")
    }
    #expect(house.faults == [])
  }

  @Test("审核人的工作台和列表：待报送的再多，也只数一数，不逐份判断")
  func unsent() async throws {
    let number = try await house.recommended()
    try multiply(number, 1...40)
    let approver = try await house.enter("xh-zhouwei")
    func starts() async throws -> [JSON?] {
      try await approver.json("/desk")["acts"]?.array?
        .filter { $0["name"] == "batch.send" }.map { $0["count"] } ?? []
    }
    #expect(try await starts() == [41])
    let few = try await cost("/desk", approver)
    try multiply(number, 41...240)
    #expect(try await starts() == [241])
    let many = try await cost("/desk", approver)
    #expect(many.statements == few.statements)
    // So many of SQLite's steps to count one: to judge one takes more.
    #expect(many.steps - few.steps < 200 * 150, "\(many.steps - few.steps)")
    #expect(house.faults == [])
  }

  @Test("专家的工作台：评审组里多二十份要评的申请，语句的条数不变")
  func panel() async throws {
    try house.openRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    let (panel, members) = try await house.drawn([number])
    let expert = try house.enter(try #require(members.first))
    let accepted = try await expert.post("/panels/\(panel)/acceptance")
    try #require(accepted.status == .ok, "\(accepted.text)")
    let few = try await cost("/desk", expert).statements
    try multiply(number, 1...20)
    try await house.store.write { database in
      for table in [
        """
        INSERT INTO panel_case (panel, application)
        SELECT p.panel, a.id - n.value FROM application a JOIN panel_case p ON p.application = a.id,
          json_each(?2) n WHERE a.number = ?1
        """,
        """
        INSERT INTO review (id, panel, application, person, asked, accepted, why, edition, scores,
          answers)
        SELECT r.id - n.value, r.panel, a.id - n.value, r.person, r.asked, r.accepted, r.why,
          r.edition, r.scores, r.answers
        FROM application a JOIN review r ON r.application = a.id, json_each(?2) n
        WHERE a.number = ?1
        """,
      ] as [StaticString] {
        try database.run(
          table, number, JSON.array((1...20).map { .integer($0) }).text)
      }
    }
    #expect(try await expert.json("/desk")["items"]?.array?.count == 21)
    #expect(try await cost("/desk", expert).statements == few)
    #expect(house.faults == [])
  }
}
