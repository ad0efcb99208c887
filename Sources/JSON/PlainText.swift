/// How far a text goes that stands in JSON as it is, eight bytes at a glance: this is where reading
/// and writing JSON spend their time.
enum PlainText {
  /// The first control, quote, backslash or DEL at or behind `start`, or the end.
  static func end(in bytes: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at + 8 <= bytes.count {
      let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
      let found = stops(in: UInt64(littleEndian: word))
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < bytes.count, !isStop(bytes[at]) { at += 1 }
    return at
  }

  private static func isStop(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  /// The high bit of each byte that stops. Borrows may mark bytes behind the first stop, never one
  /// before it.
  private static func stops(in word: UInt64) -> UInt64 {
    let below = (word &- each(0x20)) & ~word
    return
      (below | isZero(word ^ each(0x22)) | isZero(word ^ each(0x5C)) | isZero(word ^ each(0x7F)))
      & each(0x80)
  }

  private static func isZero(_ word: UInt64) -> UInt64 { (word &- each(1)) & ~word }

  private static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
}
