import Foundation
import JSON
import Policy
import TestSupport
import Testing

/// The packages of `Forms/`, as they lie there.
enum PackageFiles {
  static func read(_ id: String) throws -> [String: [UInt8]] {
    let folder = URL(fileURLWithPath: Project.folder + "/Forms/\(id)")
    var files: [String: [UInt8]] = [:]
    let names = FileManager.default.enumerator(atPath: folder.path)
    while let name = names?.nextObject() as? String {
      let url = folder.appendingPathComponent(name)
      if (try url.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true {
        files[name] = Array(try Data(contentsOf: url))
      }
    }
    return files
  }

  static func package(_ id: String) throws -> Package { try package(read(id), named: id) }

  static func package(
    _ files: [String: [UInt8]], named id: String, isKept: Bool = false
  ) throws -> Package {
    let seeds = URL(fileURLWithPath: Project.folder + "/Seeds/industries.json")
    let industries = Industries(try JSON(parsing: Array(try Data(contentsOf: seeds))))
    return try Package(files, named: id, industries: #require(industries), isKept: isKept)
  }
}
