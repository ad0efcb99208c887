import JSON
import SQLite
import Vocabulary

/// A list (名单), as it was published with its document number.
struct Listing: Sendable {
  let id: ListingID
  let round: RoundID
  let title: String
  let document: String
  let day: Day
  let frozen: Frozen
  let head: String
  let issuer: String
  let paragraphs: [String]

  init(_ row: borrowing Row) {
    id = ListingID(row.int(0))
    round = RoundID(row.int(1))
    title = row.text(2)
    document = row.text(3)
    day = Day(number: row.int(4))
    frozen = Frozen(row.utf8(5), row.blob(6))
    let json = frozen.json
    head = json["head"]?["hash"]?.string ?? ""
    issuer = json["issuer"]?.string ?? ""
    paragraphs = (json["paragraphs"]?.array ?? []).compactMap(\.string)
  }
}

enum Listings {
  static func all(in database: borrowing Connection) throws -> [Listing] {
    try database.all(
      """
      SELECT id, round, title, document, day, content, digest FROM listing
      ORDER BY at DESC, id
      """, read: Listing.init)
  }

  static func find(_ id: ListingID, in database: borrowing Connection) throws -> Listing? {
    try database.first(
      "SELECT id, round, title, document, day, content, digest FROM listing WHERE id = ?",
      id.number, read: Listing.init)
  }
}

extension Gazette {
  func listing(_ id: ListingID) throws -> (listing: Listing, entries: [Entry]) {
    let contents = try contents
    guard let listing = contents.listings.first(where: { $0.id == id }) else {
      throw Refusal.notFound
    }
    return (listing, contents.entries.filter { $0.listing == id })
  }
}
