import JSON
import Linux
import Policy
import Rounds

/// Packages as they lie on disk: one folder each, with files and one level of folders in it.
package enum PolicyFolder {
  /// - Parameter folder: `Forms`, beside `Seeds`.
  package static func offers(
    _ folder: String, lists: CodeLists
  ) throws -> PackageFolder.Offers {
    var offers: PackageFolder.Offers = []
    for name in try Files.list(folder).sorted() where Files.isDirectory("\(folder)/\(name)") {
      offers.append((name, try offer("\(folder)/\(name)", named: name, lists: lists)))
    }
    if offers.isEmpty {
      throw Flaws([
        Flaw(folder, "", "没有政策包", remedy: "放进至少一个政策包文件夹，如 pilot-2024")
      ])
    }
    return offers
  }

  package struct Trouble: Error, CustomStringConvertible {
    package let description: String
  }

  /// What someone means by a folder: a package, or a folder of packages.
  package static func offers(
    at given: String, lists: CodeLists
  ) throws -> PackageFolder.Offers {
    guard let path = Files.resolved(given) else {
      throw Trouble(description: "没有 \(given)。写政策包文件夹的位置，如 Forms/pilot-2024。")
    }
    guard Files.isDirectory(path) else {
      throw Trouble(description: "\(given) 不是文件夹。写政策包的文件夹，不是其中的一个文件。")
    }
    let holdsPackages = try Files.list(path).contains { name in
      Files.isRegular("\(path)/\(name)/package.json")
    }
    if holdsPackages, !Files.exists("\(path)/package.json") {
      return try offers(path, lists: lists)
    }
    let name = String(path.split(separator: "/").last ?? "")
    return [(name, try offer(path, named: name, lists: lists))]
  }

  package static func offer(
    _ path: String, named name: String, lists: CodeLists
  ) throws -> Result<Adoption.Offer, Flaws> {
    do {
      let files = try files(path, named: name)
      return .success(
        .init(try Package(files, named: name, lists: lists), files))
    } catch let flaws as Flaws {
      return .failure(flaws)
    }
  }

  /// What comes with the programme, put where the operator can change it: once, at the first start.
  static func fill(_ folder: String, from source: String) throws {
    if Files.exists(folder) { return }
    let coming = folder + ".coming"
    if Files.exists(coming) { Files.removeFolder(coming) }
    try Files.makeFolder(coming)
    for name in try Files.list(source) where Files.isDirectory("\(source)/\(name)") {
      for (file, bytes) in try files("\(source)/\(name)", named: name) {
        let target = "\(coming)/\(name)/\(file)"
        try Files.makeFolder(Files.parent(of: target))
        try Files.replace(target, with: bytes)
      }
    }
    // All of it or nothing, wherever the power goes out.
    try Files.move(coming, to: folder)
  }

  /// Files and one level of folders; anything else is a flaw, told like the others.
  private static func files(_ path: String, named name: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var flaws: [Flaw] = []
    func take(_ part: String) throws {
      let place = "\(path)/\(part)"
      guard Files.isRegular(place) else {
        flaws.append(Flaw("\(name)/\(part)", "", "不是普通的文件", remedy: "换成文件，或者删掉"))
        return
      }
      guard let size = Files.size(place), size <= most else {
        flaws.append(Flaw("\(name)/\(part)", "", "太大", remedy: "每个文件最多 \(most >> 20) MB"))
        return
      }
      files[part] = try Files.read(place, limit: most)
    }
    for part in try Files.list(path).sorted() where !part.hasPrefix(".") {
      guard Files.isDirectory("\(path)/\(part)") else {
        try take(part)
        continue
      }
      for file in try Files.list("\(path)/\(part)").sorted() where !file.hasPrefix(".") {
        try take("\(part)/\(file)")
      }
    }
    if files.isEmpty, flaws.isEmpty {
      flaws.append(Flaw(name, "", "文件夹是空的", remedy: "放进 package.json 等文件，可以从别的政策包抄一份来改"))
    }
    if !flaws.isEmpty { throw Flaws(flaws) }
    return files
  }

  private static let most = 4 << 20
}
