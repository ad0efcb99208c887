import Glibc

extension Files {
  /// Puts more behind the first `offset` bytes, on disk when this returns. What lies beyond them makes
  /// way.
  package static func append(_ bytes: [UInt8], to path: String, at offset: Int) throws {
    let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_NOFOLLOW, mode: 0o600)
    // What has been taken away meanwhile is not made up with zeros.
    guard try file.size >= offset else { throw SystemError("append to \(path)", code: ENOENT) }
    guard ftruncate(file.number, off_t(offset)) == 0, lseek(file.number, 0, SEEK_END) == offset
    else { throw SystemError("truncate \(path)") }
    try file.write(bytes)
    try file.synchronise()
    if offset == 0 { try synchronise(folder: parent(of: path)) }
  }

  /// A second name for the same file: either may go without the other.
  package static func link(_ path: String, as other: String) throws {
    guard unsafe Glibc.link(path, other) == 0 else { throw SystemError("link \(path)") }
  }
}
