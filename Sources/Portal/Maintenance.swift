import Applications
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
    case line(String)
    case unwritable(String, SystemError)

    package var description: String {
      switch self {
      case .notEmpty(let path): "\(path) 不是空文件夹；请恢复到一个新的空文件夹，核对后再启用"
      case .noDatabase(let path): "\(path) 不是 brandpilot 的备份文件"
      case .file(let flaw), .line(let flaw): flaw
      case .unwritable(let path, let error): "写不到 \(path)：\(error)"
      case .insideFolder(let path): "\(path) 在数据文件夹里；请放到别处"
      }
    }
  }

  /// SQLite's own checks, the schema, what holds of every case, every file that was sent, the whole
  /// chain, and the head that lies beside it.
  package static func verify(
    _ database: borrowing Connection, _ headFile: HeadFile?,
    _ migrations: [Migration] = migrations, files: String? = nil,
    progress: (_ checked: Int) -> Void = { _ in }
  ) throws -> Head {
    try database.requireIntegrity()
    // A file from before an upgrade is held to the steps it has taken.
    let done = try database.migrationsDone(of: migrations)
    try compareSchema(of: database, with: Array(migrations.prefix(done)))
    if done == migrations.count, let flaw = try CaseInvariants.flaw(in: database) {
      throw Trouble.line(flaw)
    }
    // The file first: entries made meanwhile only add to the chain.
    if let headFile {
      if let flaw = Opening.missing(headFile, beside: database) { throw Trouble.line(flaw) }
      try headFile.compare(with: database)
    }
    if let files {
      for file in try KeptFile.expected(in: database, kept: files) { try file.read(in: files) }
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

  /// Takes a copy of the database and all its files to where they are wanted, in one archive; leaves
  /// nothing behind.
  /// - Returns: how many files went with it.
  package static func deliverAll(
    _ draft: String, files: String, to target: String?, apart folder: String
  ) throws -> Int {
    defer { Files.remove(draft) }
    guard let target else {
      return try BackupArchive.write(draft, files: files) { try Output.put($0) }
    }
    try requireOutside(folder, target)
    do {
      return try Files.write(target) { file in
        try BackupArchive.write(draft, files: files) { try file.write($0) }
      }
    } catch let error as SystemError {
      throw Trouble.unwritable(target, error)
    }
  }

  private static func requireOutside(_ folder: String, _ target: String) throws {
    var above = Files.parent(of: target)
    while let place = Files.identity(above) {
      if place == Files.identity(folder) { throw Trouble.insideFolder(target) }
      above += "/.."
      if Files.identity(above) == place { return }
    }
  }

  /// Takes such a copy to where it is wanted, and leaves nothing behind.
  package static func deliver(_ draft: String, to target: String?, apart folder: String) throws {
    let source = try Descriptor.open(draft, O_RDONLY)
    Files.remove(draft)
    guard let target else {
      while let piece = try source.read(upTo: 1 << 20) { try Output.put(piece) }
      return
    }
    try requireOutside(folder, target)
    do {
      try Files.copy(source, to: target)
    } catch let error as SystemError {
      throw Trouble.unwritable(target, error)
    }
  }
}
