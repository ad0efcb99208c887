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

  static func lists() throws -> CodeLists {
    CodeLists(
      try #require(Industries(try seed("industries"))),
      try #require(Documents(try seed("documents"))))
  }

  static func seed(_ name: String) throws -> JSON {
    let file = URL(fileURLWithPath: Project.folder + "/Seeds/\(name).json")
    return try JSON(parsing: Array(try Data(contentsOf: file)))
  }

  static func package(_ id: String) throws -> Package { try package(read(id), named: id) }

  static func package(
    _ files: [String: [UInt8]], named id: String, isKept: Bool = false
  ) throws -> Package {
    try Package(files, named: id, lists: lists(), isKept: isKept)
  }
}
