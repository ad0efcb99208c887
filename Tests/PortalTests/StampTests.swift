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
    let remembered = try store.read { try Beside.of(Self.cases(in: $0), in: $0) }
    let fresh = try await store.write { try Beside.of(Self.cases(in: $0), in: $0) }
    return remembered == fresh
  }

  private static func cases(in database: borrowing Connection) throws -> [Case] {
    try database.all("SELECT * FROM application_row ORDER BY id", read: Case.init)
  }
}

@Suite("一份申请旁边的事变了，它的戳就变：记着的总是现在的")
struct StampTests {
  /// Whatever is written, by whichever statement.
  enum Change: CaseIterable {
    case matterOpened, matterChanged, eventWritten, dayBegun, dayMoved, dayEnded

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
    let before = try stamps()
    #expect(try await house.remembersRight())
    try await house.store.write { database in
      let file = try database.first("SELECT id FROM application WHERE number = ?", number) {
        $0.int(0)
      }
      try change.make(file ?? 0, in: database)
    }
    let after = try stamps()
    #expect(after[number] != before[number] && after[other] == before[other])
    #expect(try await house.remembersRight())
  }

  @Test("办到一半没有办成的不留下记忆：退回去以后又办成别的，读到的是办成的")
  func rolledBack() async throws {
    let house = try House()
    let number = try await house.submitted()
    struct Undone: Error {}
    _ = try? await house.store.write { database in
      let file = try #require(try Cases.find(number, in: database))
      try Change.matterOpened.make(file.id.number, in: database)
      _ = try Beside.of(try #require(try Cases.find(number, in: database)), in: database)
      throw Undone()
    }
    #expect(try await house.remembersRight())
  }
}
