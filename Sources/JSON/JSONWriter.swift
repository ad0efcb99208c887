extension JSON {
  package var bytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(1024)
    write(to: &out)
    return out
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package func write(to out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let truth): out += (truth ? "true" : "false").utf8
    case .integer(let number): JSON.write(number, to: &out)
    case .decimal(let number): out += JSON.digits(of: number).utf8
    case .string(let text): JSON.write(text, to: &out)
    case .array(let items):
      out.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        item.write(to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        JSON.write(member.name, to: &out)
        out.append(UInt8(ascii: ":"))
        member.value.write(to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  package static func write(_ number: Int, to out: inout [UInt8]) {
    if number >= 0 && number < 10 {
      out.append(UInt8(ascii: "0") + UInt8(number))
    } else {
      out += String(number).utf8
    }
  }

  /// A whole number reads the same whether it was counted or computed: `3`, not `3.0`.
  private static func digits(of number: Double) -> String {
    guard number.isFinite else { return "null" }
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return String(number)
  }

  /// Escapes what JSON requires, byte by byte; everything else, 汉字 included, stays as it is.
  package static func write(_ text: String, to out: inout [UInt8]) {
    var text = text
    out.append(UInt8(ascii: "\""))
    text.withUTF8 { bytes in
      let span = unsafe bytes.span
      var start = 0
      while true {
        let end = PlainText.end(in: span, from: start)
        unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
        if end == bytes.count { break }
        escape(span[end], to: &out)
        start = end + 1
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8, to out: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      out.append(UInt8(ascii: "\\"))
      out.append(byte)
    case 0x0A: out += "\\n".utf8
    case 0x0D: out += "\\r".utf8
    case 0x09: out += "\\t".utf8
    default:
      out += "\\u00".utf8
      out.append(hexDigit(byte >> 4))
      out.append(hexDigit(byte & 15))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
