/// A piece of HTML that is already safe: it can only be made from escaped text, from elements, and
/// from literals in this program's own source.
package struct HTML: Sendable, Equatable {
  package private(set) var bytes: [UInt8]

  package init() { bytes = [] }

  /// Escaped byte by byte, so that a combining mark behind a quote cannot carry it through
  /// (reliability, finding 7). Controls, which HTML cannot hold, become U+FFFD.
  package init(_ text: String) {
    bytes = []
    bytes.reserveCapacity(text.utf8.count)
    Escape.write(text, to: &bytes)
  }

  init(capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Markup written in the program itself, such as the doctype or an icon.
  package init(literal: StaticString) {
    bytes = unsafe Array(
      UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  package var isEmpty: Bool { bytes.isEmpty }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package static func + (a: consuming HTML, b: HTML) -> HTML {
    a.bytes += b.bytes
    return a
  }

  package static func += (a: inout HTML, b: HTML) { a.bytes += b.bytes }

  mutating func append(literal: StaticString) {
    unsafe bytes += UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  mutating func append(byte: UInt8) { bytes.append(byte) }

  mutating func append(escaping text: String) { Escape.write(text, to: &bytes) }
}

enum Escape {
  static func write(_ text: String, to out: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      for index in 0..<bytes.count {
        let byte = unsafe bytes[index]
        // Nearly all of a page: letters, and every byte of a Chinese character.
        if byte > 0x3E, byte != 0x7F { continue }
        let entity: StaticString
        switch byte {
        case UInt8(ascii: "&"): entity = "&amp;"
        case UInt8(ascii: "<"): entity = "&lt;"
        case UInt8(ascii: ">"): entity = "&gt;"
        case UInt8(ascii: "\""): entity = "&quot;"
        case UInt8(ascii: "'"): entity = "&#39;"
        case 0x09, 0x0A, 0x0D: continue
        case 0..<0x20, 0x7F: entity = "\u{FFFD}"
        default: continue
        }
        unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
        unsafe out.append(
          contentsOf: UnsafeBufferPointer(
            start: entity.utf8Start, count: entity.utf8CodeUnitCount))
        start = index + 1
      }
      unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }
}
