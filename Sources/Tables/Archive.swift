/// Several files in one (ZIP), each stored as it is: small ones are not worth squeezing.
package struct Archive: Sendable {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  package init() {}

  /// - Parameter name: with `/` between folders.
  package mutating func add(_ name: String, _ content: [UInt8]) {
    let entry = Entry(name, size: content.count, checksum: Archive.checksum(content))
    directory += entry.listed(at: bytes.count)
    bytes += entry.head + content
    count += 1
  }

  package var file: [UInt8] {
    bytes + directory + Archive.end(count, directory: directory.count, at: bytes.count)
  }

  package static func end(_ count: Int, directory size: Int, at start: Int) -> [UInt8] {
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    end.add(count, in: 2)
    end.add(count, in: 2)
    end.add(size, in: 4)
    end.add(start, in: 4)
    end.add(0, in: 2)
    return end
  }

  /// What stands before a file's bytes and in the directory.
  package struct Entry {
    private let name: [UInt8]
    private let fields: [UInt8]

    package init(_ name: String, size: Int, checksum: UInt32) {
      self.name = Array(name.utf8)
      var fields: [UInt8] = []
      // Version 2.0, names in UTF-8, stored, the first moment that ZIP knows.
      fields.add(20, in: 2)
      fields.add(1 << 11, in: 2)
      fields.add(0, in: 2)
      fields.add(0, in: 2)
      fields.add(1 << 5 | 1, in: 2)
      fields.add(Int(checksum), in: 4)
      fields.add(size, in: 4)
      fields.add(size, in: 4)
      fields.add(self.name.count, in: 2)
      fields.add(0, in: 2)
      self.fields = fields
    }

    package var head: [UInt8] { [0x50, 0x4B, 3, 4] + fields + name }

    package func listed(at start: Int) -> [UInt8] {
      var listed: [UInt8] = [0x50, 0x4B, 1, 2, 20, 0] + fields
      listed.add(0, in: 2)
      listed.add(0, in: 2)
      listed.add(0, in: 2)
      listed.add(0, in: 4)
      listed.add(start, in: 4)
      return listed + name
    }
  }

  /// CRC-32 as ZIP has it.
  package static func checksum(_ content: [UInt8]) -> UInt32 { ~summed(.max, content) }

  /// Goes on where a first part left it.
  package static func summed(_ sum: UInt32, _ content: [UInt8]) -> UInt32 {
    content.reduce(sum) { sum, byte in
      table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8)
    }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
}

extension [UInt8] {
  fileprivate mutating func add(_ number: Int, in count: Int) {
    for place in 0..<count { append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
  }
}
