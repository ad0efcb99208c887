/// Turns an answer into the bytes of its head. The body follows as it is.
struct ResponseWriter {
  /// What every answer carries: the security fields of the portal.
  let standing: ResponseFields

  func head(
    of response: Response, to head: RequestHead?, date: [UInt8], closes: Bool,
    into out: inout [UInt8]
  ) {
    out += "HTTP/1.1 ".utf8
    Self.number(response.status.code, &out)
    out.append(0x20)
    let reason = response.status.reason
    unsafe out += UnsafeBufferPointer(start: reason.utf8Start, count: reason.utf8CodeUnitCount)
    out += "\r\nDate: ".utf8
    out += date
    out += "\r\n".utf8
    out += standing.bytes
    out += response.fields.bytes
    if !response.status.forbidsBody {
      out += "Content-Length: ".utf8
      Self.number(response.length, &out)
      out += "\r\n".utf8
    }
    if closes {
      out += "Connection: close\r\n".utf8
    } else if head?.isHTTP10 == true {
      out += "Connection: keep-alive\r\n".utf8
    }
    out += "\r\n".utf8
  }

  static func number(_ value: Int, _ out: inout [UInt8]) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var at = 20
    var rest = value
    repeat {
      at -= 1
      digits[at] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    for index in at..<20 { out.append(digits[index]) }
  }
}
