import Accounts
import Digest
import JSON
import Vocabulary

@testable import Portal

/// What tests of the whole house share.
enum Houses {
  static let pdf = Array("%PDF-1.7\n%%EOF\n".utf8)

  /// The code that this person's phone shows now; empty for whoever has none.
  static func code(of login: String, _ house: House) -> String {
    guard let secret = house.rooms.cast?.players.first(where: { $0.login == login })?.secret else {
      return ""
    }
    let seconds = Int(house.wallNow.milliseconds / 1000)
    return OneTimeCode.code(secret, step: OneTimeCode.step(atSeconds: seconds))
  }

  /// The code that begins so: its last two characters are found, not known by heart.
  static func creditCode(_ start: String) throws -> String {
    for a in "0123456789ABCDEFGHJKLMNPQRTUWXY" {
      for b in "0123456789ABCDEFGHJKLMNPQRTUWXY" {
        if let code = try? CreditCode(start + "\(a)\(b)") { return code.text }
      }
    }
    throw House.Trouble(text: "no code begins with \(start)")
  }
}
