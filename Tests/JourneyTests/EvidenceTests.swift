import Foundation
import HTTP
import Linux
import SQLite
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

  @Test("正常停下以后链首文件没了：核验不通过，说明少了什么；操作人员放在文件夹里的备份，启动时不动")
  func verified() throws {
    #expect(try Instance(data).stop() == 0)
    let kept = ["backup-2026.tar", "export-一月.csv", "backup-1.tmp.old"]
    for name in kept { try Files.replace(data + "/" + name, with: [1]) }
    try Files.replace(data + "/backup-17.tmp", with: [1])
    #expect(try Instance(data).stop() == 0)
    let left = try Files.list(data)
    #expect(kept.allSatisfy(left.contains) && !left.contains("backup-17.tmp"))
    let inside = try run("backup", "--data", data, "--to", data + "/files/copy.tar")
    #expect(inside.code != 0 && !Files.exists(data + "/files/copy.tar"), "\(inside.errors)")
    Files.remove(data + "/journal.head")
    let answer = try run("verify", "--data", data)
    #expect(answer.code == 65 && answer.errors.contains("journal.head 不在"), "\(answer.errors)")
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
    for page in stride(from: 0, to: pages, by: max(1, pages / 12)) {
      try Files.replace(database, with: scribbled(sound, page))
      for name in ["-wal", "-shm"] { Files.remove(database + name) }
      Files.remove(data + "/doubts.json")
      // Noticed by looking, and then remembered.
      for _ in 0..<2 {
        let portal = try Instance(data, saying: "")
        #expect(portal.greeting.contains("数据库文件有损坏"), "page \(page)")
        let ready = try portal.get("/readyz")
        #expect(ready.status == 503 && ready.text.contains("restore --replace"), "page \(page)")
        #expect(try portal.get("/healthz").status == 200)
        #expect(portal.stop() == 0)
      }
      #expect(try run("verify", "--data", data).code == 65)
    }
    let refused = try run("verify", "--accept-loss", "--data", data)
    #expect(refused.code == 65)
    #expect(refused.errors.contains("数据库本身有损坏"))
    let restored = try run("restore", "--replace", "--from", copy, "--data", data)
    #expect(restored.code == 0)
    #expect(restored.errors.contains("原有内容在 \(data)/aside/"))
    let portal = try Instance(data)
    #expect(try portal.get("/readyz").text == "ready\n")
    #expect(portal.stop() == 0)
    let aside = try #require(try Files.list(data + "/aside").first)
    #expect(try Files.list("\(data)/aside/\(aside)").contains("brandpilot.db"))
  }

  @Test("大的数据库边服务边看：看完之前不说就绪，看出损坏就停止写入，重启还是这样")
  func largeDatabase() throws {
    #expect(try Instance(data).stop() == 0)
    do {
      let store = try Connection.open(database, .writer)
      try store.batch(
        "CREATE TABLE ballast (x BLOB); INSERT INTO ballast VALUES (zeroblob(48000000))")
    }
    let sound = try Files.read(database)
    try Files.replace(database, with: scribbled(sound, sound.count / 4096 - 5000))
    for _ in 0..<2 {
      let portal = try Instance(data)
      var said = ""
      for _ in 0..<2000 where !said.contains("数据库文件有损坏") {
        let ready = try portal.get("/readyz")
        #expect(ready.status == 503)
        said = ready.text
        if !said.contains("数据库文件有损坏") { #expect(said.contains("正在检查数据库")) }
        pause(milliseconds: 5)
      }
      #expect(said.contains("数据库文件有损坏") && said.contains("restore --replace"))
      #expect(try portal.get("/metrics").text.contains("brandpilot_data_in_doubt 1"))
      #expect(portal.stop() == 0)
    }
  }

  @Test("大的数据库，启动时就要用的一页坏了：至多再启动一次，就说清楚坏了、怎么办，不会一直起不来")
  func damagedAtStart() throws {
    #expect(try Instance(data).stop() == 0)
    var roots: [(name: String, page: Int)] = []
    do {
      let store = try Connection.open(database, .writer)
      try store.batch(
        "CREATE TABLE ballast (x BLOB); INSERT INTO ballast VALUES (zeroblob(48000000))")
      roots = try store.all(
        """
        SELECT name, rootpage FROM sqlite_schema
        WHERE name IN ('journal', 'round', 'person')
          AND rootpage > 0
        """
      ) { (name: $0.text(0), page: $0.int(1)) }
    }
    #expect(roots.count == 3, "\(roots)")
    let (sound, head) = (try Files.read(database), try Files.read(data + "/journal.head"))
    for (name, page) in roots {
      // A process that was slow to notice has gone on writing.
      try Files.replace(data + "/journal.head", with: head)
      try Files.replace(database, with: scribbled(sound, page - 1))
      for other in ["brandpilot.db-wal", "brandpilot.db-shm", "doubts.json", "failed", "running"] {
        Files.remove(data + "/" + other)
      }
      // One that ends while it starts is started again, as a supervisor would.
      let portal = try (try? Instance(data, saying: "")) ?? Instance(data, saying: "")
      var said = ""
      _ = eventually {
        said = (try? portal.get("/readyz").text) ?? ""
        return said.contains("数据库文件有损坏")
      }
      #expect(said.contains("数据库文件有损坏") && said.contains("restore --replace"), "\(name) \(said)")
      _ = portal.stop()
    }
  }

  @Test("记录链末尾被改动：启动时看得出来")
  func alteredTail() throws {
    #expect(try Instance(data).stop() == 0)
    do {
      let store = try Connection.open(database, .writer)
      try store.batch(
        """
        DROP TRIGGER journal_stands;
        UPDATE journal SET summary = '别的' WHERE sequence = 2;
        CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
          BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
        """)
    }
    let portal = try Instance(data)
    #expect(try portal.get("/readyz").text.contains("记录链核对不上"))
    #expect(portal.stop() == 0)
    #expect(try run("verify", "--accept-loss", "--data", data).code == 65)
  }

  @Test("有疑问时命令行也不写；没有疑问时，崩溃后用命令行导入不会被当成丢失")
  func commands() throws {
    let file = folder.path + "/honours.csv"
    try Files.replace(
      file,
      with: Array(
        "统一社会信用代码,称号,年度,文号,产品,来源,数据日期\n91310104MA1FR00186,甲,2024,,,测试,2026-11-20".utf8))
    try crash()
    #expect(try run("verify", "--data", data).code == 0)
    #expect(try run("import", "--data", data, "honours", file).code == 0)
    #expect(!Files.exists(data + "/running"))
    let portal = try Instance(data)
    #expect(try portal.get("/readyz").text == "ready\n")
    portal.program.kill()
    portal.program.wait()
    Files.remove(data + "/journal.head")
    let alone = try run("import", "--data", data, "honours", file)
    #expect(alone.code == 65)
    #expect(alone.errors.contains("journal.head 不在"))
    #expect(try run("export", "--data", data, "honours", "--to", "-").code == 65)
    let doubtful = try Instance(data)
    let served = try run("import", "--data", data, "honours", file)
    #expect(served.code == 65)
    #expect(served.errors.contains("journal.head 不在"))
    // A copy of what is left can be made all the same.
    let copy = folder.path + "/copy.tar"
    #expect(try run("backup", "--data", data, "--to", copy).code == 0)
    #expect(doubtful.stop() == 0)
    #expect(Files.exists(data + "/running") && Files.exists(data + "/doubts.json"))
  }

  @Test("没有记录的文件：新的不动，旧的移到 strays 并说明；恢复以后不动")
  func strays() throws {
    #expect(try Instance(data).stop() == 0)
    let (old, new) = (data + "/files/old", data + "/files/new")
    try Files.replace(new, with: [1])
    func makeOld() throws {
      try Files.replace(old, with: [2])
      #expect(try Program.run("/usr/bin/touch", ["-d", "2 days ago", old]).code == 0)
    }
    try makeOld()
    let portal = try Instance(data)
    #expect(portal.greeting.contains("1 个文件在数据库里没有记录，已移到 \(data)/strays/"))
    #expect(portal.stop() == 0)
    #expect(try Files.list(data + "/files") == ["new"])
    let day = try #require(try Files.list(data + "/strays").first)
    #expect(try Files.read("\(data)/strays/\(day)/old") == [2])
    // Through a pipe, while nobody serves.
    let binary = "\(Project.programs)/brandpilot"
    let piped = try Program.run(
      "/bin/sh",
      [
        "-c",
        "\(binary) backup --data \(data) --to - | \(binary) restore --from - --replace --data \(data)-2",
      ])
    #expect(piped.code == 0 && piped.errors.contains("一起恢复了 0 个文件"), "\(piped.errors)")
    let restored = try run("backup", "--data", data, "--to", folder.path + "/copy.tar")
    #expect(restored.code == 0)
    try makeOld()
    #expect(
      try run("restore", "--replace", "--from", folder.path + "/copy.tar", "--data", data).code == 0
    )
    try makeOld()
    let again = try Instance(data)
    #expect(again.greeting.contains("没有移动"))
    #expect(again.stop() == 0)
    #expect(Files.exists(old))
  }

  private func scribbled(_ bytes: [UInt8], _ page: Int) -> [UInt8] {
    var bytes = bytes
    for index in 0..<4096 {
      bytes[page * 4096 + index] = UInt8(truncatingIfNeeded: index &* 167 &+ 91)
    }
    return bytes
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
