import JSON
import Rounds
import Routing
import SQLite
import Testing
import Vocabulary

@testable import Applications
@testable import Portal

extension House {
  /// Of every case: what is remembered of it is what a fresh look finds.
  func remembersRight() async throws -> Bool {
    let kept = rooms.applications.desk.judge.kept
    let remembered = try store.read { try Beside.of(Self.cases(in: $0), kept, in: $0) }
    let fresh = try await store.write { try Beside.of(Self.cases(in: $0), kept, in: $0) }
    return remembered == fresh
  }

  /// The same of how its enterprise stands.
  func knowsRight() async throws -> Bool {
    let (judge, now) = (rooms.applications.desk.judge, clock.now)
    let remembered = try store.read { try Self.standings(judge, now, in: $0) }
    let fresh = try await store.write { try Self.standings(judge, now, in: $0) }
    return remembered == fresh
  }

  private static func standings(
    _ judge: Judge, _ now: Instant, in database: borrowing Connection
  ) throws -> [JSON] {
    try cases(in: database).map { file in
      let facts = try judge.facts(of: file, for: nil, at: now, in: database)
      let standing = try judge.standing(facts, in: database)
      return [standing.findingsJSON, standing.knownJSON]
    }
  }

  private static func cases(in database: borrowing Connection) throws -> [Case] {
    try database.all("SELECT * FROM application_row ORDER BY id", read: Case.init)
  }
}

@Suite("一份申请旁边的事变了，它的戳就变：记着的总是现在的")
struct StampTests {
  /// Whatever is written, by whichever statement.
  enum Change: CaseIterable {
    case matterOpened, matterChanged, matterGone, eventWritten, dayBegun, dayMoved, dayEnded,
      dayGone

    func make(_ file: Int, in database: borrowing Connection) throws {
      switch self {
      case .matterOpened:
        try database.run(
          """
          INSERT INTO matter (id, application, kind, reference, word, stage, opened)
          VALUES (77, ?, 'flag', '', '', 'submitted', 1)
          """, file)
      case .matterChanged:
        try database.run("UPDATE matter SET outcome = 'x' WHERE application = ?", file)
      case .matterGone:
        try database.run("DELETE FROM matter WHERE id = 77 AND application = ?", file)
      case .dayGone:
        try database.run("DELETE FROM deadline WHERE application = ?", file)
      case .eventWritten:
        try database.run(
          """
          INSERT INTO application_event (application, edition, at, act, from_stage, to_stage, seat, text)
          VALUES (?, 900, 1, 'flag.raise', 'submitted', 'submitted', NULL, '')
          """, file)
      case .dayBegun:
        try database.run(
          """
          INSERT INTO deadline (id, application, figure, start, days, due, provisional)
          VALUES (78, ?, 'acceptDays', 1, 1, 1, 0)
          """, file)
      case .dayMoved:
        try database.run("UPDATE deadline SET provisional = 1 WHERE application = ?", file)
      case .dayEnded:
        try database.run("UPDATE deadline SET closed = 1 WHERE application = ?", file)
      }
    }
  }

  @Test("事项、经过、期限，新写的和改写的都换戳，别的申请不换", arguments: Change.allCases)
  func changes(_ change: Change) async throws {
    let house = try House()
    let number = try await house.submitted()
    _ = try await house.act(number, "flags", ["text": "核对商标"], by: "xh-sunli")
    let other = try await house.draft(by: try await house.enter("lihua"), "另一件")
    func stamps() throws -> [String: Int] {
      try house.store.read { database in
        Dictionary(
          uniqueKeysWithValues: try database.all(
            "SELECT number, stamp FROM application"
          ) { ($0.text(0), $0.int(1)) })
      }
    }
    func make(_ change: Change) async throws {
      try await house.store.write { database in
        let file = try database.first("SELECT id FROM application WHERE number = ?", number) {
          $0.int(0)
        }
        try change.make(file ?? 0, in: database)
      }
    }
    if change == .matterGone { try await make(.matterOpened) }
    let before = try stamps()
    #expect(try await house.remembersRight())
    try await make(change)
    let after = try stamps()
    #expect(after[number] != before[number] && after[other] == before[other])
    #expect(try await house.remembersRight())
  }

  /// What a gate judges an enterprise by.
  enum Known: CaseIterable {
    case renamed, answered, reanswered, unanswered, recorded, contested, struck

    func make(_ enterprise: Int, in database: borrowing Connection) throws {
      switch self {
      case .renamed:
        try database.run(
          "UPDATE organisation SET name = '上海禾欣有限公司第二分公司' WHERE id = ?", enterprise)
      case .answered:
        try database.run(
          """
          INSERT INTO declaration (organisation, edition, package, answers, at, person)
          SELECT organisation, edition + 1, package, '{}', at, person FROM declaration
          WHERE organisation = ? ORDER BY edition DESC LIMIT 1
          """, enterprise)
      case .reanswered:
        try database.run("UPDATE declaration SET answers = '{}' WHERE organisation = ?", enterprise)
      case .unanswered:
        try database.run("DELETE FROM declaration WHERE organisation = ?", enterprise)
      case .struck:
        try database.run(
          "DELETE FROM registry_record WHERE code = (SELECT credit_code FROM organisation WHERE id = ?)",
          enterprise)
      case .recorded:
        try database.run(
          """
          INSERT INTO registry_record (id, kind, code, natural, facts, source, as_of, imported)
          SELECT 79, 'credit', credit_code, 'x', '{"type":"严重违法失信","on":"2026-11-01"}', '试',
            20777, 1 FROM organisation WHERE id = ?
          """, enterprise)
      case .contested:
        try database.run(
          """
          UPDATE registry_record SET contest = '试', settled = 'withdrawn'
          WHERE code = (SELECT credit_code FROM organisation WHERE id = ?)
          """, enterprise)
      }
    }
  }

  @Test("名称、自述、登记数据、对登记数据的异议变了，关口就重新核对", arguments: Known.allCases)
  func known(_ change: Known) async throws {
    let house = try House()
    let number = try await house.submitted()
    func stamp() throws -> KnownStamp? {
      try house.store.read { try Cases.find(number, in: $0)?.known }
    }
    let before = try stamp()
    #expect(try await house.knowsRight())
    try await house.store.write { database in
      let file = try #require(try Cases.find(number, in: database))
      try change.make(file.enterprise.number, in: database)
    }
    #expect(try stamp() != before)
    #expect(try await house.knowsRight())
  }

  @Test("办到一半没有办成的不留下记忆：退回去以后又办成别的，读到的是办成的")
  func rolledBack() async throws {
    let house = try House()
    let number = try await house.submitted()
    let kept = house.rooms.applications.desk.judge.kept
    struct Undone: Error {}
    _ = try? await house.store.write { database in
      let file = try #require(try Cases.find(number, in: database))
      try Change.matterOpened.make(file.id.number, in: database)
      let changed = try #require(try Cases.find(number, in: database))
      _ = try Beside.of(changed, kept, in: database)
      throw Undone()
    }
    #expect(try await house.remembersRight())
  }
}
