import Accounts
import Acts
import Policy
import Registry
import Rounds
import Routing
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Applications
@testable import Portal

@Suite("随意走：合法的、不合法的，一步一步和手写的表对照")
struct RandomWalkTests {
  private static let people = [
    "lihua", "wangjianguo", "xh-sunli", "xh-zhouwei", "zp-yang", "zp-zhu", "sj-lv", "sj-gu",
    "sj-shi",
  ]
  /// What is opened where, mostly.
  private static let usual: [Stage: Set<Matter.Kind>] = [
    .submitted: [.correction, .furtherReturn, .transfer, .duplicate, .handler, .flag],
    .returned: [.consultation, .extension],
    .accepted: [
      .honour, .districtReview, .recommendation, .correction, .furtherReturn, .duplicate,
      .consultation,
    ], .recommended: [.batch, .recusal],
    .screening: [.screening], .reviewing: [.panel, .report], .reviewed: [.decision],
    .publicised: [.objection], .listed: [.mark, .decision, .suspension],
    .ended: [.reconsideration, .objection],
  ]
  private static let words: [(kind: Matter.Kind, word: String, outcomes: [String])] = [
    (.correction, "", ["answered"]), (.furtherReturn, "", ["approved", "declined"]),
    (.transfer, "", ["accepted", "declined"]), (.extension, "", ["granted", "denied"]),
    (.duplicate, "", ["joined", "apart"]),
    (.recusal, "", ["substituted"]), (.handler, "", ["handedOver"]), (.flag, "", ["settled"]),
    (.consultation, "", ["answered"]),
    (.honour, "", ["verified", "verified", "rejected", "ended"]),
    (.districtReview, "", ["complete", "complete", "incomplete"]),
    (.recommendation, "recommend", ["approved"]),
    (.recommendation, "notRecommend", ["approved"]), (.batch, "", ["sent"]),
    (.screening, "pass", ["approved"]), (.screening, "correct", ["approved"]),
    (.screening, "fail", ["approved"]), (.panel, "", ["done", "annulled"]),
    (.report, "", ["signed"]), (.decision, "list", ["list"]), (.decision, "notList", ["notList"]),
    (.decision, "license", ["license"]), (.decision, "notLicense", ["notLicense"]),
    (.decision, "suspend", ["suspend"]), (.decision, "restore", ["restore"]),
    (.decision, "revoke", ["revoke"]), (.objection, "", ["rejected"]),
    (.mark, "", ["licensed", "refused"]), (.suspension, "", ["restored"]),
    (.reconsideration, "", ["granted", "refused"]),
  ]

  @Test("一万五千步：判官准的，正好是手写的表准的；走到哪里，也是表上写的；经过折得回环节；终止以后只有复核和撤销")
  func judge() async throws {
    let house = try House()
    try house.openRound()
    // One enterprise fails the conditions, so that every gate is seen both ways.
    let code = try #require(
      try house.store.read { try Organisations.find(Cast.organisation("yunshu"), in: $0) }?
        .creditCode)
    try house.take(.credit, "\(code),失信,某法院,2号,2026-10-02,,测试,2026-11-19")
    let desk = house.rooms.applications.desk
    let start = house.clock.now
    let enterprises = ["hexin", "yunshu"].map { Cast.organisation($0) }
    let rows = Set(WalkModel.rows.keys)
    let walked = try house.store.writeAndWait { database in
      var walk = Walk(desk: desk, start: start, enterprises: enterprises)
      var walked = try walk.run(15_000, in: database)
      // What comes about seldom is waited for, so that nothing hangs on where the dice began.
      for _ in 0..<20 where !rows.isSubset(of: walked.taken) || !rows.isSubset(of: walked.refused) {
        walked = try walk.run(5_000, in: database)
      }
      return walked
    }
    #expect(walked.wrong == [])
    // It went everywhere, and was refused everywhere.
    #expect(walked.stages == Set(Stage.allCases.map(\.rawValue)))
    #expect(rows.subtracting(walked.taken) == [])
    #expect(rows.subtracting(walked.refused) == [])
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  struct Walked: Sendable {
    var wrong: [String] = []
    var stages: Set<String> = []
    var taken: Set<String> = []
    var refused: Set<String> = []
  }

