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
        files(house), in: Connection.open(house.store.path, .reader),
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
}
