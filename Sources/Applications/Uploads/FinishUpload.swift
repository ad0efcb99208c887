import Acts
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Whole at last: from here on it is a file like any other, told by its content, kept and put on the
/// record by the very act that takes files whole. Asked again, the answer is the same.
struct FinishUpload: Act {
  typealias Asked = Nothing

  static let name = "upload.finish"
  static let summary = "分段上传完毕，收为附件"
  static let path = Path<UploadPlace>("/applications/:number/uploads/:upload/completion")
  static let audience = AttachFile.audience
  static let faces: Set<Visit.Face> = [.json]
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = AttachFile.schema
  static let isKept = true

  let attach: AttachFile
  let parts: PartFiles

  func recall(_ visit: Visit) throws { try attach.recall(visit) }

  func perform(
    _ asked: Nothing, at place: UploadPlace, by member: Member, _ visit: Visit
  ) async throws -> AttachFile.Answer {
    try await parts.alone(place.upload) {
      let upload = try find(place, member, visit)
      if let done = upload.attachment { return try earlier(done, upload, member, visit) }
      guard parts.hold(upload) else { throw Refusal.notFound }
      guard upload.received == upload.size else {
        throw Refusal(
          .conflict, code: "unfinished", "只收到 \(upload.received) 个字节，一共 \(upload.size) 个，请接着传。")
      }
      do {
        let sent = try AttachFile.Asked.file.read(try await parts.whole(upload))
        let answer = try await attach.take(sent, at: upload.target, by: member, visit) {
          id, database in
          try FileUploads.finish(upload.id, as: id, in: database)
        }
        parts.remove(upload.id)
        return answer
      } catch let problems as Problems {
        // Sent again it would be no other: there is nothing to go on with.
        try await attach.ledger.store.write { try FileUploads.remove(upload.id, in: $0) }
        parts.remove(upload.id)
        throw problems
      }
    }
  }

  private func find(
    _ place: UploadPlace, _ member: Member, _ visit: Visit
  ) throws -> FileUpload {
    try attach.ledger.store.read(lane: visit.lane) {
      try FileUploads.find(place, for: member, at: visit.wall, in: $0)
    }
  }

  private func earlier(
    _ id: AttachmentID, _ upload: FileUpload, _ member: Member, _ visit: Visit
  ) throws -> AttachFile.Answer {
    try attach.ledger.store.read(lane: visit.lane) { database in
      guard let kept = try Attachments.find(id, of: upload.application, in: database) else {
        throw Refusal.notFound
      }
      let section = try attach.slot(upload.target, member, at: visit.now, in: database).section
      return AttachFile.Answer(number: upload.number, section: section, kept: kept)
    }
  }

  func json(_ answer: AttachFile.Answer) -> JSON { attach.json(answer) }

  func next(_ answer: AttachFile.Answer, at place: UploadPlace) -> Address {
    attach.next(answer, at: SlotPlace(answer.number, answer.kept.slot))
  }

  func page(_ sheet: Sheet, at place: UploadPlace, for member: Member, _ visit: Visit) -> HTML {
    HTML()
  }
}