  private struct Walk {
    let desk: CaseDesk
    let start: Instant
    let enterprises: [OrganisationID]
    var dice = Dice(state: 20_261_130)
    var walked = Walked()
    var now: Instant
    var cases = 0
    var steps = 0

    init(desk: CaseDesk, start: Instant, enterprises: [OrganisationID]) {
      self.desk = desk
      self.start = start
      self.enterprises = enterprises
      now = start
    }

    mutating func run(_ steps: Int, in database: borrowing Connection) throws -> Walked {
      var (id, model) = try begin(in: database)
      for step in 0..<steps {
        // A life is short, so that there are many.
        if step % 30 == 29 { (id, model) = try begin(in: database) }
        now = Instant(
          milliseconds: now.milliseconds
            + Int64([60, 3600, 20_000, 200_000].randomElement(using: &dice) ?? 0) * 1000)
        try go(id, &model, in: database)
        if walked.wrong.count > 5 { break }
      }
      return walked
    }

    /// Straight through, by what is usually done.
    private static let way: [(String, Stage)] = [
      ("application.begin", .draft), ("application.submit", .submitted),
      ("application.accept", .accepted), ("recommendation.approve", .recommended),
      ("plan.takeUp", .cultivating), ("commission.entrust", .screening),
      ("screening.pass", .reviewing), ("panel.conclude", .reviewed),
      ("notice.publish", .publicised), ("list.publish", .listed),
    ]

    /// A new draft; every other one begins somewhere along the line.
    private mutating func begin(
      in database: borrowing Connection
    ) throws -> (ApplicationID, WalkModel) {
      cases += 1
      now = Instant(milliseconds: start.milliseconds + Int64(cases))
      let round = desk.library.rounds[0]
      let enterprise = enterprises[cases / 2 % 3 == 0 ? 1 : 0]
      guard let unit = try Organisations.find(enterprise, in: database)?.district,
        let package = desk.library.package(round.package)
      else { throw House.Trouble(text: "no unit") }
      let id = ApplicationID(cases)
      // Every third one came on paper.
      let isPaper = cases % 3 == 0
      let stage =
        cases % 2 == 0
        ? .draft : Self.way.randomElement(using: &dice)?.1 ?? .draft
      try database.run(
        """
        INSERT INTO application (id, number, round, organisation, unit, kind, item, stage, edition,
          begun, since, came_from, submitted, received)
        VALUES (?1, ?2, ?3, ?4, ?5, 'product', '某产品', ?6, 1, ?7, ?7, ?8, ?9, ?10)
        """, id.number, "\(round.number)-\(1_000_000 + cases)", round.id.number,
        enterprise.number, unit.number, stage.rawValue, now.milliseconds,
        nil as String?, stage == .draft ? nil : now.milliseconds,
        isPaper ? round.opens.day.number : nil)
      for (edition, passed) in Self.way[...(Self.way.firstIndex { $0.1 == stage } ?? 0)]
        .enumerated()
      {
        try database.run(
          """
          INSERT INTO application_event
            (application, edition, at, act, from_stage, to_stage, person, seat, text)
          VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, '')
          """, id.number, edition + 1, now.milliseconds, passed.0,
          edition == 0 ? nil as String? : Self.way[edition - 1].1.rawValue, passed.1.rawValue)
        try database.run(
          "UPDATE application SET edition = ? WHERE id = ?", edition + 1, id.number)
      }
      var model = WalkModel(
        since: now, related: enterprise == enterprises[0] ? own : [],
        offices: try [Role.districtHandler, .districtApprover].map { role in
          Set(
            try Memberships.people(of: unit, as: [role], in: database).map(\.person.number))
        },
        isEligible: enterprise == enterprises[0], isPaper: isPaper, isOnPaper: isPaper,
        opens: round.opens,
        closes: round.closes, corrections: package.figures[.corrections])
      model.stage = stage.rawValue
      if [.publicised, .listed].contains(stage) {
        let due = day()
        try Deadlines.open(
          due, for: id, at: stage, Moment(now: now, wall: now, by: .clock), in: database)
        try database.run(
          "UPDATE application SET due = ? WHERE id = ?", due.answer.day.number, id.number)
        model.due = due.answer.day
      }
      return (id, model)
    }

