import Journal
import Linux
import SQLite

/// What an operator does to the data, with the server running or not.
package enum Maintenance {
  package enum Trouble: Error, CustomStringConvertible, Sendable {
    case notEmpty(String)
    case noDatabase(String)

    package var description: String {
      switch self {
      case .notEmpty(let path): "\(path) 不是空文件夹；请恢复到一个新的空文件夹，核对后再启用"
      case .noDatabase(let path): "\(path) 不是 brandpilot 的备份文件"
      }
    }
  }

  /// SQLite's own checks, the schema, the whole chain, and the head that lies beside it.
  package static func verify(
    _ database: borrowing Connection, _ headFile: HeadFile?,
    progress: (_ checked: Int) -> Void = { _ in }
  ) throws -> Head {
    try database.requireIntegrity()
    _ = try database.migrationsDone(of: migrations)
    let head = try Journal.verify(database, progress: progress)
    try headFile?.compare(with: database)
    return head
  }

  /// Verifies a backup and puts it into a folder of its own, under the lock of that folder.
  package static func restore(_ backup: String, to path: String) throws -> Head {
    if Files.isDirectory(path), try !Files.list(path).isEmpty { throw Trouble.notEmpty(path) }
    guard Files.exists(backup) else { throw SystemError("open \(backup)", code: 2) }
    let folder = try DataFolder.claim(path, creates: true)
    let source = try openBackup(backup)
    let head = try verify(source, nil)
    try source.backUp(to: folder.database)
    try folder.headFile.write(head)
    return head
  }

  private static func openBackup(_ path: String) throws -> Connection {
    do {
      let source = try Connection.open(path, .reader)
      _ = try source.migrationsDone(of: migrations)
      return source
    } catch is DatabaseError {
      throw Trouble.noDatabase(path)
    }
  }
}
