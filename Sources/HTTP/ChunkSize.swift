/// The line before a chunk: up to sixteen hexadecimal digits, perhaps extensions, CR LF.
struct ChunkSize {
  enum Step: Equatable {
    case needsMore
    case refused
    case last
    case size(Int)
  }

  private var value: UInt64 = 0
  private var digits = 0
  private var extended = 0
  private var sawCR = false

  mutating func read(_ input: [UInt8], _ at: inout Int) -> Step {
    while at < input.count {
      let byte = input[at]
      at += 1
      if sawCR { return byte == 0x0A ? ended : .refused }
      if byte == 0x0D {
        guard digits > 0 else { return .refused }
        sawCR = true
      } else if extended > 0 {
        // Extensions are ignored, but not without end and not with controls.
        extended += 1
        guard extended <= 256, !Characters.isControl(byte) else { return .refused }
      } else if let digit = Characters.hexValue(byte) {
        digits += 1
        guard digits <= 16 else { return .refused }
        value = value << 4 | UInt64(digit)
      } else {
        guard byte == UInt8(ascii: ";"), digits > 0 else { return .refused }
        extended = 1
      }
    }
    return .needsMore
  }

  private var ended: Step {
    guard let count = Int(exactly: value) else { return .refused }
    return count == 0 ? .last : .size(count)
  }
}
