import Digest
import Linux
import Routing
import SQLite
import Vocabulary

/// The authenticator app (RFC 6238) and the codes on paper for when the phone is lost.
enum SecondFactor {
  static let recoveryCodes = 10

  static var freshSecret: [UInt8] { Random.bytes(20) }

  /// What the app reads from the picture.
  static func address(_ secret: [UInt8], of person: Person) -> String {
    let label = person.login.utf8.map { byte -> String in
      let isPlain =
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x2E
      return isPlain ? String(UnicodeScalar(byte)) : "%" + Hex.text([byte]).uppercased()
    }.joined()
    return "otpauth://totp/BrandPilot:\(label)?secret=\(BaseText.base32(secret))&issuer=BrandPilot"
  }

  /// Spends a code of the app, or one from paper. Each is good once.
  static func spend(
    _ code: String, of person: Person, at wall: Instant, in database: borrowing Connection
  ) throws -> Bool {
    guard let secret = person.secret else { return false }
    let given = code.filter { !$0.isWhitespace && $0 != "-" }
    let seconds = Int(wall.milliseconds / 1000)
    let last = try database.first("SELECT totp_step FROM person WHERE id = ?", person.id.number) {
      $0.int(0)
    }
    if let step = OneTimeCode.match(given, secret, atSeconds: seconds, after: last ?? 0) {
      try database.run("UPDATE person SET totp_step = ? WHERE id = ?", step, person.id.number)
      // Not lost after all.
      try database.run("DELETE FROM factor_loss WHERE person = ?", person.id.number)
      return true
    }
    guard given.utf8.count == 16 else { return false }
    try database.run(
      "UPDATE recovery_code SET used_at = ? WHERE hash = ? AND person = ? AND used_at IS NULL",
      wall.milliseconds, Token.hash(given.uppercased()), person.id.number)
    return database.changes == 1
  }

  /// New codes for paper; the old ones are void. Shown once, kept as digests.
  static func renewCodes(
    of person: PersonID, in database: borrowing Connection
  ) throws -> [String] {
    try database.run("DELETE FROM recovery_code WHERE person = ?", person.number)
    let codes = (0..<recoveryCodes).map { _ in BaseText.base32(Random.bytes(10)) }
    for code in codes {
      try database.run(
        "INSERT INTO recovery_code (person, hash) VALUES (?, ?)", person.number, Token.hash(code))
    }
    // In fours, as they are copied from paper.
    return codes.map { code in
      stride(from: 0, to: 16, by: 4).map { String(code.dropFirst($0).prefix(4)) }
        .joined(separator: "-")
    }
  }

  static func codesLeft(of person: PersonID, in database: borrowing Connection) throws -> Int {
    try database.first(
      "SELECT count(*) FROM recovery_code WHERE person = ? AND used_at IS NULL", person.number
    ) { $0.int(0) } ?? 0
  }

  static func remove(of person: PersonID, in database: borrowing Connection) throws {
    try database.run(
      "UPDATE person SET totp = NULL, totp_step = 0 WHERE id = ?", person.number)
    try database.run("DELETE FROM recovery_code WHERE person = ?", person.number)
  }
}
