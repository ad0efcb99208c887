import Glibc

/// Whole-file reading and crash-safe writing. Never for the database's own files: opening and
/// closing those drops SQLite's POSIX locks.
package enum Files {
  package static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  /// A file of bytes, and no pipe, device or folder that would never end.
  package static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// What tells one file from another of the same name; nil when there is none.
  package struct Identity: Equatable, Sendable {
    let device: UInt64
    let node: UInt64
    package let isSocket: Bool
    let isFolder: Bool
  }

  package static func identity(_ path: String) -> Identity? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return Identity(
      device: UInt64(status.st_dev), node: UInt64(status.st_ino),
      isSocket: status.st_mode & S_IFMT == S_IFSOCK,
      isFolder: status.st_mode & S_IFMT == S_IFDIR)
  }

  /// `nil` when there is no such file.
  package static func size(_ path: String) -> Int? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// When it was last written, in milliseconds since 1970; `nil` when there is no such file.
  package static func modified(_ path: String) -> Int64? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
  }

  /// Bytes that may still be written where this path lies.
  package static func room(at path: String) -> Int? {
    var disk = statvfs()
    guard unsafe statvfs(path, &disk) == 0 else { return nil }
    return Int(disk.f_bavail) * Int(disk.f_frsize)
  }

  package static func read(_ path: String, limit: Int = 64 << 20) throws -> [UInt8] {
    let file = try Descriptor.open(path, O_RDONLY)
    var bytes: [UInt8] = []
    while let more = try file.read(upTo: 64 << 10) {
      bytes += more
      guard bytes.count <= limit else { throw SystemError("read \(path)", code: EFBIG) }
    }
    return bytes
  }

  /// The file is wholly there under its name, or not at all, whenever the power goes.
  package static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o640) throws {
    let draft = path + ".tmp"
    let file = try Descriptor.open(draft, O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
    try file.write(bytes)
    try file.synchronise()
    try move(draft, to: path)
  }

  /// Renames and makes the new name durable.
  package static func move(_ path: String, to target: String) throws {
    guard unsafe rename(path, target) == 0 else { throw SystemError("rename \(path)") }
    try synchronise(folder: parent(of: target))
  }

  package static func synchronise(_ path: String) throws {
    try Descriptor.open(path, O_RDONLY).synchronise()
  }

  package static func synchronise(folder: String) throws {
    try Descriptor.open(folder, O_RDONLY | O_DIRECTORY).synchronise()
  }

  package static func makeFolder(_ path: String) throws {
    if isDirectory(path) { return }
    let above = parent(of: path)
    if !isDirectory(above) { try makeFolder(above) }
    guard unsafe mkdir(path, 0o750) == 0 || errno == EEXIST else {
      throw SystemError("mkdir \(path)")
    }
  }

  package static func list(_ folder: String) throws -> [String] {
    guard let stream = unsafe opendir(folder) else { throw SystemError("open \(folder)") }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// A new file, to be read by its owner alone.
  package static func create(_ path: String) throws -> Descriptor {
    try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
  }

  package static func remove(_ path: String) {
    _ = unsafe unlink(path)
  }

  /// Fails where there is anything in it.
  package static func removeEmptyFolder(_ path: String) throws {
    guard unsafe rmdir(path) == 0 else { throw SystemError("rmdir \(path)") }
  }

  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Copies a file whole; the copy is on disk under its name, or there is none.
  package static func copy(_ source: borrowing Descriptor, to path: String) throws {
    try write(path) { target in
      while let piece = try source.read(upTo: 1 << 20) { try target.write(piece) }
    }
  }

  /// Writes a file piece by piece; it is on disk whole under its name, or there is none.
  package static func write<Answer>(
    _ path: String, _ fill: (borrowing Descriptor) throws -> Answer
  ) throws -> Answer {
    let draft = path + ".tmp"
    do {
      let target = try Descriptor.open(
        draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: 0o600)
      let answer = try fill(target)
      try target.synchronise()
      try move(draft, to: path)
      return answer
    } catch {
      remove(draft)
      throw error
    }
  }

  /// Where it really is, without `.`, `..` and links; nil where there is nothing.
  package static func resolved(_ path: String) -> String? {
    guard let found = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  /// The path as other processes can use it, whatever their current folder.
  package static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(here) }
    return unsafe String(cString: here) + "/" + path
  }
}

extension Descriptor {
  /// Of a plain file; anything else has none.
  package var size: Int {
    get throws {
      var status = stat()
      guard unsafe fstat(number, &status) == 0 else { throw SystemError("fstat") }
      guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError("size", code: EISDIR) }
      return Int(status.st_size)
    }
  }
}

extension Files {
  /// The file this program was started from.
  package static var ownBinary: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe readlink(
        "/proc/self/exe", bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  /// A folder of one's own under the system's place for such.
  package static func makeTemporaryFolder(_ name: String) throws -> String {
    let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    // The six at the end are the kernel library's to choose.
    let chosen = String(repeating: "X", count: 6)
    var template = Array("\(base)/\(name)-\(chosen)".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer {
      unsafe mkdtemp($0.baseAddress!).map { unsafe String(cString: $0) }
    }
    guard let made else { throw SystemError("mkdtemp") }
    return made
  }

  /// Removes a folder with all that is in it.
  package static func removeFolder(_ path: String) {
    for name in (try? list(path)) ?? [] {
      let inside = path + "/" + name
      if identity(inside)?.isFolder == true { removeFolder(inside) } else { remove(inside) }
    }
    _ = unsafe rmdir(path)
  }
}
