import Desk
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// A file on its way in pieces: whose, for which slot, and how much of it is on disk.
struct FileUpload: Sendable {
  let id: UploadID
  let application: ApplicationID
  /// The application's, as people know it.
  let number: String
  let slot, name: String
  let size, received: Int
  /// By the real clock, as everything that limits.
  let begun: Instant
  /// What has become of it.
  let attachment: AttachmentID?

  /// A day: long enough to come back to it tomorrow, short enough that nothing piles up.
  static let life: Int64 = 24 * 3_600_000
  /// What is sent at a time; little enough that a broken line costs little.
  static let piece = 1 << 20

  var ends: Instant { Instant(milliseconds: begun.milliseconds + Self.life) }

  var place: UploadPlace { UploadPlace(number, id) }
  var target: SlotPlace { SlotPlace(number, slot) }

  init(_ row: borrowing Row, of file: Case) {
    application = file.id
    number = file.number
    id = UploadID(row.int(0))
    slot = row.text(1)
    name = row.text(2)
    size = row.int(3)
    received = row.int(4)
    begun = Instant(milliseconds: Int64(row.int(5)))
    attachment = row.isNull(6) ? nil : AttachmentID(row.int(6))
  }

  static let schema = Schema.object([
    .always("id", .text), .always("href", .text), .always("slot", .text), .always("name", .text),
    .always("size", .integer), .always("offset", .integer), .always("piece", .integer),
    .always("expiresAt", .instant), .always("finished", .boolean), .always("acts", Start.schema),
  ])

  /// What can be done with it now.
  private var acts: [Start] {
    if attachment != nil { return [] }
    let onward =
      received < size
      ? Start(AddPiece.name, AddPiece.summary, at: AddPiece.path.link(place))
      : Start(FinishUpload.name, FinishUpload.summary, at: FinishUpload.path.link(place))
    return [
      onward, Start(CancelUpload.name, CancelUpload.summary, at: CancelUpload.path.link(place)),
    ]
  }

  var json: JSON {
    [
      "id": .string("\(id)"), "href": .string("/api/v1" + UploadView.path.link(place).text),
      "slot": .string(slot), "name": .string(name), "size": .integer(size),
      "offset": .integer(received), "piece": .integer(Self.piece), "expiresAt": .string("\(ends)"),
      "finished": .bool(attachment != nil), "acts": .array(acts.map(\.json)),
    ]
  }
}

/// One upload of one person, for one application.
struct UploadPlace: Place, Equatable {
  static let holes = 2
  let number: String
  let upload: UploadID

  init(_ number: String, _ upload: UploadID) {
    self.number = number
    self.upload = upload
  }

  init?(_ segments: [String]) {
    guard segments.count == 2, CasePlace.isNumber(segments[0]), let id = UploadID(segments[1])
    else { return nil }
    self.init(segments[0], id)
  }

  var segments: [String] { [number, "\(upload)"] }
}
