import Glibc

/// Text as offices send it: UTF-8 with or without its mark, else GB18030 (which holds GBK).
package enum TextDecoding {
  /// Bytes that are neither; `line` counts from 1.
  package struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
    package let line: Int
    package var description: String { "第 \(line) 行附近既不是 UTF-8 也不是 GB18030" }
  }

  package static func text(_ bytes: [UInt8]) throws(Fault) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let plain = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    if let text = String(validating: plain, as: UTF8.self) { return text }
    return String(decoding: try fromGB18030(plain), as: UTF8.self)
  }

  /// Line by line, for files of rows: a line with a byte that is no character is left blank and named,
  /// the others are read as ever. What most lines are is what the file is.
  package static func lines(_ bytes: [UInt8]) -> (text: String, faulty: [Int]) {
    if let text = try? text(bytes), !isMixed(bytes) { return (text, []) }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let plain = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
    let lines = plain.split(separator: 0x0A, omittingEmptySubsequences: false)
    let isUTF8 = isMostlyUTF8(lines)
    var faulty: [Int] = []
    let texts = lines.enumerated().map { index, line -> String in
      let text =
        isUTF8
        ? String(validating: line, as: UTF8.self)
        : (try? fromGB18030(Array(line))).map { String(decoding: $0, as: UTF8.self) }
      if text == nil { faulty.append(index + 1) }
      return text ?? ""
    }
    return (texts.joined(separator: "\n"), faulty)
  }

  /// No UTF-8 as a whole, and most of its lines are all the same: read as GB18030 they would be
  /// characters that nobody wrote.
  private static func isMixed(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) == nil
      && isMostlyUTF8(bytes.split(separator: 0x0A, omittingEmptySubsequences: false))
  }

  private static func isMostlyUTF8(_ lines: [ArraySlice<UInt8>]) -> Bool {
    let telling = lines.filter { $0.contains { $0 >= 0x80 } }
    let valid = telling.count { String(validating: $0, as: UTF8.self) != nil }
    return !telling.isEmpty && valid * 2 > telling.count
  }

  private static func fromGB18030(_ bytes: [UInt8]) throws(Fault) -> [UInt8] {
    let converter = unsafe iconv_open("UTF-8", "GB18030")
    guard unsafe converter != iconv_t(bitPattern: -1) else { throw Fault(line: 1) }
    defer { unsafe iconv_close(converter) }
    var input = bytes
    // Two bytes may become three, four may become four.
    var output = [UInt8](repeating: 0, count: bytes.count * 2 + 16)
    var (left, room) = (input.count, output.count)
    let isWhole = unsafe input.withUnsafeMutableBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        var from = unsafe source.bindMemory(to: CChar.self).baseAddress
        var to = unsafe target.bindMemory(to: CChar.self).baseAddress
        return unsafe iconv(converter, &from, &left, &to, &room) != -1
      }
    }
    guard isWhole, left == 0 else {
      throw Fault(line: bytes.prefix(bytes.count - left).count { $0 == 0x0A } + 1)
    }
    return Array(output.prefix(output.count - room))
  }
}
