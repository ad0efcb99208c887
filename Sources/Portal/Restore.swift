import Glibc
import Journal
import Linux
import SQLite
import Vocabulary

extension Maintenance {
  package struct Restored: Sendable {
    package let head: Head
    /// Nil for an old backup that was a bare database.
    package let files: Int?
    /// Where what was there before lies now.
    package let aside: String?
  }

  /// Verifies a backup and puts it into a folder of its own, under the lock of that folder.
  package static func restore(
    _ backup: String, to path: String, _ migrations: [Migration] = migrations
  ) throws -> Head {
    try restore(
      Descriptor.open(backup, O_RDONLY), named: backup, to: path, replaces: false,
      at: Instant(milliseconds: Clock.wall), migrations
    ).head
  }

  /// The same from any stream. With `replaces`, what is there makes way once the backup is verified:
  /// it is moved aside within the folder, never deleted.
  package static func restore(
    _ source: consuming Descriptor, named name: String, to path: String, replaces: Bool,
    at now: Instant, _ migrations: [Migration] = migrations
  ) throws -> Restored {
    if !replaces, Files.isDirectory(path),
      try !Files.list(path).allSatisfy({ ["lock", "restoring"].contains($0) })
    {
      throw Trouble.notEmpty(path)
    }
    let folder = try DataFolder.claim(path, creates: true, replaces: true)
    let stage = folder.path + "/restoring"
    Files.removeFolder(stage)
    try Files.makeFolder(stage)
    defer { Files.removeFolder(stage) }
    let hasFiles = try BackupArchive.unpack(source, named: name, into: stage)
    let (head, count) = try check(
      "\(stage)/\(BackupArchive.database)", named: name, migrations,
      files: hasFiles ? stage + "/files" : nil)
    let aside = replaces ? try moveAside(folder.path, keepsFiles: !hasFiles, at: now) : nil
    if hasFiles {
      try? Files.removeEmptyFolder(folder.path + "/files")
      try Files.move(stage + "/files", to: folder.path + "/files")
    }
    try folder.markRestored()
    try folder.headFile.write(head)
    // The database last: until it is there, the folder refuses to start.
    try Files.move("\(stage)/\(BackupArchive.database)", to: folder.database)
    return Restored(head: head, files: hasFiles ? count : nil, aside: aside)
  }

  private static func check(
    _ file: String, named name: String, _ migrations: [Migration], files: String?
  ) throws -> (Head, Int) {
    do {
      let source = try Connection.open(file, .reader)
      _ = try source.migrationsDone(of: migrations)
      let head = try verify(source, nil, migrations, files: files)
      guard let files else { return (head, 0) }
      return (head, try KeptFile.expected(in: source, kept: files).count)
    } catch is DatabaseError {
      throw Trouble.noDatabase(name)
    }
  }

  /// Everything but the lock, the packages and the secret; the files stay where the backup brings none.
  private static func moveAside(
    _ path: String, keepsFiles: Bool, at now: Instant
  ) throws -> String? {
    let stays =
      ["lock", "control.sock", "restoring", "aside", "Forms", "strays", "secret"]
      + (keepsFiles ? ["files"] : [])
    let names = try Files.list(path).filter { !stays.contains($0) }
    guard !names.isEmpty else { return nil }
    let aside = "\(path)/aside/\(now.day)-\(now.milliseconds)"
    try Files.makeFolder(aside)
    // The database first: without it the folder starts nothing until all is done.
    for name in names.filter({ $0 == "brandpilot.db" }) + names.filter({ $0 != "brandpilot.db" }) {
      try Files.move("\(path)/\(name)", to: "\(aside)/\(name)")
    }
    return aside
  }
}
