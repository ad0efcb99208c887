import HTTP

/// What lies in an archive (ZIP), by its directory: office documents are archives, and told apart by
/// what they hold.
enum ArchiveNames {
  /// A directory longer than this is no document's.
  private static let most = 1 << 20

  /// Empty where it is no whole archive.
  static func of(_ file: UploadedFile) -> Set<String> {
    let tail = min(file.size, 65_557)
    guard tail >= 22, let end = try? file.bytes(in: file.size - tail..<file.size),
      let mark = (0...(end.count - 22)).last(where: { end[$0...].starts(with: [0x50, 0x4B, 5, 6]) })
    else { return [] }
    let size = end.number(at: mark + 12, 4)
    let start = end.number(at: mark + 16, 4)
    guard size <= most, start + size <= file.size,
      let directory = try? file.bytes(in: start..<start + size)
    else { return [] }
    return names(in: directory)
  }

  private static func names(in directory: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var at = 0
    while at + 46 <= directory.count, directory[at...].starts(with: [0x50, 0x4B, 1, 2]) {
      let length = directory.number(at: at + 28, 2)
      guard at + 46 + length <= directory.count else { return [] }
      names.insert(String(decoding: directory[at + 46..<at + 46 + length], as: UTF8.self))
      at += 46 + length + directory.number(at: at + 30, 2) + directory.number(at: at + 32, 2)
    }
    return names
  }
}

extension [UInt8] {
  fileprivate func number(at place: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(self[place + $1]) << (8 * $1) }
  }
}
