import Foundation
import HTTP
import Linux
import TestSupport
import Testing

@Suite("数据出了意外：看得出来，停止写入，等操作者决定", .serialized)
struct EvidenceTests {
  private let folder: TemporaryFolder
  private var data: String { folder.path + "/data" }
  private var database: String { data + "/brandpilot.db" }

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> (code: Int32, output: String, errors: String) {
    try Program.run("brandpilot", arguments)
  }

  /// One that has lived before: its tables are in the file, not only in -wal.
  private func crash() throws {
    #expect(try Instance(data).stop() == 0)
    let portal = try Instance(data)
    portal.program.kill(SIGKILL)
    portal.program.wait()
  }

  @Test("用过的文件夹少了数据库：不新建，不删除，说清楚", arguments: ["不在", "空的", "只有文件"])
  func lived(_ how: String) throws {
    #expect(try Instance(data).stop() == 0)
    try Files.makeFolder(data + "/files")
    try Files.replace(data + "/files/one", with: [1])
    Files.remove(database)
    if how == "空的" { try Files.replace(database, with: []) }
    if how == "只有文件" { Files.remove(data + "/journal.head") }
    let answer = try run("serve", "--data", data, "--listen", "127.0.0.1:0")
    #expect(answer.code == 65)
    #expect(answer.errors.contains("已经用过"))
    #expect(answer.errors.contains("files 里的 1 个文件"))
    #expect(answer.errors.contains("restore --replace"))
    #expect(try Files.list(data + "/files") == ["one"])
    #expect(Files.size(database) ?? 0 == 0)
  }

  enum Accident: String, CaseIterable { case lostWAL, lostHead }

  @Test("崩溃后 -wal 不在、链首文件不在：能看不能写，重启还是这样，接受后照常", arguments: Accident.allCases)
  func doubts(_ accident: Accident) throws {
    try crash()
    Files.remove(accident == .lostWAL ? database + "-wal" : data + "/journal.head")
    let said =
      accident == .lostWAL ? "brandpilot.db-wal 却不在" : "旁存的链首文件 journal.head 不在"
    for _ in 0..<2 {
      let portal = try Instance(data)
      #expect(portal.greeting.contains(said))
      let ready = try portal.get("/readyz")
      #expect(ready.status == 503)
      #expect(ready.text.contains(said) && ready.text.contains("verify --accept-loss"))
      #expect(try portal.get("/").status == 200)
      #expect(try portal.get("/metrics").text.contains("brandpilot_data_in_doubt 1"))
      #expect(portal.stop() == 0)
    }
    #expect(try run("verify", "--data", data).code == 65)
    let accepted = try run("verify", "--accept-loss", "--data", data)
    #expect(accepted.code == 0)
    #expect(accepted.errors.contains("接受缺失：") && accepted.errors.contains(said))
    let portal = try Instance(data)
    #expect(try portal.get("/readyz").text == "ready\n")
    #expect(portal.stop() == 0)
    #expect(try run("verify", "--data", data).code == 0)
  }

  @Test("一页被乱写：从不说就绪；换上备份后照常，原有内容移到一旁")
  func damagedPage() throws {
    #expect(try Instance(data).stop() == 0)
    let copy = folder.path + "/copy.tar"
    #expect(try run("backup", "--data", data, "--to", copy).code == 0)
    let sound = try Files.read(database)
    let pages = sound.count / 4096
    for page in stride(from: 1, to: pages, by: max(1, pages / 12)) {
      var bytes = sound
      for index in 0..<4096 {
        bytes[page * 4096 + index] = UInt8(truncatingIfNeeded: index &* 167 &+ 91)
      }
      try Files.replace(database, with: bytes)
      for name in ["-wal", "-shm"] { Files.remove(database + name) }
      Files.remove(data + "/doubts.json")
      let port = try freePort()
      let program = try Program(
        "brandpilot", ["serve", "--data", data, "--listen", "127.0.0.1:\(port)", "--log", "off"])
      if let greeting = try? program.waitForError("正在 127.0.0.1:\(port) 提供服务") {
        #expect(greeting.contains("数据库文件有损坏"), "page \(page)")
        let endpoint = try #require(Endpoint("127.0.0.1:\(port)"))
        #expect(try Exchange.request("GET", "/readyz", to: endpoint).status == 503)
        program.kill(SIGTERM)
        #expect(program.wait() == 0)
      } else {
        #expect(program.wait() == 65, "page \(page)")
      }
    }
    let restored = try run("restore", "--replace", "--from", copy, "--data", data)
    #expect(restored.code == 0)
    #expect(restored.errors.contains("原有内容在 \(data)/aside/"))
    let portal = try Instance(data)
    #expect(try portal.get("/readyz").text == "ready\n")
    #expect(portal.stop() == 0)
    let aside = try #require(try Files.list(data + "/aside").first)
    #expect(try Files.list("\(data)/aside/\(aside)").contains("brandpilot.db"))
  }

  @Test("备份里缺一截、改一个字节，都恢复不了，原有的还在")
  func damagedArchive() throws {
    #expect(try Instance(data).stop() == 0)
    let copy = folder.path + "/copy.tar"
    #expect(try run("backup", "--data", data, "--to", copy).code == 0)
    let sound = try Files.read(copy)
    var changed = sound
    changed[512 + 100] ^= 1
    for bytes in [Array(sound.dropLast(2048)), changed] {
      try Files.replace(folder.path + "/bad.tar", with: bytes)
      let answer = try run(
        "restore", "--replace", "--from", folder.path + "/bad.tar", "--data", data)
      #expect(answer.code == 65)
    }
    #expect(try run("verify", "--data", data).code == 0)
    #expect(!Files.exists(data + "/aside") && !Files.exists(data + "/restoring"))
  }
}
