/// HMAC-SHA-256 of RFC 2104.
package enum HMAC {
  package static func code(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var key = key.count > 64 ? SHA256.hash(key) : key
    key += [UInt8](repeating: 0, count: 64 - key.count)
    var inner = SHA256()
    inner.update(key.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = SHA256()
    outer.update(key.map { $0 ^ 0x5c })
    outer.update(inner.finalise())
    return outer.finalise()
  }
}

/// Compares secrets without telling by its time where they differ.
package func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  guard a.count == b.count else { return false }
  var difference: UInt8 = 0
  for index in a.indices { difference |= a[index] ^ b[index] }
  return difference == 0
}
