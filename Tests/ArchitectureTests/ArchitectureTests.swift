import Foundation
import TestSupport
import Testing

@Suite("结构：图纸说什么，代码就只做什么")
struct ArchitectureTests {
  private static let read = try! Manifest()
  private var manifest: Manifest { Self.read }
  static let sources = try! Project.files(below: "Sources", ending: ".swift")
  static let tests = try! Project.files(below: "Tests", ending: ".swift")

  /// Each file read once.
  private static let text = Dictionary(
    uniqueKeysWithValues: (sources + tests).map { ($0, try! Project.text($0)) })
  private static let importsOf = text.mapValues(imports)

  private func imports(_ file: String) throws -> [String] {
    try #require(Self.importsOf[file])
  }

  private static func imports(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard !line.hasPrefix(" "), !line.hasPrefix("//"), line.contains("import ") else {
        return nil
      }
      let words = line.split(separator: " ").map(String.init)
      guard let at = words.firstIndex(of: "import"), at <= 1, words.count == at + 2 else {
        return nil
      }
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
    "Dispatch": ["HTTP", "Linux", "SQLite", "TestTraits"],
    "Synchronization": [
      "Applications",
      "Vocabulary",
      "Asking", "HTTP", "Linux", "SQLite", "Routing", "Rounds", "Accounts", "Cultivation",
      "Applications", "Demo", "Publication", "Portal",
      "FuzzTargets",
    ],
    // NFKC for credit codes; everything else does without Foundation.
    "Foundation": ["Vocabulary"],
  ]

  @Test("图纸读得全")
  func manifestIsRead() {
    #expect(manifest.rooms.filter { $0.kind == "module" }.count == 33)
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

  @Test("可以引用的，都有人在引用")
  func allowancesAreUsed() throws {
    for (module, users) in Self.system {
      let used = try Self.sources.filter { try imports($0).contains(module) }
      let others = try Self.tests.filter { try imports($0).contains(module) }
      let homes = Set((used + others).compactMap { home(of: $0)?.name })
      #expect(users.subtracting(homes) == [], "\(module)")
    }
  }

  /// A kind of file, told by its name, and what it may not know of.
  struct Kind: Sendable, CustomTestStringConvertible {
    let ending: String
    let unseen: Set<String>
    var testDescription: String { ending }

    func complaint(about file: String, _ imports: [String]) -> Set<String> {
      file.hasSuffix(ending) ? unseen.intersection(imports) : []
    }
  }

  static let kinds = [
    // What a page shows has been looked up before: it only says it.
    Kind(ending: "Page.swift", unseen: ["SQLite", "CSQLite"]),
    // What a table holds is no matter of how it is shown or asked for.
    Kind(ending: "Schema.swift", unseen: ["HTML", "HTTP", "Design"]),
    Kind(ending: "+JSON.swift", unseen: ["SQLite", "HTML", "HTTP", "Design"]),
    Kind(ending: "+Reading.swift", unseen: ["SQLite", "HTML", "HTTP", "Linux"]),
  ]

  @Test("哪一类文件看不见什么；每一类都真有，真有违反的说得出来", arguments: kinds)
  func kindsOfFiles(_ kind: Kind) throws {
    #expect(Self.sources.contains { $0.hasSuffix(kind.ending) })
    for file in Self.sources {
      #expect(kind.complaint(about: file, try imports(file)) == [], "\(file)")
    }
    let planted = Self.imports("import \(kind.unseen.sorted()[0])\n\nstruct X {}\n")
    #expect(kind.complaint(about: "Sources/Rounds/X\(kind.ending)", planted).count == 1)
  }

  /// Rooms that judge from what they are given: no database, no network, no page.
  static let judges: [String: Set<String>] = [
    "Vocabulary": ["JSON"], "Policy": ["Digest", "JSON", "Vocabulary"], "Digest": [], "JSON": [],
    "HTML": [], "Tables": [],
  ]

  @Test("断事的房间只看得见这些；SQLite 的 C 接口只在 SQLite 里")
  func judgesSeeLittle() throws {
    for (name, seen) in Self.judges {
      #expect(Set(try #require(manifest[name]).needs).subtracting(seen) == [], "\(name)")
    }
    let users = manifest.rooms.filter { $0.needs.contains("CSQLite") }.map(\.name)
    #expect(users == ["SQLite"])
  }

  @Test("随机数只有演出的时候可以照着种子来")
  func randomness() throws {
    let followers = try Self.sources.filter { try Project.text($0).contains("Random.follow(") }
    #expect(followers == ["Sources/Portal/Rehearsal.swift"])
  }

  @Test("改动只认时刻，不认请求：读完了送来的，事务才开始")
  func changesKnowNoRequest() throws {
    var count = 0
    for file in Self.sources {
      for part in try #require(Self.text[file]).components(separatedBy: "func change(").dropFirst()
      where part.contains("in database: borrowing Connection") {
        count += 1
        let head = part.components(separatedBy: "in database: borrowing Connection")[0]
        #expect(head.contains("_ moment: Moment") && !head.contains(": Visit,"), "\(file)")
      }
    }
    #expect(count > 80)
  }

  @Test("文件都不大：最长 400 行，中位数不超过 80")
  func fileSizes() throws {
    let sizes = try (Self.sources + Self.tests).map { file in
      (size: try #require(Self.text[file]).utf8.count { $0 == 0x0A }, file: file)
    }
    for (size, file) in sizes { #expect(size <= 400, "\(file)") }
    let ours = sizes.prefix(Self.sources.count).map(\.size).sorted()
    #expect(ours[ours.count / 2] <= 80)
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
      #expect(!(try #require(Self.text[file]).contains(word)), "\(file)")
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
