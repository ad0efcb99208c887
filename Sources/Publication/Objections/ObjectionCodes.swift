import Digest
import Routing

/// What an objector asks by. Made from the data folder's own secret, so that it can be told again to
/// whoever repeats what they sent, and stands nowhere in the clear: the database keeps its digest.
struct ObjectionCodes: Sendable {
  private let secret: [UInt8]

  init(_ secret: [UInt8]) { self.secret = secret }

  func code(of objection: ObjectionID) -> String {
    BaseText.base64URL(HMAC.code(key: secret, Array("objection \(objection)".utf8)))
  }
}
