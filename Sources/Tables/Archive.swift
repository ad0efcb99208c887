/// Several files in one (ZIP), each stored as it is: small ones are not worth squeezing.
package struct Archive: Sendable {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  package init() {}

  /// - Parameter name: with `/` between folders.
  package mutating func add(_ name: String, _ content: [UInt8]) {
    let start = bytes.count
    let name = Array(name.utf8)
    var head: [UInt8] = []
    // Version 2.0, names in UTF-8, stored, the first moment that ZIP knows.
    head.add(20, in: 2)
    head.add(1 << 11, in: 2)
    head.add(0, in: 2)
    head.add(0, in: 2)
    head.add(1 << 5 | 1, in: 2)
    head.add(Int(Archive.checksum(content)), in: 4)
    head.add(content.count, in: 4)
    head.add(content.count, in: 4)
    head.add(name.count, in: 2)
    head.add(0, in: 2)
    bytes += [0x50, 0x4B, 3, 4] + head + name + content
    directory += [0x50, 0x4B, 1, 2, 20, 0] + head
    directory.add(0, in: 2)
    directory.add(0, in: 2)
    directory.add(0, in: 2)
    directory.add(0, in: 4)
    directory.add(start, in: 4)
    directory += name
    count += 1
  }

  package var file: [UInt8] {
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    end.add(count, in: 2)
    end.add(count, in: 2)
    end.add(directory.count, in: 4)
    end.add(bytes.count, in: 4)
    end.add(0, in: 2)
    return bytes + directory + end
  }

  /// CRC-32 as ZIP has it.
  static func checksum(_ content: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in content {
      sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8)
    }
    return ~sum
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
