extension JSONReader {
  mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    // Most strings have no escape: find the end and take the bytes as they are.
    at = PlainText.end(in: bytes.span, from: start)
    while peek == 0x7F { at = PlainText.end(in: bytes.span, from: at + 1) }
    if peek < 0x20, at < bytes.count { throw fail(.syntax) }
    if take(UInt8(ascii: "\"")) { return checkedText(start..<(at - 1)) }
    var plain = Array(bytes[start..<at])
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: plain, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &plain)
      case 0..<0x20: throw fail(.syntax)
      default: plain.append(byte)
      }
    }
    throw fail(.syntax)
  }

  /// A quote ends no character early, so a piece of checked text is checked text.
  private func checkedText(_ range: Range<Int>) -> String {
    String(copying: unsafe UTF8Span(unchecked: bytes.span.extracting(range)))
  }

  private mutating func escape(into plain: inout [UInt8]) throws(JSONError) {
    guard at < bytes.count else { throw fail(.syntax) }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain.append(letter)
    case UInt8(ascii: "b"): plain.append(0x08)
    case UInt8(ascii: "f"): plain.append(0x0C)
    case UInt8(ascii: "n"): plain.append(0x0A)
    case UInt8(ascii: "r"): plain.append(0x0D)
    case UInt8(ascii: "t"): plain.append(0x09)
    case UInt8(ascii: "u"): try plain += scalar().utf8
    default: throw fail(.syntax)
    }
  }

  /// Four digits behind `\u`, or a pair of such; half a pair is no character.
  private mutating func scalar() throws(JSONError) -> String {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return String(Character(scalar)) }
    guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw fail(.encoding)
    }
    let second = try fourDigits()
    guard 0xDC00..<0xE000 ~= second,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fail(.encoding) }
    return String(Character(scalar))
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let digit: UInt8 =
        switch peek {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): peek - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): peek - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): peek - UInt8(ascii: "A") + 10
        default: throw fail(.syntax)
        }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  /// Whole numbers that fit stay exact; what overflows is refused rather than bent.
  mutating func number() throws(JSONError) -> JSON {
    let start = at
    let isNegative = take(UInt8(ascii: "-"))
    var digits = 0
    let first = at
    if !take(UInt8(ascii: "0")) { try self.digits(into: &digits) }  // a leading zero stands alone
    let point = at
    if take(UInt8(ascii: ".")) { try self.digits(into: &digits) }
    let (places, count) = (max(0, at - point - 1), at - first)
    var isPlain = count <= 18
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isPlain = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      var exponent = 0
      try self.digits(into: &exponent)
    }
    let isWhole = at == point
    if isPlain, isWhole { return .integer(isNegative ? -digits : digits) }
    // Both are exact as Doubles, so their quotient is rounded once, as it should be.
    if isPlain, digits < 1 << 53, places < Self.powersOfTen.count {
      let number = Double(digits) / Self.powersOfTen[places]
      return .decimal(isNegative ? -number : number)
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if isWhole, let number = Int(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else {
      throw JSONError(reason: .number, offset: start)
    }
    return .decimal(number)
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  ]

  /// The value wraps where the digits are too many to count; then nobody asks for it.
  private mutating func digits(into value: inout Int) throws(JSONError) {
    guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= peek else { throw fail(.syntax) }
    while UInt8(ascii: "0")...UInt8(ascii: "9") ~= peek {
      value = value &* 10 &+ Int(bytes[at] - UInt8(ascii: "0"))
      at += 1
    }
  }
}
