import Digest
import Glibc
import JSON
import Linux
import SQLite

/// Database and files in one archive: the database first, then every file it has a row for, at the
/// end a list by which a copy that was cut off or changed is known. Any `tar` reads it.
enum BackupArchive {
  static let database = "brandpilot.db"
  static let list = "list.json"

  /// Writes it piece by piece from a copy of the database and the folder its files lie in. A file is
  /// on disk before its row and never changes, so the copy's files are there, also while serving.
  static func write(
    _ copy: String, files folder: String, to put: ([UInt8]) throws -> Void
  ) throws -> Int {
    let source = try Descriptor.open(copy, O_RDONLY)
    let size = try source.size
    try put(Tar.head(database, size: size))
    var hash = SHA256()
    while let piece = try source.read(upTo: 1 << 20) {
      hash.update(piece)
      try put(piece)
    }
    try put(Tar.padding(after: size))
    let files = try KeptFile.expected(in: Connection.open(copy, .reader), kept: folder)
    for file in files {
      try put(Tar.head("files/\(file.name)", size: file.size))
      try file.read(in: folder, put)
      try put(Tar.padding(after: file.size))
    }
    let list: JSON = [
      "format": 1, "database": .string(Hex.text(hash.finalise())), "files": .integer(files.count),
    ]
    try put(Tar.head(Self.list, size: list.bytes.count) + list.bytes)
    try put(Tar.padding(after: list.bytes.count) + Tar.end)
    return files.count
  }

  /// Lays it out in a folder of its own; an old backup that is a bare database as well.
  /// - Returns: whether files came with it.
  static func unpack(_ source: consuming Descriptor, named name: String, into folder: String) throws
    -> Bool
  {
    var portions = Portions(source)
    let target = "\(folder)/\(database)"
    if try portions.peek(16).elementsEqual("SQLite format 3\0".utf8) {
      let copy = try Files.create(target)
      try portions.drain { try copy.write($0) }
      try copy.synchronise()
      return false
    }
    try Files.makeFolder(folder + "/files")
    var (digest, count) = ("", 0)
    while true {
      guard let (entry, size) = Tar.parse(try portions.take(Tar.block)) else {
        throw Maintenance.Trouble.noDatabase(name)
      }
      let cut = Maintenance.Trouble.file("\(name) 不完整：\(entry) 没有读完")
      if entry == list {
        guard size <= 4096 else { throw cut }
        let told = try? JSON(parsing: try portions.take(size))
        guard told?["format"] == 1, told?["database"]?.string == digest,
          told?["files"]?.integer == count
        else { throw Maintenance.Trouble.file("\(name) 与它自己的清单不符") }
        try Files.synchronise(folder: folder + "/files")
        return true
      }
      let file = entry.hasPrefix("files/") ? String(entry.dropFirst(6)) : nil
      guard entry == database || file.map({ KeptFile.isPlain($0) }) == true else {
        throw Maintenance.Trouble.noDatabase(name)
      }
      let copy = try Files.create("\(folder)/\(entry)")
      var hash = SHA256()
      let isWhole = try portions.pass(size) {
        hash.update($0)
        try copy.write($0)
      }
      guard isWhole,
        try portions.take(Tar.padding(after: size).count).count == Tar.padding(after: size).count
      else { throw cut }
      try copy.synchronise()
      if file == nil { digest = Hex.text(hash.finalise()) } else { count += 1 }
    }
  }
}
