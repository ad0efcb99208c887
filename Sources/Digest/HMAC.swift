/// Keyed codes of RFC 2104.
package enum HMAC {
  /// With SHA-256.
  package static func code(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    code(key: key, message, SHA256.hash)
  }

  /// With SHA-1, as authenticator apps want it.
  package static func legacyCode(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    code(key: key, message, SHA1.hash)
  }

  private static func code(
    key: [UInt8], _ message: [UInt8], _ hash: ([UInt8]) -> [UInt8]
  ) -> [UInt8] {
    var key = key.count > 64 ? hash(key) : key
    key += [UInt8](repeating: 0, count: 64 - key.count)
    let inner = hash(key.map { $0 ^ 0x36 } + message)
    return hash(key.map { $0 ^ 0x5c } + inner)
  }
}

/// Compares secrets without telling by its time where they differ.
package func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  guard a.count == b.count else { return false }
  var difference: UInt8 = 0
  for index in a.indices { difference |= a[index] ^ b[index] }
  return difference == 0
}
