import Acts
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Whoever sends thinks better of it: what has come is thrown away. A file that has become an attachment
/// is no longer on its way, and is removed as attachments are.
struct CancelUpload: Recording {
  typealias Asked = Nothing

  static let name = "upload.cancel"
  static let summary = "放弃分段上传"
  static let path = Path<UploadPlace>("/applications/:number/uploads/:upload/removal")
  static let audience = AttachFile.audience
  static let faces: Set<Visit.Face> = [.json]
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([.always("number", .text)])

  let attach: AttachFile
  let parts: PartFiles
  var ledger: Ledger { attach.ledger }

  func perform(
    _ asked: Nothing, at place: UploadPlace, by member: Member, _ visit: Visit
  ) async throws -> String {
    try await parts.alone(place.upload) {
      let number = try await record(visit, at: place) { moment, database in
        let upload = try FileUploads.find(place, for: member, at: moment.wall, in: database)
        if upload.attachment == nil { try FileUploads.remove(upload.id, in: database) }
        return .unchanged(upload.number)
      }
      parts.remove(place.upload)
      return number
    }
  }

  func json(_ number: String) -> JSON { ["number": .string(number)] }

  func next(_ number: String, at place: UploadPlace) -> Address {
    CaseView.path.link(CasePlace(number))
  }

  func page(_ sheet: Sheet, at place: UploadPlace, for member: Member, _ visit: Visit) -> HTML {
    HTML()
  }
}