    private var own: Set<Int> {
      Set(["lihua", "wangjianguo"].map { Cast.person($0).number })
    }

    /// A notice, or a mark, that soon runs out.
    private func day() -> DueDay {
      DueDay(figure: "noticeDays", days: 1, desk.calendar.deadline(after: now.day, days: 1))
    }

    private mutating func go(
      _ id: ApplicationID, _ model: inout WalkModel, in database: borrowing Connection
    ) throws {
      guard let file = try Cases.find(id, in: database) else { return }
      walked.stages.insert(file.stage.rawValue)
      let login = RandomWalkTests.people.randomElement(using: &dice) ?? ""
      let person = Cast.person(login)
      let facts = try desk.judge.facts(of: file, for: person, at: now, in: database)
      steps += 1
      if steps % 4 == 0 { try compare(facts, model, person, in: database) }
      if model.stage == "ended" {
        let late = WalkModel.here(model.stage).filter {
          model.allows($0.name, by: person.number, at: now)
        }
        if !late.allSatisfy({
          [
            "application.undo", "paper.undo", "reconsideration.ask", "reconsideration.grant",
            "objection.propose",
            "objection.reject", "reconsideration.refuse", "application.bundle", "recusal.declare",
          ].contains($0.name)
        }) {
          walked.wrong.append("终止以后：\(late.map(\.name))")
        }
      }
      // Something opens or closes beside the line, or any step at all is tried.
      if Int.random(in: 0..<5, using: &dice) < 2 {
        return try openOrClose(file, &model, by: person, in: database)
      }
      let allowed = WalkModel.here(model.stage).filter {
        model.allows($0.name, by: person.number, at: now)
      }
      let fresh = allowed.filter { !walked.taken.contains($0.name) }
      let step =
        fresh.randomElement(using: &dice)
        ?? (Bool.random(using: &dice) ? allowed.randomElement(using: &dice) : nil)
        ?? Lifecycle.table.randomElement(using: &dice) ?? Lifecycle.write
      try take(step, facts, &model, by: person, in: database)
    }

    /// Offered is what the hand-written table admits, no more and no less.
    private mutating func compare(
      _ facts: CaseFacts, _ model: WalkModel, _ person: PersonID, in database: borrowing Connection
    ) throws {
      let roles = Set(Role.allCases.filter { _ in Bool.random(using: &dice) })
      let offered = Set(try desk.judge.offers(facts, roles, in: database).acts.map(\.name))
      let expected = Set(
        WalkModel.here(model.stage).filter { step in
          step.begun == .page && model.allows(step.name, by: person.number, at: now)
            && !model.by(step.name).isDisjoint(with: roles.map(\.rawValue))
        }.map(\.name))
      if offered != expected {
        walked.wrong.append(
          "\(facts.file.number) \(model.stage)：多 \(offered.subtracting(expected)) 少 \(expected.subtracting(offered))"
        )
      }
    }

