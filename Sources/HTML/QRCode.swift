/// A QR code (ISO/IEC 18004) of a short text: bytes, error correction M, versions 1 to 20.
package struct QRCode: Sendable, Equatable {
  /// Rows from the top; true is dark.
  package let modules: [[Bool]]

  /// Nil for more than 666 bytes.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let version = (1...20).first(where: { QRCode.room(in: $0) >= bytes.count }) else {
      return nil
    }
    let codewords = QRCode.interleave(QRCode.codewords(bytes, version), version)
    var best: (penalty: Int, modules: [[Bool]])?
    for mask in 0..<8 {
      var matrix = QRMatrix(version: version)
      matrix.place(codewords)
      matrix.apply(mask: mask)
      let penalty = matrix.penalty
      if best == nil || penalty < best!.penalty { best = (penalty, matrix.dark) }
    }
    modules = best?.modules ?? []
  }

  // MARK: - Codewords

  private static let correctionPerBlock = [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
  ]
  private static let blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]

  /// Data and correction together.
  private static func capacity(_ version: Int) -> Int {
    var bits = (16 * version + 128) * version + 64
    if version >= 2 {
      let marks = version / 7 + 2
      bits -= (25 * marks - 10) * marks - 55
      if version >= 7 { bits -= 36 }
    }
    return bits / 8
  }

  private static func dataCapacity(_ version: Int) -> Int {
    capacity(version) - correctionPerBlock[version - 1] * blocks[version - 1]
  }

  /// How many bytes of text fit.
  private static func room(in version: Int) -> Int {
    dataCapacity(version) - (version < 10 ? 2 : 3)
  }

  private static func codewords(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
    var bits: [Bool] = []
    func add(_ value: Int, _ count: Int) {
      for shift in stride(from: count - 1, through: 0, by: -1) {
        bits.append(value >> shift & 1 == 1)
      }
    }
    add(0b0100, 4)
    add(bytes.count, version < 10 ? 8 : 16)
    for byte in bytes { add(Int(byte), 8) }
    let most = dataCapacity(version) * 8
    add(0, min(4, most - bits.count))
    add(0, (8 - bits.count % 8) % 8)
    var words = stride(from: 0, to: bits.count, by: 8).map { at in
      bits[at..<(at + 8)].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    var filler: UInt8 = 0xEC
    while words.count < most / 8 {
      words.append(filler)
      filler ^= 0xEC ^ 0x11
    }
    return words
  }

  /// Blocks, each with its own correction, dealt out one codeword at a time.
  private static func interleave(_ data: [UInt8], _ version: Int) -> [UInt8] {
    let (count, correction) = (blocks[version - 1], correctionPerBlock[version - 1])
    let generator = ReedSolomon.generator(correction)
    let short = data.count / count
    let longer = data.count % count
    var parts: [[UInt8]] = []
    var at = 0
    for index in 0..<count {
      let size = short + (index >= count - longer ? 1 : 0)
      parts.append(Array(data[at..<(at + size)]))
      at += size
    }
    let tails = parts.map { ReedSolomon.remainder(of: $0, generator) }
    var words: [UInt8] = []
    for index in 0...short { words += parts.filter { index < $0.count }.map { $0[index] } }
    for index in 0..<correction { words += tails.map { $0[index] } }
    return words
  }
}

/// Error correction over the field of 256 elements that QR codes use.
private enum ReedSolomon {
  static func multiply(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var product = 0
    for shift in stride(from: 7, through: 0, by: -1) {
      product = product << 1 ^ (product >> 7) * 0x11D
      product ^= Int(b >> shift & 1) * Int(a)
    }
    return UInt8(truncatingIfNeeded: product)
  }

  static func generator(_ degree: Int) -> [UInt8] {
    var polynomial = [UInt8](repeating: 0, count: degree - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in 0..<degree {
        polynomial[index] = multiply(polynomial[index], root)
        if index + 1 < degree { polynomial[index] ^= polynomial[index + 1] }
      }
      root = multiply(root, 2)
    }
    return polynomial
  }

  static func remainder(of data: [UInt8], _ generator: [UInt8]) -> [UInt8] {
    var rest = [UInt8](repeating: 0, count: generator.count)
    for byte in data {
      let factor = byte ^ rest.removeFirst()
      rest.append(0)
      for index in rest.indices { rest[index] ^= multiply(generator[index], factor) }
    }
    return rest
  }
}
