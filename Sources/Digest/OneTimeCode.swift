/// Time-based one-time codes of RFC 6238, six digits every thirty seconds.
package enum OneTimeCode {
  package static let period = 30

  package static func step(atSeconds seconds: Int) -> Int { seconds / period }

  package static func code(_ secret: [UInt8], step: Int, digits: Int = 6) -> String {
    let counter = stride(from: 56, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: step >> $0)
    }
    let code = HMAC.legacyCode(key: secret, counter)
    let at = Int(code[code.count - 1] & 15)
    let number = code[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
    let modulus = (0..<digits).reduce(1) { product, _ in product * 10 }
    let text = String(number % modulus)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }

  /// The step whose code this is: now, or one before or after for clocks that differ. A step is
  /// good once: only those after `last` count.
  package static func match(
    _ given: String, _ secret: [UInt8], atSeconds seconds: Int, after last: Int
  ) -> Int? {
    let now = step(atSeconds: seconds)
    return (now - 1...now + 1).first { step in
      equalInConstantTime(Array(given.utf8), Array(code(secret, step: step).utf8)) && step > last
    }
  }
}
