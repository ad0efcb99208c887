import Digest
import Glibc
import JSON
import Linux
import SQLite

/// A table whose rows name files in the folder `files`.
package struct FileOwner: Sendable {
  /// A database from before an upgrade may not have it yet.
  let table: StaticString
  /// Answers file, size and digest.
  let rows: StaticString
}

/// What people have sent for good, as the rows remember it.
package struct KeptFile: Sendable, Equatable {
  package let name: String
  package let size: Int
  package let digest: [UInt8]

  /// Every file the database has a row for, whoever owns it.
  package static func all(in database: borrowing Connection) throws -> [KeptFile] {
    var files: [KeptFile] = []
    try each(in: database) { files.append($0) }
    return files
  }

  /// The same one by one: there may be very many.
  static func each(in database: borrowing Connection, _ take: (KeptFile) -> Void) throws {
    for owner in fileOwners {
      let isThere = try database.first(
        "SELECT 1 FROM sqlite_schema WHERE name = ?", "\(owner.table)", read: { _ in true })
      guard isThere == true else { continue }
      _ = try database.all(owner.rows) {
        take(KeptFile(name: $0.text(0), size: $0.int(1), digest: $0.blob(2)))
      }
    }
  }

  /// Reads it piece by piece; what is not as the row says ends with the flaw.
  package func read(in folder: String, _ take: ([UInt8]) throws -> Void = { _ in }) throws {
    let path = "\(folder)/\(name)"
    guard KeptFile.isPlain(name), Files.size(path) == size else {
      throw Maintenance.Trouble.file("文件 \(name) 不在，或者大小不对")
    }
    let file = try Descriptor.open(path, O_RDONLY)
    var (hash, count) = (SHA256(), 0)
    while let piece = try file.read(upTo: 1 << 20) {
      hash.update(piece)
      count += piece.count
      guard count <= size else { break }
      try take(piece)
    }
    guard count == size, hash.finalise() == digest else {
      throw Maintenance.Trouble.file("文件 \(name) 的内容变了")
    }
  }
}

extension KeptFile {
  /// The act by which an operator accepts losses; its payload names the files among them.
  static let acceptance = "loss.accept"

  /// Every file that should be there: those with a row, without those accepted as lost, unless they
  /// have been found again.
  package static func expected(
    in database: borrowing Connection, kept folder: String
  ) throws -> [KeptFile] {
    let gone = try accepted(in: database)
    return try all(in: database).filter { file in
      guard gone.contains(file.name) else { return true }
      do {
        try file.read(in: folder)
        return true
      } catch {
        return false
      }
    }
  }

  /// The names of those that an operator has accepted as lost.
  static func accepted(in database: borrowing Connection) throws -> Set<String> {
    let payloads = try database.all(
      """
      SELECT p.payload FROM journal j JOIN journal_payload p ON p.sequence = j.sequence
      WHERE j.act = ?
      """, acceptance
    ) { $0.text(0) }
    let lost = payloads.flatMap { text -> [String] in
      let json = try? JSON(parsing: text)
      return (json?["files"]?.array ?? []).compactMap(\.string)
    }
    return Set(lost)
  }

  /// A name of ours is one name: no folder, no way out of one.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.contains("/")
  }
}
