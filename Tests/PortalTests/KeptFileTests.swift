import Glibc
import JSON
import Journal
import Linux
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Portal

@Suite("人们交来的文件：备份、恢复、核验都管到；没有记录的不删")
struct KeptFileTests {
  private func files(_ house: House) -> String { house.folder.path + "/files" }

  @Test("一个归档里有数据库和每个文件，恢复出来逐字相同；坏一个文件就备份不了，核验也不过")
  func archive() throws {
    let house = try House()
    let names = try Files.list(files(house))
    #expect(names.count > 1)
    let database = try Connection.open(house.store.path, .reader)
    let out = try TemporaryFolder()
    let copy = out.path + "/copy.tar"
    let draft = try Maintenance.draft(of: database, in: house.folder.path)
    #expect(
      try Maintenance.deliverAll(
        draft, files: files(house), to: copy, apart: house.folder.path) == names.count)
    #expect(!Files.exists(draft))
    let listed = try Program.run("/bin/tar", ["-tf", copy])
    #expect(listed.code == 0)
    #expect(
      Set(listed.output.split(separator: "\n").map(String.init))
        == Set(names.map { "files/\($0)" } + ["brandpilot.db", "list.json"]))
    let new = out.path + "/new"
    let restored = try Maintenance.restore(
      Descriptor.open(copy, O_RDONLY), named: copy, to: new, replaces: false,
      at: Instant(milliseconds: 0))
    #expect(restored.files == names.count && restored.aside == nil)
    for name in names {
      #expect(try Files.read("\(new)/files/\(name)") == Files.read("\(files(house))/\(name)"))
    }
    let victim = "\(files(house))/\(names[0])"
    try Files.replace(victim, with: try Files.read(victim).map { $0 ^ 1 })
    #expect(throws: Maintenance.Trouble.self) {
      try Maintenance.verify(database, nil, files: files(house))
    }
    let second = try Maintenance.draft(of: database, in: house.folder.path)
    #expect(throws: Maintenance.Trouble.self) {
      try Maintenance.deliverAll(
        second, files: files(house), to: out.path + "/bad.tar", apart: house.folder.path)
    }
    #expect(!Files.exists(out.path + "/bad.tar") && !Files.exists(second))
  }

  @Test("没有记录的文件：一天之内不动，之后移到一旁；恢复过的文件夹里一直不动；有记录的从不动")
  func strays() throws {
    let house = try House()
    let known = try Files.list(files(house))
    try Files.replace(files(house) + "/stray", with: [7])
    let written = try #require(Files.modified(files(house) + "/stray"))
    func tend(after hours: Double, mayMove: Bool = true) throws -> Strays.Found {
      try Strays.tend(
        files(house), known: Set(try house.store.read { try KeptFile.all(in: $0).map(\.name) }),
        asideIn: house.folder.path,
        at: Instant(milliseconds: written + Int64(hours * 3_600_000)), mayMove: mayMove)
    }
    #expect(try tend(after: 23.9).kept == ["stray"])
    #expect(try tend(after: 1000, mayMove: false).kept == ["stray"])
    #expect(try Files.list(files(house)) == (known + ["stray"]).sorted())
    let found = try tend(after: 24)
    #expect(found.moved == ["stray"])
    #expect(found.note?.contains("没有删除") == true)
    #expect(try Files.read("\(found.place)/stray") == [7])
    #expect(try Files.list(files(house)) == known)
  }

  /// A folder as an operator has it, with the house's database and files in it.
  private func folder(_ house: House, _ out: TemporaryFolder) throws -> String {
    let database = try Connection.open(house.store.path, .reader)
    let draft = try Maintenance.draft(of: database, in: house.folder.path)
    _ = try Maintenance.deliverAll(
      draft, files: files(house), to: out.path + "/copy.tar", apart: house.folder.path)
    _ = try Maintenance.restore(out.path + "/copy.tar", to: out.path + "/data")
    return out.path + "/data"
  }

  @Test("一个文件丢了：核验和备份都说；接受以后记入日志，核验通过；找回来的又算数")
  func lostFile() throws {
    let house = try House()
    let out = try TemporaryFolder()
    let path = try folder(house, out)
    let name = try #require(try Files.list(path + "/files").first)
    try Files.move("\(path)/files/\(name)", to: "\(out.path)/lost")
    let database = DataFolder.database(in: path)
    func verify() throws -> Head {
      try Maintenance.verify(
        Connection.open(database, .reader), HeadFile(besides: database), files: path + "/files")
    }
    #expect(throws: Maintenance.Trouble.self) { try verify() }
    let now = Instant("2026-11-20T17:50")!
    func accept() throws -> [String] {
      let folder = try DataFolder.claim(path, creates: false)
      let (lost, _) = try Maintenance.acceptLoss(folder, at: now)
      return lost
    }
    #expect(try accept() == ["文件 \(name) 不在，或者大小不对"])
    let head = try verify()
    #expect(try accept() == [])
    let reader = try Connection.open(database, .reader)
    let link = try #require(try Journal.link(head.sequence, in: reader))
    #expect([link.act, link.actor, link.summary] == ["loss.accept", "operator", "操作者接受数据缺失 1 项"])
    let all = try KeptFile.all(in: reader).count
    #expect(try KeptFile.expected(in: reader, kept: path + "/files").count == all - 1)
    try Files.move("\(out.path)/lost", to: "\(path)/files/\(name)")
    #expect(try KeptFile.expected(in: reader, kept: path + "/files").count == all)
  }

  @Test("以前的备份只有数据库，也能恢复；取代原有内容时，文件留在原处")
  func bareBackup() throws {
    let house = try House()
    let out = try TemporaryFolder()
    let path = try folder(house, out)
    let names = try Files.list(path + "/files")
    let bare = try Maintenance.draft(
      of: Connection.open(house.store.path, .reader), in: out.path)
    let now = Instant("2026-11-20T17:50")!
    func restore(to path: String, replaces: Bool) throws -> Maintenance.Restored {
      try Maintenance.restore(
        Descriptor.open(bare, O_RDONLY), named: bare, to: path, replaces: replaces, at: now)
    }
    #expect(throws: Maintenance.Trouble.self) { try restore(to: path, replaces: false) }
    let restored = try restore(to: path, replaces: true)
    #expect(restored.files == nil)
    let aside = try #require(restored.aside)
    #expect(try Files.list(aside).contains("brandpilot.db"))
    #expect(try Files.list(path + "/files") == names)
    #expect(DataFolder.wasRestored(path))
    #expect(try restore(to: out.path + "/new", replaces: false).aside == nil)
  }
}
