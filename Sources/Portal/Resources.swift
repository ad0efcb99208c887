import JSON
import Linux
import Vocabulary

/// Where `Forms/` and `Seeds/` lie: named on the command line, beside the binary, or here.
package struct Resources: Sendable {
  package let path: String

  package struct Trouble: Error, CustomStringConvertible, Sendable {
    package let description: String
  }

  package init(_ named: String?) throws(Trouble) {
    let binary = Resources.binaryFolder
    let places = named.map { [$0] } ?? [binary, ".", binary + "/../../.."]
    guard let found = places.first(where: { Files.isDirectory($0 + "/Seeds/calendars") }) else {
      throw Trouble(
        description: "找不到 Seeds 和 Forms 文件夹，请用 --resources 指明（找过：\(places.joined(separator: "、"))）")
    }
    path = found
  }

  package func calendar() throws -> WorkingDays {
    let folder = path + "/Seeds/calendars"
    var files: [JSON] = []
    for name in try Files.list(folder) where name.hasPrefix("20") && name.hasSuffix(".json") {
      files.append(try json("Seeds/calendars/\(name)"))
    }
    do {
      return try WorkingDays(years: files, fixed: try json("Seeds/calendars/fixed.json"))
    } catch let mistake as CalendarMistake {
      throw Trouble(description: "\(folder)：\(mistake)")
    }
  }

  package func json(_ name: String) throws -> JSON {
    let file = "\(path)/\(name)"
    do {
      return try JSON(parsing: try Files.read(file, limit: 4 << 20))
    } catch let error as JSONError {
      throw Trouble(
        description: "\(file) 第 \(error.offset + 1) 个字节处不是合格的 JSON（\(error.reason.rawValue)）")
    }
  }

  private static var binaryFolder: String { Files.parent(of: Files.ownBinary) }
}
