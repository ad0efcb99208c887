import JSON
import Journal
import Linux
import SQLite
import Testing
import Vocabulary

@Suite("记录链：只增不改，改了就看得出")
struct JournalTests {
  private let noon = Instant(Day(2026, 11, 20)!, hour: 12)

  private func journal(_ count: Int) throws -> Connection {
    let database = try Connection.open(":memory:", .scratch)
    try database.migrate([Journal.migration])
    for index in 0..<count {
      try Journal.record(
        Entry(
          "note", by: "a\(index)", onBehalfOf: index == 1 ? "b" : nil, about: "case/\(index)",
          "第 \(index) 件",
          payload: ["phone": "13800000000"]), at: noon, in: database)
    }
    return database
  }

  @Test("空链、一条、许多条都能核验")
  func verifies() throws {
    for count in [0, 1, 50] {
      let database = try journal(count)
      let head = try Journal.verify(database)
      #expect(head.sequence == count)
      #expect(head == (try Journal.head(of: database)))
    }
    #expect(try Journal.verify(try journal(0)) == .empty)
  }

  @Test("每条接上前一条的散列，序号连续")
  func chain() throws {
    let database = try journal(3)
    let first = try #require(try Journal.link(1, in: database))
    let second = try #require(try Journal.link(2, in: database))
    #expect(first.previous == [UInt8](repeating: 0, count: 32))
    #expect(second.previous == first.hash)
    #expect(second.behalf == "b")
    #expect(second.summary == "第 1 件")
    #expect(second.at == noon)
  }

  @Test(
    "触发器挡住改动",
    arguments: [
      "UPDATE journal SET summary = 'x' WHERE sequence = 2",
      "DELETE FROM journal WHERE sequence = 3",
      "INSERT INTO journal SELECT 9, at, actor, behalf, act, subject, summary, payload_digest, previous, hash FROM journal WHERE sequence = 1",
      "UPDATE journal_payload SET payload = '{}' WHERE sequence = 1",
    ] as [StaticString])
  func appendOnly(_ sql: StaticString) throws {
    let database = try journal(3)
    #expect(throws: DatabaseError.self) { try database.run(sql) }
    #expect(try Journal.verify(database).sequence == 3)
  }

  /// Whoever can drop the triggers can change the rows, but not unseen.
  private static let tampering: [(StaticString, Journal.Flaw)] = [
    ("UPDATE journal SET summary = 'x' WHERE sequence = 2", .altered(2)),
    ("UPDATE journal SET actor = 'x' WHERE sequence = 2", .altered(2)),
    ("UPDATE journal SET behalf = NULL WHERE sequence = 2", .altered(2)),
    ("UPDATE journal SET at = at + 1 WHERE sequence = 1", .altered(1)),
    ("UPDATE journal SET subject = NULL WHERE sequence = 3", .altered(3)),
    ("UPDATE journal SET hash = zeroblob(32) WHERE sequence = 1", .altered(1)),
    ("UPDATE journal SET previous = zeroblob(32) WHERE sequence = 2", .broken(2)),
    ("DELETE FROM journal_payload WHERE sequence = 2", .payloadMissing(2)),
    (
      "DELETE FROM journal_payload; DELETE FROM journal WHERE sequence = 2",
      .gap(expected: 2, found: 3)
    ),
    (
      "DELETE FROM journal_payload; DELETE FROM journal WHERE sequence = 1",
      .gap(expected: 1, found: 2)
    ),
    ("UPDATE journal_payload SET payload = '{}' WHERE sequence = 2", .payloadAltered(2)),
  ]

  @Test("拆掉触发器改动，核验指出是哪一条", arguments: tampering)
  func isSeen(_ sql: StaticString, _ flaw: Journal.Flaw) throws {
    let database = try journal(3)
    try database.batch(
      """
      DROP TRIGGER journal_grows; DROP TRIGGER journal_stands; DROP TRIGGER journal_stays;
      DROP TRIGGER journal_payload_stands;
      """)
    try database.batch(sql)
    #expect(throws: flaw) { try Journal.verify(database) }
  }

  @Test("只核对末尾：末尾的改动看得出，更早的不看")
  func tail() throws {
    let database = try journal(9)
    try Journal.verifyTail(from: 1, of: database)
    try database.batch(
      "DROP TRIGGER journal_stands; UPDATE journal SET summary = 'x' WHERE sequence = 5")
    #expect(throws: Journal.Flaw.altered(5)) { try Journal.verifyTail(from: 4, of: database) }
    #expect(throws: Journal.Flaw.altered(5)) { try Journal.verifyTail(from: 5, of: database) }
    try Journal.verifyTail(from: 6, of: database)
  }

  @Test("抹去个人信息后链仍然完整，抹去本身也有记录")
  func erasure() throws {
    let database = try journal(3)
    try Journal.erasePayload(of: 2, by: "auditor", reason: "到期", at: noon, in: database)
    #expect(try Journal.verify(database).sequence == 4)
    let left = try database.all("SELECT sequence FROM journal_payload ORDER BY 1") { $0.int(0) }
    #expect(left == [1, 3, 4])
    let entry = try #require(try Journal.link(4, in: database))
    #expect([entry.act, entry.subject, entry.actor] == ["journal.erase", "journal/2", "auditor"])
  }

  @Test("同样的内容两次入链，散列不同（加盐）")
  func salted() throws {
    let database = try journal(0)
    for _ in 0..<2 {
      try Journal.record(Entry("n", by: "a", "s", payload: ["p": 1]), at: noon, in: database)
    }
    let links = try (1...2).map { try #require(try Journal.link($0, in: database)) }
    #expect(links[0].payloadDigest != links[1].payloadDigest)
  }

  @Test("旁存的链首：认得落后的和换掉的数据库")
  func headFile() throws {
    let folder = try Files.makeTemporaryFolder("journal")
    defer { Files.removeFolder(folder) }
    let file = HeadFile(besides: folder + "/x.db")
    let database = try journal(3)
    for rubbish in ["", "{}", "xx", #"{"sequence":-1,"hash":""}"#] {
      try Files.replace(file.path, with: Array(rubbish.utf8))
      #expect(throws: Journal.Flaw.headUnreadable) { try file.compare(with: database) }
    }
    Files.remove(file.path)
    try file.compare(with: database)  // nothing remembered yet
    let head = try Journal.head(of: database)
    try file.write(head)
    #expect(try file.read() == head)
    try file.compare(with: database)
    #expect(throws: Journal.Flaw.shorterThanHead(head, found: 2)) {
      try file.compare(with: try journal(2))
    }
    #expect(throws: Journal.Flaw.otherThanHead(head)) { try file.compare(with: try journal(5)) }
  }
}
