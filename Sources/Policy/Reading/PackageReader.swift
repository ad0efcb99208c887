import JSON

/// The files of one package, each to be read once.
final class PackageReader {
  private let files: [String: [UInt8]]
  private let folder: String
  private let inspection: Inspection
  private var read: Set<String> = []

  init(_ files: [String: [UInt8]], folder: String, _ inspection: Inspection) {
    self.files = files
    self.folder = folder
    self.inspection = inspection
  }

  func node(_ name: String) -> Node {
    read.insert(name)
    let file = "\(folder)/\(name)"
    var json = JSON.object([])
    if let bytes = files[name] {
      do {
        json = try JSON(parsing: bytes)
        inspection.questions[file] = PackageReader.questions(in: json)
      } catch {
        inspection.noteUnread(Flaw(file, unreadable: bytes, error))
      }
    } else {
      inspection.noteUnread(Flaw(file, "", "没有这个文件", remedy: "补上它，可以从别的政策包抄一份来改"))
    }
    return Node(json: json, file: file, place: "", inspection: inspection)
  }

  /// Whatever has a number and a kind, at any depth.
  private static func questions(in json: JSON) -> Set<String> {
    var found: Set<String> = []
    if let id = json["id"]?.string, json["kind"]?.string != nil { found.insert(id) }
    for part in json.array ?? json.members?.map(\.value) ?? [] {
      found.formUnion(questions(in: part))
    }
    return found
  }

  /// All in a folder of the package, by name.
  func nodes(in part: String) -> [Node] {
    files.keys.filter { $0.hasPrefix("\(part)/") && $0.hasSuffix(".json") }.sorted().map(node)
  }

  /// A file that nothing reads is a file in the wrong place.
  func refuseTheRest() {
    for name in files.keys.sorted() where !read.contains(name) {
      inspection.note(
        Flaw("\(folder)/\(name)", "", "没有用到这个文件", remedy: "放到该放的文件夹，或者删掉"))
    }
  }
}

extension Flaw {
  /// Editors save texts in other ways than people see.
  fileprivate init(_ file: String, unreadable bytes: [UInt8], _ error: JSONError) {
    let line = bytes.prefix(error.offset).count { $0 == 0x0A } + 1
    let place = "第 \(line) 行"
    let what = "不是合格的 JSON（\(error.reason.rawValue)）"
    switch error.reason {
    case _ where bytes.starts(with: [0xEF, 0xBB, 0xBF]):
      self.init(file, "", "开头有看不见的标记（BOM）", remedy: "另存为不带 BOM 的 UTF-8")
    case .encoding where String(validating: bytes, as: UTF8.self) != nil:
      self.init(file, place, what, remedy: "\\u 的写法不成对，直接写那个字")
    case .encoding:
      self.init(file, place, "不是 UTF-8 编码", remedy: "用编辑器另存为 UTF-8，不用 GBK、GB18030、UTF-16")
    case .duplicateKey:
      self.init(file, place, what, remedy: "同一个对象里每个名称只写一次，删掉重复的")
    case .number: self.init(file, place, what, remedy: "数太大或太小，写成平常的数")
    case .depth: self.init(file, place, what, remedy: "套得太深，最多 64 层")
    case .trailing: self.init(file, place, what, remedy: "最外层的括号之后删掉多出来的内容")
    case .syntax where Self.isNearNumber(bytes, error.offset):
      self.init(file, place, what, remedy: "数写成 12 或 1.5，前面不补零、不带正号，不带单位；不是数的加引号")
    case .syntax: self.init(file, place, what, remedy: "看这一行前后的引号、逗号和括号")
    }
  }

  /// `05`, `+5`, `5.`, `5天` or a full-width `５`.
  private static func isNearNumber(_ bytes: [UInt8], _ offset: Int) -> Bool {
    func byte(_ place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }
    let isFullWidth = byte(offset) == 0xEF && byte(offset + 1) == 0xBC
    return isFullWidth || byte(offset) == 0x2B
      || byte(offset - 1).map { 0x30...0x39 ~= $0 || $0 == 0x2E } ?? false
  }
}
