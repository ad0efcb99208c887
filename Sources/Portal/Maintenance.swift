import Accounts
import Glibc
import Journal
import Linux
import SQLite

/// What an operator does to the data, with the server running or not.
package enum Maintenance {
  package enum Trouble: Error, CustomStringConvertible, Sendable {
    case notEmpty(String)
    case noDatabase(String)
    case insideFolder(String)
    case file(String)
    case unwritable(String, SystemError)

    package var description: String {
      switch self {
      case .notEmpty(let path): "\(path) 不是空文件夹；请恢复到一个新的空文件夹，核对后再启用"
      case .noDatabase(let path): "\(path) 不是 brandpilot 的备份文件"
      case .file(let flaw): flaw
      case .unwritable(let path, let error): "写不到 \(path)：\(error)"
      case .insideFolder(let path): "\(path) 在数据文件夹里；请放到别处"
      }
    }
  }

  /// SQLite's own checks, the schema, every file that was sent, the whole chain, and the head that
  /// lies beside it.
  package static func verify(
    _ database: borrowing Connection, _ headFile: HeadFile?,
    _ migrations: [Migration] = migrations, files: String? = nil,
    progress: (_ checked: Int) -> Void = { _ in }
  ) throws -> Head {
    try database.requireIntegrity()
    // A file from before an upgrade is held to the steps it has taken.
    let done = try database.migrationsDone(of: migrations)
    try compareSchema(of: database, with: Array(migrations.prefix(done)))
    // The file first: entries made meanwhile only add to the chain.
    try headFile?.compare(with: database)
    if let files, let flaw = try ProofFiles.flaw(in: files, of: database) {
      throw Trouble.file(flaw)
    }
    return try Journal.verify(database, progress: progress)
  }

  /// A dropped trigger or a changed table is as bad as a changed row.
  private static func compareSchema(
    of database: borrowing Connection, with migrations: [Migration]
  ) throws {
    let fresh = try Connection.open(":memory:", .scratch)
    try fresh.migrate(migrations)
    let (found, known) = (Set(try database.schema()), Set(try fresh.schema()))
    if let odd = found.symmetricDifference(known).sorted().first {
      throw SchemaError.altered(odd.split(separator: " ").prefix(2).joined(separator: " "))
    }
  }

  /// Copies the database to a file in its own folder, from where whoever asked takes it.
  package static func draft(of database: borrowing Connection, in folder: String) throws -> String {
    let path = folder + "/backup-\(Random.number()).tmp"
    try database.backUp(to: path)
    return path
  }

  /// Takes such a copy to where it is wanted, and leaves nothing behind.
  package static func deliver(_ draft: String, to target: String?, apart folder: String) throws {
    let source = try Descriptor.open(draft, O_RDONLY)
    Files.remove(draft)
    guard let target else {
      while let piece = try source.read(upTo: 1 << 20) { try Output.put(piece) }
      return
    }
    guard Files.identity(Files.parent(of: target)) != Files.identity(folder) else {
      throw Trouble.insideFolder(target)
    }
    do {
      try Files.copy(source, to: target)
    } catch let error as SystemError {
      throw Trouble.unwritable(target, error)
    }
  }

  /// Verifies a backup and puts it into a folder of its own, under the lock of that folder.
  package static func restore(
    _ backup: String, to path: String, _ migrations: [Migration] = migrations
  ) throws -> Head {
    if Files.isDirectory(path), try !Files.list(path).allSatisfy({ $0 == "lock" }) {
      throw Trouble.notEmpty(path)
    }
    guard Files.exists(backup) else { throw SystemError("open \(backup)", code: ENOENT) }
    let source = try openBackup(backup, migrations)
    let head = try verify(source, nil, migrations)
    let folder = try DataFolder.claim(path, creates: true)
    try source.backUp(to: folder.database)
    try folder.headFile.write(head)
    return head
  }

  private static func openBackup(
    _ path: String, _ migrations: [Migration]
  ) throws -> Connection {
    do {
      let source = try Connection.open(path, .reader)
      _ = try source.migrationsDone(of: migrations)
      return source
    } catch is DatabaseError {
      throw Trouble.noDatabase(path)
    }
  }
}
