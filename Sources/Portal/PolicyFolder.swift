import JSON
import Linux
import Policy
import Rounds

/// Packages as they lie on disk: one folder each, with files and one level of folders in it.
package enum PolicyFolder {
  /// - Parameter folder: `Forms`, beside `Seeds`.
  package static func offers(
    _ folder: String, industries: Industries
  ) throws -> [(name: String, offer: Result<Adoption.Offer, Flaws>)] {
    var offers: [(name: String, offer: Result<Adoption.Offer, Flaws>)] = []
    for name in try Files.list(folder).sorted() where Files.isDirectory("\(folder)/\(name)") {
      offers.append((name, try offer("\(folder)/\(name)", named: name, industries: industries)))
    }
    if offers.isEmpty {
      throw Flaws([
        Flaw(folder, "", "没有政策包", remedy: "放进至少一个政策包文件夹，如 pilot-2024")
      ])
    }
    return offers
  }

  package static func offer(
    _ path: String, named name: String, industries: Industries
  ) throws -> Result<Adoption.Offer, Flaws> {
    let files = try files(path)
    do {
      return .success(
        .init(try Package(files, named: name, industries: industries), files))
    } catch {
      return .failure(error)
    }
  }

  /// What comes with the programme, put where the operator can change it: once, at the first start.
  static func fill(_ folder: String, from source: String) throws {
    if Files.exists(folder) { return }
    let coming = folder + ".coming"
    if Files.exists(coming) { Files.removeFolder(coming) }
    try Files.makeFolder(coming)
    for name in try Files.list(source) where Files.isDirectory("\(source)/\(name)") {
      for (file, bytes) in try files("\(source)/\(name)") {
        let target = "\(coming)/\(name)/\(file)"
        try Files.makeFolder(Files.parent(of: target))
        try Files.replace(target, with: bytes)
      }
    }
    // All of it or nothing, wherever the power goes out.
    try Files.move(coming, to: folder)
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
