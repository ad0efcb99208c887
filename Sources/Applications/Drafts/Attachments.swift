import Accounts
import Digest
import HTML
import JSON
import Linux
import Policy
import Routing
import SQLite
import Vocabulary

/// A file in a slot of an application.
package struct Attachment: Sendable {
  package let id: AttachmentID
  package let slot, file, name: String
  let kind: FileRule.Kind
  package let size: Int
  package let digest: [UInt8]
  let at: Instant
  let isReplaced: Bool
  let scan: Scan

  static let internalPrefix = "visit-"

  /// Where it is read, or saved where no page shows it.
  package func address(of number: String) -> Address {
    let ways = AttachmentDownload.links(number, self)
    return ways.shown ?? ways.saved
  }

  /// Brought in by officials on the spot: no part of what the enterprise sends.
  var isInternal: Bool { slot.hasPrefix(Self.internalPrefix) }

  init(_ row: borrowing Row) {
    id = AttachmentID(row.int(0))
    slot = row.text(1)
    file = row.text(2)
    name = row.text(3)
    kind = kept(row.text(4))
    size = row.int(5)
    digest = row.blob(6)
    at = Instant(milliseconds: Int64(row.int(7)))
    isReplaced = !row.isNull(8)
    scan = Scan(row.text(9), Instant(milliseconds: Int64(row.int(10))), row.text(11))
  }
}

package enum Attachments {
  /// Every file this room has a row for: file, size, digest.
  package static let kept: StaticString = "SELECT file, size, digest FROM application_file"

  /// - Parameter replaces: what lay in the slot counts no longer, and is kept.
  @discardableResult
  package static func keep(
    _ kept: ProofFiles.Kept, of file: Case, by person: PersonID, at now: Instant,
    replaces: Bool = true, in database: borrowing Connection
  ) throws -> AttachmentID {
    if replaces {
      try database.run(
        """
        UPDATE application_file SET replaced = ?
        WHERE application = ? AND slot = ? AND replaced IS NULL
        """, now.milliseconds, file.id.number, kept.slot)
    }
    let id = AttachmentID.drawn
    try database.run(
      """
      INSERT INTO application_file (id, application, slot, file, name, kind, size, digest, at, person)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, file.id.number, kept.slot, kept.file, kept.name,
      kept.kind.rawValue, kept.size, kept.digest, now.milliseconds, person.number)
    return id
  }

  /// Counts no longer, and is kept.
  static func remove(
    _ id: AttachmentID, at now: Instant, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE application_file SET replaced = ? WHERE id = ? AND replaced IS NULL",
      now.milliseconds, id.number)
  }

  /// What the scanner said of one that waited for it.
  /// - Returns: false where it waits no longer.
  static func settle(
    _ id: AttachmentID, _ verdict: Clamd.Verdict, at now: Instant,
    in database: borrowing Connection
  ) throws -> Bool {
    let (word, signature): (String, String?) =
      switch verdict {
      case .clean: ("clean", nil)
      case .infected(let signature): ("infected", signature)
      }
    try database.run(
      """
      UPDATE application_file SET scan = ?, scanned = ?, signature = ?
      WHERE id = ? AND scan = 'waiting'
      """, word, now.milliseconds, signature, id.number)
    return database.changes > 0
  }

  /// How many there are in slots of one beginning.
  package static func count(
    of file: Case, slotted beginning: String, in database: borrowing Connection
  ) throws -> Int {
    try of(file.id, in: database).count { $0.slot.hasPrefix(beginning) }
  }

  /// Where the newest in this slot is got.
  package static func newest(
    _ slot: String, of file: Case, in database: borrowing Connection
  ) throws -> Address? {
    try links(of: file, in: database)[slot]?.saved
  }

  /// Where that of every slot that holds one is read and saved.
  package static func links(
    of file: Case, in database: borrowing Connection
  ) throws -> [String: (shown: Address?, saved: Address)] {
    try of(file.id, in: database).reduce(into: [:]) { links, kept in
      links[kept.slot] = AttachmentDownload.links(file.number, kept)
    }
  }

  /// Everything that ever lay in a slot of it, slot by slot, the oldest first.
  private static func every(
    of application: ApplicationID, in database: borrowing Connection
  ) throws -> [Attachment] {
    try database.all(
      """
      SELECT id, slot, file, name, kind, size, digest, at, replaced, scan, scanned, signature
      FROM application_file WHERE application = ? ORDER BY slot, at, replaced IS NULL
      """, application.number, read: Attachment.init)
  }

  /// Those that count now.
  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Attachment] {
    try every(of: application, in: database).filter { !$0.isReplaced }
  }

  /// Of the application as it is judged: without what officials brought in.
  package static func sent(
    with file: Case, in database: borrowing Connection
  ) throws -> [Attachment] {
    try of(file.id, in: database).filter { !$0.isInternal }
  }

  /// The same of many cases at once.
  static func of(
    _ applications: [ApplicationID], in database: borrowing Connection
  ) throws -> [ApplicationID: [Attachment]] {
    let ids = JSON.array(applications.map { .integer($0.number) }).text
    let found = try database.all(
      """
      SELECT f.id, f.slot, f.file, f.name, f.kind, f.size, f.digest, f.at, f.replaced, f.scan,
        f.scanned, f.signature, f.application
      FROM json_each(?) j JOIN application_file f ON f.application = j.value
      WHERE f.replaced IS NULL ORDER BY f.slot, f.at
      """, ids
    ) { (application: ApplicationID($0.int(12)), file: Attachment($0)) }
    return Dictionary(grouping: found, by: \.application).mapValues { $0.map(\.file) }
  }

  static func find(
    _ id: AttachmentID, of application: ApplicationID, in database: borrowing Connection
  ) throws -> Attachment? {
    try every(of: application, in: database).first { $0.id == id }
  }

  /// Those that were sent with this submission, whatever has replaced them since.
  static func of(
    _ application: ApplicationID, in submission: Submission, _ database: borrowing Connection
  ) throws -> [Attachment] {
    var sent = (submission.json["files"]?.array ?? []).map { Sent($0) }
    // The same file may have lain in a slot before: of several, the newest was sent.
    let found = try every(of: application, in: database).reversed().filter { kept in
      guard kept.at <= submission.at, let place = sent.firstIndex(of: Sent(kept)) else {
        return false
      }
      sent.remove(at: place)
      return true
    }
    return found.reversed()
  }

  /// How a submission names a file.
  private struct Sent: Equatable {
    let slot, name, digest: String?
    init(_ json: JSON) {
      slot = json["slot"]?.string
      name = json["name"]?.string
      digest = json["sha256"]?.string
    }
    init(_ kept: Attachment) {
      slot = kept.slot
      name = kept.name
      digest = Hex.text(kept.digest)
    }
  }
}
