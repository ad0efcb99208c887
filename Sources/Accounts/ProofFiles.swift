import Digest
import HTTP
import Linux
import Routing
import SQLite
import Vocabulary

/// Where proofs lie: under names of our own, in the data folder. A row in the database is written
/// after its file is on disk; what has no row is a stray (Portal/KeptFiles).
package struct ProofFiles: Sendable {
  package let folder: String
  package let keys: ReadingKeys
  private let pool = Pool("files", threads: 2, waiting: 64)

  init(_ folder: String, _ keys: ReadingKeys) {
    self.folder = folder
    self.keys = keys
  }

  package struct Kept: Sendable {
    package let slot: String
    package let file: String
    package let name: String
    package let kind: FileRule.Kind
    package let size: Int
    package let digest: [UInt8]

    init(
      slot: String, file: String, name: String, kind: FileRule.Kind, size: Int, digest: [UInt8]
    ) {
      self.slot = slot
      self.file = file
      self.name = name
      self.kind = kind
      self.size = size
      self.digest = digest
    }

    /// The same file, in another slot.
    package init(_ kept: Kept, slot: String) {
      self.init(
        slot: slot, file: kept.file, name: kept.name, kind: kept.kind, size: kept.size,
        digest: kept.digest)
    }
  }

  /// Where something is put together on its way out; nothing stays there.
  package var scratch: String { Files.parent(of: folder) + "/uploads" }

  /// Slow work with files, besides what is on the loop.
  package func work<Answer: Sendable>(
    _ task: @escaping @Sendable () throws -> Answer
  ) async throws -> Answer {
    do {
      return try await pool.run(task)
    } catch is Pool.Full {
      throw Refusal(.unavailable, code: "busy", "现在办的人太多，请过几秒再试。")
    }
  }

  /// Keeps them all, or none.
  package func keep(_ files: [(slot: String, file: SentFile)]) async throws -> [Kept] {
    let folder = folder
    do {
      return try await pool.run { try ProofFiles.keep(files, in: folder) }
    } catch is Pool.Full {
      throw Refusal(.unavailable, code: "busy", "同时上传的人太多，这次没有保存，请过几秒再试。")
    }
  }

  private static func keep(
    _ files: [(slot: String, file: SentFile)], in folder: String
  ) throws -> [Kept] {
    var kept: [Kept] = []
    do {
      for (slot, file) in files {
        let name = "\(ID<Owner.Claim>.fresh)"
        try file.upload.keep(as: "\(folder)/\(name)")
        kept.append(
          Kept(
            slot: slot, file: name, name: file.name, kind: file.kind, size: file.upload.size,
            digest: file.upload.digest))
      }
      return kept
    } catch {
      for file in kept { Files.remove("\(folder)/\(file.file)") }
      throw error
    }
  }

  package func forget(_ kept: [Kept]) {
    for file in kept { Files.remove("\(folder)/\(file.file)") }
  }

  /// Every file this room has a row for: file, size, digest.
  package static let kept: StaticString = "SELECT file, size, digest FROM proof"

  static func record(
    _ kept: [Kept], for claim: ClaimID, at: Instant, in database: borrowing Connection
  ) throws {
    for file in kept {
      try database.run(
        "UPDATE proof SET replaced = ? WHERE claim = ? AND slot = ? AND replaced IS NULL",
        at.milliseconds, claim.number, file.slot)
      try database.run(
        """
        INSERT INTO proof (claim, slot, file, name, kind, size, digest, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, claim.number, file.slot, file.file, file.name, file.kind.rawValue, file.size,
        file.digest, at.milliseconds)
    }
  }
}

/// A proof as it stands in the database.
struct Proof: Sendable {
  let slot: String
  let file: String
  let name: String
  let kind: FileRule.Kind
  let size: Int
  let digest: [UInt8]
  let at: Instant

  var title: String { slot == "licence" ? "营业执照" : "授权书" }

  init(_ row: borrowing Row) {
    slot = row.text(0)
    file = row.text(1)
    kind = FileRule.Kind(rawValue: row.text(3)) ?? .pdf
    // Named anew: what was kept before names were looked at has them as they came.
    name = kind.named(row.text(2))
    size = row.int(4)
    digest = row.blob(5)
    at = Instant(milliseconds: Int64(row.int(6)))
  }

  /// One that this caller may read, and what it proves.
  static func find(
    _ place: ProofPlace, for caller: Caller, in database: borrowing Connection
  ) throws -> (Claim, Proof) {
    let claim = try Claims.find(place.claim, for: caller, in: database)
    guard claim.filesMayBeRead(by: caller),
      let proof = try of(claim.id, in: database).first(where: { $0.slot == place.slot })
    else { throw Refusal.notFound }
    return (claim, proof)
  }

  static func of(_ claim: ClaimID, in database: borrowing Connection) throws -> [Proof] {
    try database.all(
      """
      SELECT slot, file, name, kind, size, digest, at FROM proof
      WHERE claim = ? AND replaced IS NULL ORDER BY slot DESC
      """, claim.number, read: Proof.init)
  }
}
