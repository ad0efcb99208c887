import Acts
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A file that is to come in pieces, for one slot. Nothing is on the record yet: what is kept is told
/// when it is whole.
struct BeginUpload: RecordedAct {
  struct Asked: Input {
    static let file = Field.text("name", "文件名", most: SentFile.longestName, example: "审计报告.pdf")
    static let size = Field.integer("size", "文件的字节数", 1...AttachFile.Asked.mostBytes)
    static let fields = [file.note, size.note]
    let name: String
    let size: Int
    init(_ answers: Answers) throws(Problems) {
      (name, size) = try answers.read(Self.file, Self.size)
    }
  }

  static let name = "upload.begin"
  static let summary = "开始分段上传一个附件"
  static let path = Path<SlotPlace>("/applications/:number/files/:slot/uploads")
  static let audience = AttachFile.audience
  static let faces: Set<Visit.Face> = [.json]
  static let refuses: Set<Refusal.Kind> = [.conflict, .tooMany]
  static let schema = FileUpload.schema

  let attach: AttachFile
  var ledger: Ledger { attach.ledger }

  func change(
    _ asked: Asked, at place: SlotPlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<FileUpload> {
    let (facts, _, slot) = try attach.admit(place, member, moment, in: database)
    if asked.size > slot.rule.mostBytes {
      throw Problems([
        Problem(field: Asked.size.name, code: "tooLarge", message: slot.tooLarge)
      ])
    }
    let id = try FileUploads.begin(
      asked.name, asked.size, slot: place.slot, of: facts.file, by: member.caller.person,
      at: moment.wall, in: database)
    return .unchanged(
      try FileUploads.find(
        UploadPlace(place.number, id), for: member, at: moment.wall, in: database))
  }

  func json(_ upload: FileUpload) -> JSON { upload.json }

  func next(_ upload: FileUpload, at place: SlotPlace) -> Address {
    UploadView.path.link(upload.place)
  }

  func page(_ sheet: Sheet, at place: SlotPlace, for member: Member, _ visit: Visit) -> HTML {
    HTML()
  }
}
