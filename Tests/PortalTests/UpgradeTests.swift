import Accounts
import JSON
import Journal
import Linux
import Registry
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("升级：以前的备份，升级以后也核验、恢复得了")
struct UpgradeTests {
  @Test("停在哪一步的数据库都核验得过，动过的核验不过", arguments: [2, migrations.count - 2, migrations.count])
  func older(_ steps: Int) throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/old.db"
    do {
      let store = try Store(file, migrations: Array(migrations.prefix(steps)))
      defer { store.close() }
      try store.writeAndWait {
        try Journal.record(
          Entry("portal.create", by: "system", "新建数据库"), at: Instant(milliseconds: 0), in: $0)
      }
    }
    let head = try Maintenance.verify(Connection.open(file, .reader), nil)
    #expect(head.sequence == 1)
    #expect(try Maintenance.restore(file, to: folder.path + "/new").hex == head.hex)
    let other = try Connection.open(file, .writer)
    try other.batch("DROP TRIGGER journal_stays")
    #expect(throws: SchemaError.self) { try Maintenance.verify(other, nil) }
  }

  /// A database of that time with something in every table, and its files.
  private func old(_ steps: Int, in folder: String) throws -> [String: String] {
    let package = try House(isDemo: false).store.read { database in
      try database.first("SELECT hash, id, version, files FROM policy_package ORDER BY id") {
        OldRows.Package(hash: $0.blob(0), id: $0.text(1), version: $0.text(2), files: $0.text(3))
      }
    }
    try Files.makeFolder("\(folder)/files")
    try Files.replace("\(folder)/files/old-licence", with: OldRows.proof)
    let database = try Connection.open("\(folder)/brandpilot.db", .writer)
    try database.migrate(Array(migrations.prefix(steps)))
    try OldRows.put(steps, #require(package), in: database)
    let contents = try OldTables.contents(steps, of: database)
    #expect(try OldTables.names(in: database) == Set(contents.keys))
    for (table, rows) in contents { #expect(rows != "[]", "\(table)") }
    return contents
  }

  @Test("每一次发布时每张表里的行，升级以后一字不差，今天的程序都读得出", arguments: OldRows.landed)
  func rows(_ steps: Int) async throws {
    let folder = try TemporaryFolder()
    let before = try old(steps, in: folder.path)
    let house = try House(isDemo: false, old: folder.path)
    #expect(try house.store.read { try OldTables.contents(steps, of: $0) } == before)
    #expect(try house.store.read { try $0.migrationsDone(of: migrations) } == migrations.count)
    try await readPeople(in: house)
    try await readWork(in: house)
    if steps >= 8 { try await readAnswers(in: house) }
    if steps >= 9 {
      let round = try await house.json("/api/v1/rounds/2025-1")
      #expect(round["title"] == "2025 年第一批" && round["quota"] == 7 && round["phase"] == "open")
      #expect(round["notes"]?.array?.first?["text"] == "开始受理")
    }
    if steps >= 10 { try await readRecords(in: house) }
    if steps >= 11 {
      let day = try await house.json("/api/v1/tools/workday?on=2027-03-02")
      // The old row names one holiday of seven: known in part, and so still provisional.
      #expect(day == ["working": false, "provisional": true])
    }
    #expect(house.faults == [])
  }

  /// Password, sessions, roles and open invitations are good for what they were.
  private func readPeople(in house: House) async throws {
    let answer = try await house.post(
      "/session", ["name": "jiu-editor", "password": .string(OldRows.password)])
    #expect(answer.status == .ok, "\(answer.text)")
    let editor = Guest(house: house, token: OldRows.token(1))
    let account = try await editor.json("/account")
    #expect(account["name"] == "李旧" && account["mail"] == "li@example.com")
    #expect(account["roles"]?.array?.map { $0["role"] } == ["enterpriseEditor"])
    let agents = try await editor.json("/sessions")["items"]?.array?.map { $0["agent"] }
    #expect(agents?.contains("旧浏览器") == true)
    let members = try await editor.json("/members")["members"]?.array?.map { $0["name"] }
    #expect(members == ["李旧"])
    let invitation = try await house.json("/api/v1/invitations/\(OldRows.secret)")
    #expect(invitation["role"] == "signatory", "\(invitation.text)")
  }

  private func readWork(in house: House) async throws {
    let editor = Guest(house: house, token: OldRows.token(1))
    let titles = try await editor.json("/inbox")["items"]?.array?.map { $0["title"] }
    #expect(titles == ["旧的通知"])
    let reused = try await editor.post(
      "/inbox/reading", [:], fields: ["Idempotency-Key: old-key"])
    #expect(reused.json["errors"]?.array?.first?["code"] == "reused", "\(reused.text)")
    let officer = Guest(house: house, token: OldRows.token(2))
    let tasks = try await officer.json("/desk")["items"]?.array?.compactMap { $0["title"]?.string }
    #expect(tasks?.contains { $0.contains("上海等确认有限公司") } == true, "\(tasks ?? [])")
    let claim = "/claims/\(ClaimID(31))"
    #expect(try await officer.json(claim)["note"] == "旧的说明")
    let opened = try await officer.post("\(claim)/proof/licence/opening").json["href"]?.string
    let file = try await officer.get(String(try #require(opened).dropFirst("/api/v1".count)))
    #expect(file.file?.range.count == OldRows.proof.count)
    let auditor = Guest(house: house, token: OldRows.token(3))
    #expect(try await auditor.json("/journal/verification")["valid"] == true)
    let found = try await auditor.json("/search?q=%E6%97%A7%E6%97%B6")
    #expect(found["items"]?.array?.map { $0["title"] } == ["上海旧时光有限公司"], "\(found.text)")
  }

  private func readAnswers(in house: House) async throws {
    let officer = Guest(house: house, token: OldRows.token(2))
    let claim = try await officer.json("/claims/\(ClaimID(32))")
    #expect(claim["answers"]?.array?.map { $0["text"] } == ["旧的回答"], "\(claim.text)")
  }

  /// Each counts, and the row that comes once more is known.
  private func readRecords(in house: House) async throws {
    let officer = Guest(house: house, token: OldRows.token(2))
    let facts = try await officer.json("/organisations/\(OrganisationID(11))/facts")
    #expect(facts["records"]?.array?.count == 2, "\(facts.text)")
    let again = [
      RegistryTests.heads[.credit] ?? "",
      "91310104MA1FR00186,经营异常,徐汇局,旧9号,2026-01-05,,新来源,2026-11-19",
    ].joined(separator: "\n")
    let report = try Import(house.store).run(Array(again.utf8), .credit, at: house.clock.now)
    #expect(report.changed == 1 && report.refused.isEmpty)
    let after = try await officer.json("/organisations/\(OrganisationID(11))/facts")
    #expect(after["records"]?.array?.count == 2, "\(after.text)")
  }
}
