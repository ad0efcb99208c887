import Digest
import Glibc
import Linux

/// A form that came with files: the texts in memory, the files on disk.
package struct Upload: Sendable {
  package let form: Form
  package let files: [UploadedFile]

  package enum Mistake: Error, Equatable {
    /// Not a form with files at all.
    case mediaType
    case form(MultipartReader.Mistake)
    case fields(Form.Mistake)
    case tooManyFiles
    /// No descriptors left: try again in a moment.
    case busy
    /// The disk had no room, or would not take it.
    case disk(code: Int32)
  }
}

/// How much of what a route takes, and where files wait to be kept.
package struct UploadRules: Sendable {
  /// On the same file system as the place they are to be kept in.
  package var folder: String
  package var request = 64 << 20
  /// A longer file is thrown away while it comes, and said to be too long.
  package var file = 20 << 20
  package var files = 20
  /// All texts together.
  package var texts = 64 << 10
  package var parts = 100
  /// What its sender pays for it.
  package var lease: UploadLease?

  package init(folder: String) { self.folder = folder }
}

/// One file as it came, hashed on the way. It is gone with its last reference unless it was kept.
package final class UploadedFile: Sendable {
  package let field: String
  /// What its owner calls it: to be shown, never used as a path.
  package let name: String
  package let mediaType: String?
  package let size: Int
  package let isTooLarge: Bool
  /// Empty for a file that is too large.
  package let digest: [UInt8]
  /// Its first bytes, from which its kind can be told.
  package let start: [UInt8]
  private let draft: String

  init(
    _ head: MultipartHead, size: Int, isTooLarge: Bool, digest: [UInt8], start: [UInt8],
    draft: String
  ) {
    field = head.name
    name = head.fileName ?? ""
    mediaType = head.mediaType
    self.size = size
    self.isTooLarge = isTooLarge
    self.digest = digest
    self.start = start
    self.draft = draft
  }

  /// One that came in pieces and now lies whole where it waits to be kept: read through once.
  package init(field: String, name: String, lyingAt draft: String) throws {
    let file = try Descriptor.open(draft, O_RDONLY | O_NOFOLLOW)
    var (hash, size, start) = (SHA256(), 0, [UInt8]())
    while let piece = try file.read(upTo: 1 << 20) {
      if start.isEmpty { start = Array(piece.prefix(512)) }
      hash.update(piece)
      size += piece.count
    }
    self.field = field
    self.name = name
    mediaType = nil
    self.size = size
    isTooLarge = false
    digest = hash.finalise()
    self.start = start
    self.draft = draft
  }

  deinit { Files.remove(draft) }

  /// Some of it, for whoever has to know more than how it begins.
  package func bytes(in range: Range<Int>) throws -> [UInt8] {
    let file = try Descriptor.open(draft, 0)
    return try file.read(at: range.lowerBound, range.count)
  }

  /// Gives it its place for good: on disk when this returns. It waits for the disk, so never on a
  /// loop's thread.
  package func keep(as path: String) throws {
    try Files.synchronise(draft)
    try Files.move(draft, to: path)
  }
}
