/// Header fields of an answer, kept as the bytes that will be sent. A value with a control in it
/// cannot get in, so an answer cannot be split (reliability R71).
package struct ResponseFields: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Outside text with a control character in it is made harmless, not sent.
  package mutating func add(_ name: StaticString, _ value: some StringProtocol) {
    if bytes.isEmpty { bytes.reserveCapacity(224) }  // once, not doubling up to it
    unsafe bytes += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    bytes += ": ".utf8
    for byte in value.utf8 {
      bytes.append(Characters.isControl(byte) ? UInt8(ascii: "?") : byte)
    }
    bytes += "\r\n".utf8
  }

  package func adding(_ name: StaticString, _ value: some StringProtocol) -> ResponseFields {
    var fields = self
    fields.add(name, value)
    return fields
  }
}
