/// Bytes as text of five or six bits a character (RFC 4648), without padding.
package enum BaseText {
  /// As authenticator apps want their secrets.
  package static func base32(_ bytes: [UInt8]) -> String {
    encode(bytes, bits: 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
  }

  /// As it may stand in an address or a cookie.
  package static func base64URL(_ bytes: [UInt8]) -> String {
    encode(bytes, bits: 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
  }

  /// As mail wants it, padded.
  package static func base64(_ bytes: [UInt8]) -> String {
    let text = encode(
      bytes, bits: 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
  }

  private static func encode(_ bytes: [UInt8], bits: Int, _ alphabet: StaticString) -> String {
    let letters = Array("\(alphabet)".utf8)
    var text: [UInt8] = []
    var held = 0
    var count = 0
    for byte in bytes {
      held = (held << 8 | Int(byte)) & 0xFFFF
      count += 8
      while count >= bits {
        count -= bits
        text.append(letters[held >> count & (1 << bits - 1)])
      }
    }
    if count > 0 { text.append(letters[held << (bits - count) & (1 << bits - 1)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
