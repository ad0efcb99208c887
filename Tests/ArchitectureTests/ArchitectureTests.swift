import Foundation
import TestSupport
import Testing

@Suite("结构：图纸说什么，代码就只做什么")
struct ArchitectureTests {
  let manifest = try! Manifest()
  static let sources = try! Project.files(below: "Sources", ending: ".swift")
  static let tests = try! Project.files(below: "Tests", ending: ".swift")

  private func lines(_ file: String) throws -> [String] {
    try Project.text(file).components(separatedBy: "\n")
  }

  private func imports(_ file: String) throws -> [String] {
    try lines(file).compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard let at = words.firstIndex(of: "import"), at <= 1, words.count == at + 2,
        !line.hasPrefix(" "), !line.hasPrefix("//")
      else { return nil }
      return words[at + 1]
    }
  }

  private func home(of file: String) -> Manifest.Room? {
    manifest.rooms.filter { file.hasPrefix($0.folder + "/") }.max {
      $0.folder.count < $1.folder.count
    }
  }

  /// What the toolchain brings, and which rooms may use it.
  static let system: [String: Set<String>] = [
    "Glibc": [
      "Linux", "Tables", "HTTP", "Portal", "brandpilot", "EchoServer", "PeerShape", "Fuzz",
    ],
    "Dispatch": ["HTTP", "Linux", "SQLite", "Portal"],
    "Synchronization": [
      "Vocabulary",
      "HTTP", "Linux", "SQLite", "Routing", "Rounds", "Accounts", "Portal", "FuzzTargets",
    ],
    // NFKC for credit codes; everything else does without Foundation.
    "Foundation": ["Vocabulary"],
  ]

  @Test("图纸读得全")
  func manifestIsRead() {
    #expect(manifest.rooms.filter { $0.kind == "module" }.count == 26)
    #expect(manifest["Portal"]?.needs.contains("Journal") == true)
    #expect(manifest["EchoServer"]?.folder == "Tests/Bench/EchoServer")
  }

  @Test("每个文件只引用它的房间声明过的房间", arguments: sources)
  func declaredImports(_ file: String) throws {
    let room = try #require(home(of: file))
    for name in try imports(file) {
      if let users = Self.system[name] {
        #expect(users.contains(room.name), "\(file) 引用了 \(name)")
      } else {
        #expect(room.needs.contains(name), "\(file) 引用了没有声明的 \(name)")
      }
    }
  }

  @Test("声明了就要用到")
  func neededRooms() throws {
    for room in manifest.rooms where room.kind == "module" || room.kind == "program" {
      let files = (Self.sources + Self.tests).filter { home(of: $0)?.name == room.name }
      let used = try files.flatMap(imports)
      #expect(Set(room.needs).subtracting(used) == [], "\(room.name)")
    }
  }

  @Test("箭头只朝下：每个房间只看得见写在它上面的房间")
  func arrowsRunDownwards() {
    var known: Set<String> = []
    for room in manifest.rooms where room.kind != "tests" {
      #expect(Set(room.needs).subtracting(known) == [], "\(room.name)")
      known.insert(room.name)
    }
  }

  @Test("SQLite 的 C 接口只在 SQLite 里；页面里没有数据库")
  func kindsOfFiles() throws {
    for file in Self.sources {
      let imports = try imports(file)
      if !file.hasPrefix("Sources/SQLite/") { #expect(!imports.contains("CSQLite"), "\(file)") }
      if file.hasSuffix("Page.swift") || file.hasSuffix("Pages.swift")
        || file.hasSuffix("Views.swift")
      {
        #expect(!imports.contains("SQLite"), "\(file)")
      }
      if file.hasSuffix("Rules.swift") {
        #expect(Set(imports).isDisjoint(with: ["SQLite", "HTTP", "HTML"]), "\(file)")
      }
    }
  }

  @Test("文件都不大：最长 400 行，中位数不超过 80")
  func fileSizes() throws {
    let sizes = try Self.sources.map { (try lines($0).count - 1, $0) }
    for (size, file) in sizes { #expect(size <= 400, "\(file)") }
    for file in Self.tests { #expect(try lines(file).count - 1 <= 400, "\(file)") }
    #expect(sizes.map(\.0).sorted()[sizes.count / 2] <= 80)
  }

  @Test("顶层只有约定的几样")
  func topLevel() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Project.folder)
      .filter { !$0.hasPrefix(".") }
    #expect(Set(names) == ["Package.swift", "Sources", "Tests", "Forms", "Seeds", "README.md"])
  }

  /// Words that must not stand in the product, and the files that may all the same.
  static let banned: [(word: String, allowed: [String])] = [
    ("try!", []), (" as! ", []), ("fatalError", []), ("Regex", []), ("NSRegularExpression", []),
    ("URLSession", []), ("nonisolated(unsafe)", []),
    // Spelled apart: nothing is left open here, this only forbids it.
    ("TO" + "DO", []), ("FIX" + "ME", []),
    ("@unchecked Sendable", []),
  ]

  @Test("产品里没有这些词", arguments: banned)
  func bannedWords(_ word: String, _ allowed: [String]) throws {
    for file in Self.sources where !allowed.contains(file) {
      #expect(!(try Project.text(file).contains(word)), "\(file)")
    }
  }

  @Test("地图写着每一个房间")
  func sourcesMap() throws {
    let map = try Project.text("Sources/README.md")
    for room in manifest.rooms where room.folder.hasPrefix("Sources/") {
      #expect(map.contains("`\(room.name)`"), "\(room.name)")
    }
  }
}
