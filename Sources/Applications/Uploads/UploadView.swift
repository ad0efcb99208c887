import Acts
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// How much of a file has come, for whoever goes on with it after a broken line.
struct UploadView: View {
  typealias Asked = Nothing

  static let name = "upload.state"
  static let summary = "分段上传的进度"
  static let path = Path<UploadPlace>("/applications/:number/uploads/:upload")
  static let audience = AttachFile.audience
  static let faces: Set<Visit.Face> = [.json]
  static let schema = FileUpload.schema

  let attach: AttachFile
  let parts: PartFiles

  func answer(
    _ asked: Nothing, at place: UploadPlace, for member: Member, _ visit: Visit
  ) throws -> FileUpload {
    let upload = try attach.ledger.store.read(lane: visit.lane) {
      try FileUploads.find(place, for: member, at: visit.wall, in: $0)
    }
    guard parts.hold(upload) else { throw Refusal.notFound }
    return upload
  }

  func json(_ upload: FileUpload) -> JSON { upload.json }

  func page(
    _ sheet: Sheet, _ upload: FileUpload?, at place: UploadPlace, for member: Member,
    _ visit: Visit
  ) -> HTML { HTML() }
}
