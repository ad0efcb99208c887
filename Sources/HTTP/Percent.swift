/// Percent-encoding of RFC 3986, decoded once and only to valid UTF-8 without NUL.
package enum Percent {
  /// Nil when a `%` has no two digits behind it, or the bytes are not a text.
  package static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool = false) -> String? {
    guard let decoded = decodedBytes(bytes, plusIsSpace: plusIsSpace), !decoded.contains(0) else {
      return nil
    }
    return String(validating: decoded, as: UTF8.self)
  }

  static func isDecodable(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.contains(UInt8(ascii: "%")) || decode(bytes) != nil
  }

  private static func decodedBytes(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var at = bytes.startIndex
    while at < bytes.endIndex {
      switch bytes[at] {
      case UInt8(ascii: "%"):
        guard at + 2 < bytes.endIndex, let high = Characters.hexValue(bytes[at + 1]),
          let low = Characters.hexValue(bytes[at + 2])
        else { return nil }
        decoded.append(high << 4 | low)
        at += 3
      case UInt8(ascii: "+") where plusIsSpace:
        decoded.append(0x20)
        at += 1
      case let byte:
        decoded.append(byte)
        at += 1
      }
    }
    return decoded
  }

  /// Everything but RFC 3986's unreserved characters becomes `%XX`.
  package static func encode(_ text: String) -> String {
    if text.utf8.allSatisfy(isUnreserved) { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
