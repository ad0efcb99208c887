import Acts
import HTML
import HTTP
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The next piece of a file on its way, taken only where the last one ended. It is answered when it is
/// on disk, so that what was answered is there after whatever befalls the machine.
struct AddPiece: Recording, UploadAct {
  struct Asked: Input {
    static let offset = Field.integer(
      "offset", "这一段从第几个字节开始", 0...AttachFile.Asked.mostBytes, help: "就是已经收到的字节数")
    static let piece = Field.piece("piece", "这一段的内容", mostBytes: FileUpload.piece)
    static let fields = [offset.note, piece.note]
    let offset: Int
    let piece: UploadedFile
    init(_ answers: Answers) throws(Problems) {
      (offset, piece) = try answers.read(Self.offset, Self.piece)
    }
  }

  static let name = "upload.piece"
  static let summary = "接着上传一段"
  static let path = Path<UploadPlace>("/applications/:number/uploads/:upload/pieces")
  static let audience = AttachFile.audience
  static let faces: Set<Visit.Face> = [.json]
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = FileUpload.schema
  /// Sent again, it is refused for its place, and nothing is lost.
  static let isRemembered = false
  static let isPiece = true

  let attach: AttachFile
  let parts: PartFiles
  var ledger: Ledger { attach.ledger }

  func requireSlot(at place: UploadPlace, for member: Member, _ visit: Visit) throws {
    _ = try find(place, member, visit)
  }

  private func find(
    _ place: UploadPlace, _ member: Member, _ visit: Visit
  ) throws -> FileUpload {
    let upload = try ledger.store.read(lane: visit.lane) {
      try FileUploads.find(place, for: member, at: visit.wall, in: $0)
    }
    guard parts.hold(upload) else { throw Refusal.notFound }
    return upload
  }

  func perform(
    _ asked: Asked, at place: UploadPlace, by member: Member, _ visit: Visit
  ) async throws -> FileUpload {
    try await parts.alone(place.upload) {
      let upload = try find(place, member, visit)
      guard upload.attachment == nil, asked.offset == upload.received else {
        throw Refusal(
          .conflict, code: "offset", "已经收到 \(upload.received) 个字节，请从那里接着传。")
      }
      try await requireFit(asked.piece, upload, for: member, visit)
      try await parts.append(asked.piece, to: upload)
      let received = upload.received + asked.piece.size
      return try await record(visit, at: place) { moment, database in
        try FileUploads.advance(upload.id, to: received, in: database)
        return .unchanged(
          try FileUploads.find(place, for: member, at: moment.wall, in: database))
      }
    }
  }

  /// No more than was announced; and what cannot become a file of this slot is not read to its end.
  private func requireFit(
    _ piece: UploadedFile, _ upload: FileUpload, for member: Member, _ visit: Visit
  ) async throws {
    guard piece.size > 0, upload.received + piece.size <= upload.size else {
      throw Problems([
        Problem(
          field: Asked.piece.name, code: "outOfRange",
          message: "这一段要有内容，也不能超出开始时说的 \(upload.size) 个字节。")
      ])
    }
    guard upload.received == 0 else { return }
    let slot = try ledger.store.read(lane: visit.lane) {
      try attach.slot(upload.target, member, at: visit.now, in: $0).asked
    }
    guard !slot.rule.mayBegin(piece) else { return }
    try await ledger.store.write { try FileUploads.remove(upload.id, in: $0) }
    throw Problems([
      Problem(field: Asked.piece.name, code: "fileKind", message: slot.wrongKind)
    ])
  }

  func json(_ upload: FileUpload) -> JSON { upload.json }

  func next(_ upload: FileUpload, at place: UploadPlace) -> Address { UploadView.path.link(place) }

  func page(_ sheet: Sheet, at place: UploadPlace, for member: Member, _ visit: Visit) -> HTML {
    HTML()
  }
}
