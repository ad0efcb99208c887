import JSON
import Linux
import Policy

/// Packages as they lie on disk: one folder each, with files and one level of folders in it.
package enum PolicyFolder {
  /// - Parameter folder: `Forms`, beside `Seeds`.
  package static func shelf(_ folder: String, industries: Industries) throws -> Shelf {
    var packages: [Package] = []
    var flaws: [Flaw] = []
    for name in try Files.list(folder).sorted() where Files.isDirectory("\(folder)/\(name)") {
      do {
        packages.append(try package("\(folder)/\(name)", named: name, industries: industries))
      } catch let found as Flaws {
        flaws += found.all
      }
    }
    if !flaws.isEmpty { throw Flaws(flaws) }
    guard let shelf = Shelf(packages) else {
      throw Flaws([
        Flaw(folder, "", "没有政策包", remedy: "放进至少一个政策包文件夹，如 pilot-2024")
      ])
    }
    return shelf
  }

  package static func package(
    _ path: String, named name: String, industries: Industries
  ) throws -> Package {
    try Package(files(path), named: name, industries: industries)
  }

  private static func files(_ path: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try Files.list(path) where !name.hasPrefix(".") {
      guard Files.isDirectory("\(path)/\(name)") else {
        files[name] = try Files.read("\(path)/\(name)", limit: most)
        continue
      }
      for part in try Files.list("\(path)/\(name)") where !part.hasPrefix(".") {
        files["\(name)/\(part)"] = try Files.read("\(path)/\(name)/\(part)", limit: most)
      }
    }
    return files
  }

  private static let most = 4 << 20
}
