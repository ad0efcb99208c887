import JSON
import Linux

/// The checkout the tests belong to.
package enum Project {
  package static let folder: String = {
    // …/Tests/TestSupport/Project.swift
    var path = "\(#filePath)"
    for _ in 0..<3 { path = Files.parent(of: path) }
    return path
  }()

  package static func text(_ file: String) throws -> String {
    String(decoding: try Files.read("\(folder)/\(file)"), as: UTF8.self)
  }

  package static func json(_ file: String) throws -> JSON {
    try JSON(parsing: try Files.read("\(folder)/\(file)"))
  }

  /// The folder with the programs built beside these tests.
  package static var programs: String { Files.parent(of: Files.ownBinary) }

  /// All files below a folder, as paths from the checkout, sorted.
  package static func files(below place: String, ending: String) throws -> [String] {
    try Files.list("\(folder)/\(place)").flatMap { name -> [String] in
      let path = "\(place)/\(name)"
      if Files.isDirectory("\(folder)/\(path)") {
        return name == ".build" ? [] : try files(below: path, ending: ending)
      }
      return name.hasSuffix(ending) ? [path] : []
    }
  }
}
