import Digest
import Linux
import Vocabulary

extension ID {
  /// One that nobody can guess.
  static var fresh: ID { ID(random: Random.number()) }
}

/// A secret that is given out once; the database keeps only its digest (reliability R40).
struct Token: Sendable {
  let text: String
  var hash: [UInt8] { Token.hash(text) }

  init(_ text: String) { self.text = text }

  static var fresh: Token { Token(BaseText.base64URL(Random.bytes(32))) }
  static func hash(_ text: String) -> [UInt8] { SHA256.hash(Array(text.utf8)) }
}
