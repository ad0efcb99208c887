import Policy
import SQLite
import Vocabulary

/// Packages come in whole and stay: what a round has begun with is there as long as the round.
package enum Adoption {
  /// One that lies in the folder, read and found right.
  package struct Offer: Sendable {
    package let package: Package
    package let files: [String: [UInt8]]

    package init(_ package: Package, _ files: [String: [UInt8]]) {
      self.package = package
      self.files = files
    }
  }

  /// Files are texts: what is none would not read back as it was.
  static func isText(_ offer: Offer) -> Bool {
    offer.files.values.allSatisfy { bytes in
      Array(String(decoding: bytes, as: UTF8.self).utf8) == bytes
    }
  }

  /// A version says what it says for ever: readers and rounds find an edition by it.
  static func hasOtherContent(
    _ offer: Offer, in database: borrowing Connection
  ) throws -> Bool {
    try database.first(
      "SELECT 1 FROM policy_package WHERE id = ? AND version = ? AND hash <> ?", offer.package.id,
      offer.package.version, offer.package.hash
    ) { $0.int(0) } != nil
  }

  /// One that was in use before can be taken in again: the newest is what new rounds begin with.
  ///
  /// - Returns: false where exactly this one is in use.
  static func adopt(
    _ offer: Offer, by person: PersonID?, at now: Instant, in database: borrowing Connection
  ) throws -> Bool {
    let current = try database.first(
      "SELECT hash FROM policy_package WHERE id = ? ORDER BY adopted DESC, rowid DESC",
      offer.package.id
    ) { $0.blob(0) }
    if current == offer.package.hash { return false }
    try database.run(
      """
      INSERT INTO policy_package (hash, id, version, files, adopted, adopted_by)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET
        adopted = max(excluded.adopted, (SELECT max(adopted) + 1 FROM policy_package)),
        adopted_by = excluded.adopted_by
      """, offer.package.hash, offer.package.id, offer.package.version,
      PackageBox.close(offer.files), now.milliseconds, person?.number)
    return true
  }

  /// At the very first start, everything that lies there is taken in.
  package static func settle(
    _ folder: PackageFolder, at now: Instant, in database: borrowing Connection
  ) throws {
    let count = try database.first("SELECT count(*) FROM policy_package") { $0.int(0) } ?? 0
    if count > 0 { return }
    for item in try folder.read() {
      _ = try adopt(item.offer.get(), by: nil, at: now, in: database)
    }
  }
}
