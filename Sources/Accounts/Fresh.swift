import Digest
import Linux
import Routing
import Vocabulary

extension ID {
  /// One that nobody can guess.
  static var fresh: ID { ID(random: Random.number()) }
}

extension Field where Value == Role {
  /// One of a few roles.
  static func role(_ label: String, _ roles: [Role], help: String? = nil) -> Field {
    Field<String>.choice("role", label, roles.map { Choice($0.rawValue, $0.title) }, help: help)
      .mapping { text in
        Role(rawValue: text).map { .success($0) }
          ?? .failure(.init(code: "notAChoice", "请从所列的身份里选择。"))
      }
  }
}

/// A secret that is given out once; the database keeps only its digest (reliability R40).
package struct Token: Sendable {
  package let text: String
  package var hash: [UInt8] { Token.hash(text) }

  init(_ text: String) { self.text = text }

  package static var fresh: Token { Token(BaseText.base64URL(Random.bytes(32))) }
  package static func hash(_ text: String) -> [UInt8] { SHA256.hash(Array(text.utf8)) }
}
