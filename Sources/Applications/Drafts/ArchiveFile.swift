import Linux
import Tables

/// An archive that is written to disk piece by piece: its files are never in memory whole.
struct ArchiveFile: ~Copyable {
  private let file: Descriptor
  private var directory: [UInt8] = []
  private var count = 0
  private var length = 0
  private static let piece = 1 << 20

  /// - Parameter path: where nothing is yet.
  init(_ path: String) throws { file = try Files.create(path) }

  mutating func add(_ name: String, _ content: [UInt8]) throws {
    try begin(Archive.Entry(name, size: content.count, checksum: Archive.checksum(content)))
    try write(content)
  }

  /// - Parameter source: read twice, once for its sum.
  mutating func add(_ name: String, copying source: borrowing Descriptor) throws {
    let size = try source.size
    var sum = UInt32.max
    for start in stride(from: 0, to: size, by: Self.piece) {
      sum = Archive.summed(sum, try source.read(at: start, Self.piece))
    }
    try begin(Archive.Entry(name, size: size, checksum: ~sum))
    for start in stride(from: 0, to: size, by: Self.piece) {
      try write(source.read(at: start, Self.piece))
    }
  }

  mutating func end() throws {
    let start = length
    try write(directory)
    try write(Archive.end(count, directory: directory.count, at: start))
  }

  private mutating func begin(_ entry: Archive.Entry) throws {
    directory += entry.listed(at: length)
    count += 1
    try write(entry.head)
  }

  private mutating func write(_ bytes: [UInt8]) throws {
    try file.write(bytes)
    length += bytes.count
  }
}