    private mutating func take(
      _ step: Step, _ facts: CaseFacts, _ model: inout WalkModel, by person: PersonID,
      in database: borrowing Connection
    ) throws {
      let may = model.allows(step.name, by: person.number, at: now)
      do {
        let roles = step.by(facts)
        if roles.isEmpty, step.begun == .clock {
          try desk.judge.admit(step, facts, in: database)
        } else {
          try desk.judge.admit(step, facts, as: roles, in: database)
        }
      } catch is Refusal {
        walked.refused.insert(step.name)
        if may { walked.wrong.append("\(step.name) 在 \(model.stage) 应当可以") }
        return
      }
      if !may { walked.wrong.append("\(step.name) 在 \(model.stage) 不应当可以") }
      walked.taken.insert(step.name)
      let isOwn = !step.by(facts).isDisjoint(with: [.signatory, .enterpriseEditor])
      let moment = Moment(
        now: now, wall: now,
        by: .member(member(person, isOwn ? facts.file.enterprise : facts.file.unit)))
      var said = Said("")
      said.isQuiet = true
      if [.stage(.publicised), .stage(.listed)].contains(step.to) { said.due = day() }
      if step === Lifecycle.lookOver {
        try database.run(
          "UPDATE application SET looked = 'confirmed' WHERE id = ?", facts.file.id.number)
        model.isOnPaper = false
      }
      let moved = try desk.take(step, facts, said, moment, in: database)
      model.take(
        step.name, by: person.number, ofEnterprise: isOwn, at: now, due: moved.due)
      if moved.stage.rawValue != model.stage || moved.outcome?.rawValue != model.outcome {
        walked.wrong.append("\(step.name)：到了 \(moved.stage)，表上是 \(model.stage)")
      }
    }

    private mutating func openOrClose(
      _ file: Case, _ model: inout WalkModel, by person: PersonID, in database: borrowing Connection
    ) throws {
      let moment = Moment(now: now, wall: now, by: .member(member(person, file.unit)))
      let open = try Matters.of(file.id, in: database).filter(\.isOpen)
      if let matter = open.randomElement(using: &dice), Int.random(in: 0..<3, using: &dice) == 0 {
        let outcome =
          RandomWalkTests.words.first { $0.kind == matter.kind && $0.word == matter.word }?
          .outcomes.randomElement(using: &dice) ?? ""
        try Matters.close(matter.id, outcome, moment, in: database)
        let index = model.things.firstIndex { $0.id == matter.id.number }
        if let index { model.things[index].outcome = outcome }
      } else {
        let usual = RandomWalkTests.usual[file.stage] ?? []
        // Mostly what a step that was never taken waits for.
        let wanted = WalkModel.rows.filter {
          $0.value.from.contains(file.stage.rawValue) && !walked.taken.contains($0.key)
        }.flatMap(\.value.conditions)
        let words = RandomWalkTests.words.filter { usual.contains($0.kind) }
        let apt = words.filter { word in
          wanted.contains {
            $0.kind == word.kind.rawValue
              && (["", word.word].contains($0.value) || word.outcomes.contains($0.value))
          }
        }
        let any = file.stage == .ended || Int.random(in: 0..<4, using: &dice) > 0
        guard
          let (kind, word, _) = (any ? (apt.isEmpty ? words : apt) : RandomWalkTests.words)
            .randomElement(using: &dice)
        else { return }
        let id = try Matters.open(
          kind, word, reference: kind == .recusal ? "\(person)" : "", on: file, moment,
          in: database)
        model.things.append(
          WalkModel.Thing(
            kind: kind.rawValue, word: word, stage: file.stage.rawValue, by: person.number,
            id: id.number))
      }
    }

    private func member(_ person: PersonID, _ organisation: OrganisationID) -> Member {
      let seat = Caller.Seat(organisation, "", .district, district: nil, roles: [])
      return Member(
        caller: Caller(
          session: SessionID(1), person: person, name: "", login: "", seat: seat, duty: nil,
          isConfirmed: true, hasSecondFactor: true, formKey: FormKey([])), seat: seat)
    }
  }
}
