/// A piece of HTML that is already safe: it can only be made from escaped text, from elements, and
/// from literals in this program's own source.
package struct HTML: Sendable, Equatable {
  package private(set) var bytes: [UInt8]

  package init() { bytes = [] }

  /// Escaped byte by byte, so that a combining mark behind a quote cannot carry it through
  /// (reliability, finding 7). Controls, which HTML cannot hold, become U+FFFD.
  package init(_ text: String) {
    bytes = []
    Escape.write(text, to: &bytes)
  }

  /// Markup written in the program itself, such as the doctype or an icon.
  package init(literal: StaticString) {
    bytes = unsafe Array(
      UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  package var isEmpty: Bool { bytes.isEmpty }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package static func + (a: HTML, b: HTML) -> HTML {
    var sum = a
    sum.bytes += b.bytes
    return sum
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
        let entity: StaticString
        switch unsafe bytes[index] {
        case UInt8(ascii: "&"): entity = "&amp;"
        case UInt8(ascii: "<"): entity = "&lt;"
        case UInt8(ascii: ">"): entity = "&gt;"
        case UInt8(ascii: "\""): entity = "&quot;"
        case UInt8(ascii: "'"): entity = "&#39;"
        case 0x09, 0x0A, 0x0D: continue
        case 0..<0x20, 0x7F: entity = "\u{FFFD}"
        default: continue
        }
        unsafe out += bytes[start..<index]
        unsafe out += UnsafeBufferPointer(
          start: entity.utf8Start, count: entity.utf8CodeUnitCount)
        start = index + 1
      }
      unsafe out += bytes[start...]
    }
  }
}
