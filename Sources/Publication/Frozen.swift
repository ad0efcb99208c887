import Applications
import Digest
import JSON
import Journal
import SQLite
import Vocabulary

/// Content that is published: canonical JSON (sorted keys, no spaces, UTF-8) with the journal's head at
/// that moment in it, and its SHA-256. A letter of it changed later would show.
struct Frozen: Sendable {
  let bytes: [UInt8]
  let digest: [UInt8]

  init(_ members: [JSON.Member], in database: borrowing Connection) throws {
    let head = try Journal.head(of: database)
    let content = JSON.object(
      members + [
        .init("head", ["sequence": .integer(head.sequence), "hash": .string(head.hex)])
      ])
    bytes = content.canonical.bytes
    digest = SHA256.hash(bytes)
  }

  /// As it was kept.
  init(_ bytes: [UInt8], _ digest: [UInt8]) {
    self.bytes = bytes
    self.digest = digest
  }

  var hash: String { Hex.text(digest) }
  var json: JSON { (try? JSON(parsing: bytes)) ?? .null }
}

extension Owner {
  package enum Notice {}
  package enum Objection {}
  package enum Listing {}
}

package typealias NoticeID = ID<Owner.Notice>
package typealias ObjectionID = ID<Owner.Objection>
package typealias ListingID = ID<Owner.Listing>
