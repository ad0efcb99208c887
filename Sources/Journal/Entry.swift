import Digest
import JSON
import Vocabulary

/// What an act leaves on the record: who did what, on whose behalf, to which case.
package struct Entry: Sendable {
  package let actor: String
  package let behalf: String?
  package let act: String
  package let subject: String?
  /// One sentence without personal data.
  package let summary: String
  /// Everything else, personal data included. It lies beside the chain and can be erased; the chain
  /// holds only its salted digest.
  package let payload: JSON

  package init(
    _ act: String, by actor: String, onBehalfOf behalf: String? = nil, about subject: String? = nil,
    _ summary: String, payload: JSON = [:]
  ) {
    self.act = act
    self.actor = actor
    self.behalf = behalf
    self.subject = subject
    self.summary = summary
    self.payload = payload
  }
}

/// One link of the chain, as it stands in the database.
package struct Link: Sendable, Equatable {
  package let sequence: Int
  package let at: Instant
  package let actor: String
  package let behalf: String?
  package let act: String
  package let subject: String?
  package let summary: String
  package let payloadDigest: [UInt8]
  package let previous: [UInt8]
  package let hash: [UInt8]

  /// SHA-256 over the previous hash and each field with its length before it, so that no two
  /// different rows can read the same.
  static func hash(
    sequence: Int, at: Instant, texts: [String?], payloadDigest: [UInt8], previous: [UInt8]
  ) -> [UInt8] {
    var hash = SHA256()
    hash.update("brandpilot journal 1\n".utf8)
    hash.update(previous)
    hash.update("\(sequence)\n\(at.milliseconds)\n".utf8)
    for text in texts {
      guard let text else {
        hash.update("-\n".utf8)
        continue
      }
      hash.update("\(text.utf8.count):".utf8)
      hash.update(text.utf8)
      hash.update("\n".utf8)
    }
    hash.update(payloadDigest)
    return hash.finalise()
  }

  var recomputed: [UInt8] {
    Link.hash(
      sequence: sequence, at: at, texts: [actor, behalf, act, subject, summary],
      payloadDigest: payloadDigest, previous: previous)
  }
}

/// The end of the chain: what notices and lists print, and what lies beside the database.
package struct Head: Sendable, Equatable {
  package let sequence: Int
  package let hash: [UInt8]

  package static let empty = Head(sequence: 0, hash: [UInt8](repeating: 0, count: 32))

  package var hex: String { Hex.text(hash) }
}
