import Accounts
import HTTP
import Linux
import Routing
import SQLite
import Synchronization
import Vocabulary

/// Where files lie while they come in pieces. How much of one counts stands in its row; what lies
/// beyond that is of a write that nobody was told of, and makes way for the next.
final class PartFiles: Sendable {
  private let files: ProofFiles
  private let busy = Mutex<Set<UploadID>>([])

  init(_ files: ProofFiles) { self.files = files }

  private var folder: String { Files.parent(of: files.folder) + "/parts" }
  private func path(_ id: UploadID) -> String { "\(folder)/\(id)" }

  /// Nobody else is at this one meanwhile: two pieces for the same place would mix.
  func alone<Answer: Sendable>(
    _ id: UploadID, _ work: () async throws -> Answer
  ) async throws -> Answer {
    guard busy.withLock({ $0.insert(id).inserted }) else {
      throw Refusal(.conflict, code: "busy", "这个文件的前一段还没有存好，请稍等再传。")
    }
    defer { busy.withLock { _ = $0.remove(id) } }
    return try await work()
  }

  /// False where a row outlived its file, as after a restore.
  func hold(_ upload: FileUpload) -> Bool {
    upload.received == 0 || upload.attachment != nil
      || Files.size(path(upload.id)) ?? 0 >= upload.received
  }

  /// On disk when this returns.
  func append(_ piece: UploadedFile, to upload: FileUpload) async throws {
    try await files.work { [self] in
      do {
        try Files.makeFolder(folder)
        try Files.append(
          try piece.bytes(in: 0..<piece.size), to: path(upload.id), at: upload.received)
      } catch let error as SystemError {
        throw Upload.Mistake.disk(code: error.code)
      }
    }
  }

  /// The whole of it as an upload like any other. It stays here until it is known what became of it.
  func whole(_ upload: FileUpload) async throws -> UploadedFile {
    try await files.work { [self] in
      let draft = "\(files.scratch)/\(UploadID.drawn)"
      try Files.link(path(upload.id), as: draft)
      do {
        return try UploadedFile(
          field: AttachFile.Asked.file.name, name: upload.name, lyingAt: draft)
      } catch {
        Files.remove(draft)
        throw error
      }
    }
  }

  func remove(_ id: UploadID) { Files.remove(path(id)) }

  /// Ends what is a day old, and takes away what no row asks for. Files are looked at first: one that
  /// comes meanwhile has had its row before.
  func sweep(_ store: Store, at wall: Instant) throws {
    let lying = Files.isDirectory(folder) ? try Files.list(folder) : []
    let known = try store.writeAndWait { database in
      try FileUploads.expire(at: wall, in: database)
      return try FileUploads.unfinished(in: database)
    }
    for name in lying where !known.contains(name) { Files.remove("\(folder)/\(name)") }
  }
}
