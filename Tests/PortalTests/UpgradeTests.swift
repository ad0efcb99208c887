import Journal
import SQLite
import TestSupport
import Testing
import Vocabulary

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
}
