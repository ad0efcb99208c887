/// What may not stand in HTML as it is.
enum Escape {
  /// Of the bytes below 64: quotes, brackets, the ampersand, and controls that are no white space.
  private static let marked: UInt64 =
    0xFFFF_FFFF & ~(1 << 0x09 | 1 << 0x0A | 1 << 0x0D)
    | 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E

  /// Nearly nothing of a page: letters, and every byte of a Chinese character, pass.
  @inline(__always)
  static func changes(_ byte: UInt8) -> Bool {
    byte < 64 ? marked >> UInt64(byte) & 1 == 1 : byte == 0x7F
  }

  static func entity(for byte: UInt8) -> StaticString {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: "\u{FFFD}"
    }
  }

  /// How long it is once it is written.
  static func length(of text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var length = bytes.count
      for index in 0..<bytes.count {
        let byte = unsafe bytes[index]
        if changes(byte) { length += entity(for: byte).utf8CodeUnitCount - 1 }
      }
      return length
    }
  }

  /// Piece by piece, as it is written.
  @inline(__always)
  static func write(_ text: String, piece write: (UnsafeBufferPointer<UInt8>) -> Void) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      for index in 0..<bytes.count {
        let byte = unsafe bytes[index]
        if !changes(byte) { continue }
        unsafe write(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        let entity = entity(for: byte)
        unsafe write(
          UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
        start = index + 1
      }
      unsafe write(UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }
}
