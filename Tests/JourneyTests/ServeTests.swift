import Foundation
import HTTP
import JSON
import Linux
import SQLite
import TestSupport
import TestTraits
import Testing

@Suite("真的程序：启动、被杀、再起、备份、恢复、核验", .serialized, .waiting)
struct ServeTests {
  private func data(_ folder: TemporaryFolder) -> String { folder.path + "/data" }

  private func run(_ arguments: String...) throws -> (code: Int32, output: String, errors: String) {
    try Program.run("brandpilot", arguments)
  }

  @Test("每一种回答都带着安全字段、类型和日期，不露版本")
  func fields() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder))
    for target in [
      "/", "/tools", "/nowhere", "/api/v1/nowhere", "/healthz", "/%zz", "/openapi.json",
    ] {
      let answer = try portal.get(target)
      #expect(answer["content-security-policy"]?.hasPrefix("default-src 'none'; ") == true)
      #expect(answer["content-security-policy"]?.contains("unsafe") == false)
      #expect(answer["x-content-type-options"] == "nosniff")
      #expect(answer["referrer-policy"] == "same-origin")
      #expect(answer["cross-origin-opener-policy"] == "same-origin")
      #expect(answer["content-type"]?.contains("charset=utf-8") == true)
      #expect(answer["date"] != nil)
      #expect(answer["server"] == nil)
      #expect(answer["content-length"].flatMap(Int.init) == answer.body.count)
    }
  }

  @Test("SIGKILL 之后立即再起：两秒的工夫就绪，记录链完整，记着上次没有正常停止")
  func killed() throws {
    let folder = try TemporaryFolder()
    let first = try Instance(data(folder))
    #expect(try first.get("/readyz").text == "ready\n")
    // The start is on the record before we pull the plug.
    try waitForEntries(2, in: data(folder))
    first.program.kill(SIGKILL)
    #expect(first.program.wait() == -SIGKILL)
    let second = try Instance(data(folder))
    #expect(try second.get("/readyz").status == 200)
    // Its own time, not the clock's: others may keep the machine busy.
    #expect(try second.program.processorTime < 2)
    #expect(try second.get("/api/v1/tools/workday?on=2026-10-10").text == #"{"working":true}"#)
    try waitForEntries(3, in: data(folder))
    #expect(second.stop() == 0)
    let verified = try run("verify", "--data", data(folder))
    #expect(verified.code == 0)
    #expect(verified.output.hasPrefix("核验通过：记录链 4 条，链首 "))
  }

  @Test("SIGTERM 正常停止；再次启动不算意外")
  func terminated() throws {
    let folder = try TemporaryFolder()
    #expect(try Instance(data(folder)).stop() == 0)
    #expect(!Files.exists(data(folder) + "/running"))
    #expect(Files.size(data(folder) + "/brandpilot.db-wal") ?? 0 == 0)
    #expect(try Instance(data(folder)).stop() == 0)
    #expect(try run("verify", "--data", data(folder)).output.hasPrefix("核验通过：记录链 5 条"))
  }

  @Test("同一文件夹不能起两个")
  func twice() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder))
    let second = try run("serve", "--data", data(folder), "--listen", "127.0.0.1:0")
    #expect(second.code == 75)
    #expect(second.errors.contains("正在被另一个 brandpilot 使用"))
    #expect(try portal.get("/healthz").status == 200)
  }

  @Test("端口被占用说得明白")
  func portTaken() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder))
    let second = try run(
      "serve", "--data", folder.path + "/other", "--listen", "\(portal.endpoint)")
    #expect(second.code == 71)
    #expect(second.errors.contains("listen on \(portal.endpoint): Address already in use"))
    #expect(second.errors.contains("已经被别的程序占用") && second.errors.contains("请用 --listen 换一个"))
  }

  @Test("端口被占用的启动不留下数据库，也不算意外停止")
  func portTakenLeavesNothing() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder))
    let other = folder.path + "/other"
    let refused = try run("serve", "--data", other, "--listen", "\(portal.endpoint)")
    #expect(refused.code == 71)
    #expect(try Files.list(other) == ["lock"])
  }

  @Test("第一次启动被打断留下的空数据库不碍事", arguments: [0, 1])
  func interruptedFirstStart(_ pages: Int) throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder(data(folder))
    let database = data(folder) + "/brandpilot.db"
    try Files.replace(database, with: [])
    if pages == 1 {
      // What is there once WAL is set and before there is a table.
      #expect(try Program.run("brandpilot", ["--version"]).code == 0)
      let empty = try Connection.open(database, .writer)
      try empty.batch("CREATE TABLE x (y INTEGER); DROP TABLE x;")
    }
    #expect(try Instance(data(folder)).stop() == 0)
    #expect(try run("verify", "--data", data(folder)).code == 0)
  }

  @Test("备份放在数据文件夹里会被拒绝，数据库毫发无损")
  func backupOverItself() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder))
    let answer = try run("backup", "--data", data(folder), "--to", data(folder) + "/brandpilot.db")
    #expect(answer.code == 73)
    #expect(answer.errors.contains("请放到别处"))
    #expect(try Files.list(data(folder)).filter { $0.hasPrefix("backup") } == [])
    #expect(try run("backup", "--data", data(folder), "--to", "/nonexistent/x").code == 73)
    #expect(portal.stop() == 0)
    #expect(try run("verify", "--data", data(folder)).code == 0)
  }

  @Test("恢复失败不妨碍再恢复一次")
  func restoreAgain() throws {
    let folder = try TemporaryFolder()
    #expect(try Instance(data(folder)).stop() == 0)
    let copy = folder.path + "/copy.db"
    #expect(try run("backup", "--data", data(folder), "--to", copy).code == 0)
    try Files.replace(folder.path + "/bad.db", with: Array("rubbish".utf8))
    let new = folder.path + "/new"
    #expect(try run("restore", "--from", folder.path + "/bad.db", "--data", new).code == 65)
    #expect(try run("restore", "--from", copy, "--data", new).code == 0)
  }

  @Test("拆掉触发器的数据库，核验指出少了什么")
  func droppedTrigger() throws {
    let folder = try TemporaryFolder()
    #expect(try Instance(data(folder)).stop() == 0)
    do {
      let database = try Connection.open(data(folder) + "/brandpilot.db", .writer)
      try database.batch("DROP TRIGGER journal_stays")
    }
    let answer = try run("verify", "--data", data(folder))
    #expect(answer.code == 65)
    #expect(answer.errors.contains("数据库的结构被改动过：trigger journal_stays"))
  }

  @Test("数据只有自己的用户能读")
  func permissions() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder))
    #expect(try run("backup", "--data", data(folder), "--to", folder.path + "/copy.db").code == 0)
    let files =
      try Files.list(data(folder)).map { data(folder) + "/" + $0 } + [folder.path + "/copy.db"]
    for file in files where !file.hasSuffix(".sock") {
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect((mode ?? 0o777) & 0o077 == 0, "\(file)")
    }
    #expect(portal.stop() == 0)
  }

  @Test("运行指标不经代理给人看")
  func metricsThroughProxy() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder), ["--trust-proxy", "127.0.0.1,10.0.0.0/8"])
    #expect(try portal.get("/metrics").status == 200)
    for chain in ["8.8.8.8", "10.1.2.3", "127.0.0.1", "nonsense", ""] {
      #expect(try portal.get("/metrics", [("X-Forwarded-For", chain)]).status == 403, "\(chain)")
    }
  }

  @Test("不抢活着的套接字，也不删别的文件")
  func sockets() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/precious.txt"
    try Files.replace(file, with: Array("x".utf8))
    #expect(try run("serve", "--data", data(folder), "--listen", "unix:\(file)").code == 71)
    #expect(try Files.read(file) == Array("x".utf8))
    let path = folder.path + "/http.sock"
    let first = try Program(
      "brandpilot", ["serve", "--data", data(folder), "--listen", "unix:\(path)", "--log", "off"])
    _ = try first.waitForError("提供服务")
    let second = try run("serve", "--data", folder.path + "/d2", "--listen", "unix:\(path)")
    #expect(second.code == 71)
    let endpoint = try #require(Endpoint("unix:\(path)"))
    #expect(try Exchange.request("GET", "/healthz", to: endpoint).status == 200)
    // What a crash leaves behind makes way.
    first.kill(SIGKILL)
    first.wait()
    let third = try Program(
      "brandpilot", ["serve", "--data", data(folder), "--listen", "unix:\(path)", "--log", "off"])
    _ = try third.waitForError("提供服务")
    third.kill(SIGTERM)
    #expect(third.wait() == 0)
  }

  @Test("运行中备份、核验；恢复到空文件夹后照常启动")
  func backupAndRestore() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder))
    try waitForEntries(2, in: data(folder))
    let copy = folder.path + "/copy.db"
    #expect(try run("backup", "--data", data(folder), "--to", copy).code == 0)
    let verified = try run("verify", "--data", data(folder))
    #expect(verified.code == 0)
    #expect(verified.output.hasPrefix("核验通过：记录链 3 条"))  // the backup itself is on the record
    #expect(portal.stop() == 0)

    let new = folder.path + "/new"
    let restored = try run("restore", "--from", copy, "--data", new)
    #expect(restored.code == 0)
    #expect(restored.errors.contains("记录链 2 条"))
    #expect(try run("verify", "--data", new).code == 0)
    let again = try Instance(new)
    #expect(try again.get("/readyz").status == 200)
    #expect(try run("restore", "--from", copy, "--data", data(folder)).code == 73)
  }

  @Test("坏的备份不能恢复，什么也不留下")
  func brokenBackup() throws {
    let folder = try TemporaryFolder()
    try Files.replace(folder.path + "/bad.db", with: Array("not a database at all, sorry".utf8))
    let answer = try run(
      "restore", "--from", folder.path + "/bad.db", "--data", folder.path + "/new")
    #expect(answer.code == 65)
    #expect(!Files.exists(folder.path + "/new/brandpilot.db"))
    #expect(
      try run("restore", "--from", folder.path + "/none", "--data", folder.path + "/n2").code == 66)
  }

  @Test("换回旧的数据库，启动和核验都认得出来")
  func rolledBack() throws {
    let folder = try TemporaryFolder()
    #expect(try Instance(data(folder)).stop() == 0)
    let database = data(folder) + "/brandpilot.db"
    let old = try Files.read(database)
    #expect(try Instance(data(folder)).stop() == 0)
    try Files.replace(database, with: old)
    for arguments in [
      ["verify", "--data", data(folder)],
      ["serve", "--data", data(folder), "--listen", "127.0.0.1:0"],
    ] {
      let answer = try Program.run("brandpilot", arguments)
      #expect(answer.code == 65)
      #expect(answer.errors.contains("旁存的链首是第 5 条，数据库却只到第 3 条"))
    }
  }

  @Test("只回答自己的主机名；HTTPS 的网址带来 HSTS")
  func origin() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder), ["--origin", "https://brand.example.cn"])
    let stranger = try Exchange.request("GET", "/", to: portal.endpoint, host: "evil.example")
    #expect(stranger.status == 421)
    // The machine's own checks ask by its own address.
    #expect(try portal.get("/readyz").status == 200)
    let answer = try Exchange.request("GET", "/", to: portal.endpoint, host: "brand.example.cn")
    #expect(answer.status == 200)
    #expect(answer["strict-transport-security"] == "max-age=31536000; includeSubDomains")
  }

  @Test("系统不再给线程：这一个人得 503，服务还在；有了再来就行")
  func noThreads() throws {
    let folder = try TemporaryFolder()
    let portal = try Instance(data(folder))
    // What it looks through after it has come up takes threads and memory of its own.
    #expect(eventually { (try? portal.get("/readyz"))?.status == 200 })
    func limit(_ bytes: String) throws {
      let limited = try Program.run(
        "/usr/bin/prlimit", ["--pid", "\(portal.program.id)", "--as=\(bytes):unlimited"])
      #expect(limited.code == 0)
    }
    func signIn() throws -> Int {
      try Exchange.request(
        "POST", "/api/v1/session", fields: [("Content-Type", "application/json")],
        body: Array(#"{"name": "nobody", "password": "not-theirs-2026"}"#.utf8),
        to: portal.endpoint
      ).status
    }
    let status = String(
      decoding: try Files.read("/proc/\(portal.program.id)/status"), as: UTF8.self)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmSize:") })
    let kilobytes = try #require(Int(line.filter(\.isNumber)))
    // Less than a thread's stack.
    try limit("\((kilobytes + 4096) * 1024)")
    #expect(try signIn() == 503)
    #expect(try portal.get("/healthz").status == 200)
    try limit("unlimited")
    #expect(try signIn() == 401)
    #expect(portal.stop() == 0)
  }

  @Test("经 Unix 套接字提供服务")
  func localSocket() throws {
    let folder = try TemporaryFolder()
    let endpoint = try #require(Endpoint("unix:\(folder.path)/http.sock"))
    let program = try Program(
      "brandpilot", ["serve", "--data", data(folder), "--listen", "\(endpoint)", "--log", "off"])
    _ = try program.waitForError("提供服务")
    #expect(try Exchange.request("GET", "/healthz", to: endpoint).text == "ok\n")
    program.kill(SIGTERM)
    #expect(program.wait() == 0)
    #expect(!Files.exists(folder.path + "/http.sock"))
  }

  @Test("访问记录：一行一个 JSON，没有网址里的内容")
  func accessLog() throws {
    let folder = try TemporaryFolder()
    let port = try freePort()
    let program = try Program(
      "brandpilot", ["serve", "--data", data(folder), "--listen", "127.0.0.1:\(port)"])
    _ = try program.waitForError("提供服务")
    let endpoint = try #require(Endpoint("127.0.0.1:\(port)"))
    let answer = try Exchange.request("GET", "/api/v1/tools/credit-code?code=SECRET", to: endpoint)
    _ = try Exchange.request("GET", "/SECRET", to: endpoint)
    #expect(answer.status == 200)
    program.kill(SIGTERM)
    program.wait()
    let lines = program.said.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(!program.said.contains("SECRET"))
    // Each loop hands its own lines over: their order is not the requests'.
    let entries = try lines.map { try JSON(parsing: $0) }
    #expect(Set(entries.compactMap { $0["route"]?.string }) == ["/tools/credit-code", "-"])
    #expect(Set(entries.compactMap { $0["status"]?.integer }) == [200, 404])
    for entry in entries {
      #expect(
        entry.members?.map(\.name) == ["at", "id", "method", "route", "status", "bytes", "us"])
    }
  }

  private func waitForEntries(_ count: Int, in data: String) throws {
    let isThere = try eventually {
      try run("verify", "--data", data).output.contains("记录链 \(count) 条")
    }
    #expect(isThere, "没有等到第 \(count) 条记录")
  }
}
