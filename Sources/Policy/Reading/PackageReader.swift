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
      } catch {
        let line = bytes.prefix(error.offset).count { $0 == 0x0A } + 1
        inspection.note(
          Flaw(
            file, "第 \(line) 行", "不是合格的 JSON（\(error.reason.rawValue)）",
            remedy: "看这一行前后的引号、逗号和括号"))
      }
    } else {
      inspection.note(Flaw(file, "", "没有这个文件", remedy: "补上它，可以从别的政策包抄一份来改"))
    }
    return Node(json: json, file: file, place: "", inspection: inspection)
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
