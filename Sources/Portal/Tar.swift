import Linux

/// One file after the other, as every `tar` reads them (POSIX ustar): a block that names what comes,
/// its bytes, zeros to the next block. Written and read piece by piece, whatever the size.
enum Tar {
  static let block = 512

  static func head(_ name: String, size: Int) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: block)
    func put(_ bytes: some Sequence<UInt8>, at place: Int) {
      for (index, byte) in bytes.enumerated() { head[place + index] = byte }
    }
    put(name.utf8.prefix(100), at: 0)
    put("0000600\0".utf8, at: 100)
    put("0000000\0".utf8, at: 108)
    put("0000000\0".utf8, at: 116)
    put(number(size), at: 124)
    put("00000000000\0".utf8, at: 136)
    put("        ".utf8, at: 148)
    head[156] = UInt8(ascii: "0")
    put("ustar\0".utf8, at: 257)
    put("00".utf8, at: 263)
    let sum = head.reduce(0) { $0 + Int($1) }
    put((octal(sum, digits: 6) + "\0 ").utf8, at: 148)
    return head
  }

  static func padding(after size: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: (block - size % block) % block)
  }

  /// Two empty blocks.
  static let end = [UInt8](repeating: 0, count: 2 * block)

  /// Eleven octal digits reach to 8 GB; above, eight bytes behind a mark, as GNU's tar writes them.
  private static func number(_ size: Int) -> [UInt8] {
    if size < 1 << 33 { return Array(octal(size, digits: 11).utf8) + [0] }
    return [0x80, 0, 0, 0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// Name and size; nil where this is no such block.
  static func parse(_ head: [UInt8]) -> (name: String, size: Int)? {
    guard head.count == block, head[257..<262].elementsEqual("ustar".utf8),
      head[156] == UInt8(ascii: "0")
    else { return nil }
    var bare = head
    for place in 148..<156 { bare[place] = UInt8(ascii: " ") }
    let told = String(decoding: head[148..<154], as: UTF8.self)
    guard Int(told, radix: 8) == bare.reduce(0, { $0 + Int($1) }) else { return nil }
    let name = String(decoding: head[0..<100].prefix { $0 != 0 }, as: UTF8.self)
    if head[124] == 0x80 {
      guard head[125..<128].allSatisfy({ $0 == 0 }), head[128] < 0x80 else { return nil }
      return (name, head[128..<136].reduce(0) { $0 << 8 | Int($1) })
    }
    let digits = String(decoding: head[124..<135], as: UTF8.self)
    guard let size = Int(digits, radix: 8), size >= 0 else { return nil }
    return (name, size)
  }
}

/// Reads a stream in the portions that are asked for.
struct Portions: ~Copyable {
  private let source: Descriptor
  private var held: [UInt8] = []

  init(_ source: consuming Descriptor) { self.source = source }

  /// The next bytes without taking them; fewer only at the end.
  mutating func peek(_ count: Int) throws -> [UInt8] {
    while held.count < count, let more = try source.read(upTo: 64 << 10) { held += more }
    return Array(held.prefix(count))
  }

  /// Fewer than asked only at the end.
  mutating func take(_ count: Int) throws -> [UInt8] {
    let bytes = try peek(count)
    held.removeFirst(bytes.count)
    return bytes
  }

  /// So many bytes on, piece by piece; answers whether they were all there.
  mutating func pass(_ count: Int, _ take: ([UInt8]) throws -> Void) throws -> Bool {
    var left = count
    while left > 0 {
      let piece = try self.take(min(left, 1 << 20))
      guard !piece.isEmpty else { return false }
      try take(piece)
      left -= piece.count
    }
    return true
  }

  /// Everything that is left.
  mutating func drain(_ take: ([UInt8]) throws -> Void) throws {
    while true {
      let piece = try self.take(1 << 20)
      guard !piece.isEmpty else { return }
      try take(piece)
    }
  }
}
