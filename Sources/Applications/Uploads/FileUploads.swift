import Accounts
import Routing
import SQLite
import Vocabulary

/// The rows of files on their way.
enum FileUploads {
  /// So many unfinished ones a person may leave behind; the next makes the oldest go.
  private static let mostUnfinished = 10
  /// As many as of those that come whole (`UploadMeter`).
  private static let mostPerHour = 60
  private static let hour: Int64 = 3_600_000

  static func begin(
    _ name: String, _ size: Int, slot: String, of file: Case, by person: PersonID,
    at wall: Instant, in database: borrowing Connection
  ) throws -> UploadID {
    let lately = try database.all(
      "SELECT begun FROM file_upload WHERE person = ? AND begun > ? ORDER BY begun",
      person.number, wall.milliseconds - hour
    ) { Int64($0.int(0)) }
    if lately.count >= mostPerHour, let oldest = lately.first {
      throw Refusal(
        .tooMany, code: "tooManyUploads", "上传得太多，请一小时后再试。",
        retryAfter: Int((oldest + hour - wall.milliseconds + 999) / 1000))
    }
    try database.run(
      """
      UPDATE file_upload SET gone = 1 WHERE id IN (
        SELECT id FROM file_upload WHERE person = ? AND attachment IS NULL AND gone = 0
        ORDER BY begun DESC, id LIMIT -1 OFFSET ?)
      """, person.number, mostUnfinished - 1)
    let id = UploadID.drawn
    try database.run(
      """
      INSERT INTO file_upload (id, application, slot, person, name, size, begun)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, id.number, file.id.number, slot, person.number, name, size, wall.milliseconds)
    return id
  }

  /// This person's, for a case that this member may see; what is not, is not there.
  static func find(
    _ place: UploadPlace, for member: Member, at wall: Instant, in database: borrowing Connection
  ) throws -> FileUpload {
    let file = try Cases.find(place.number, for: member, in: database)
    let upload = try database.first(
      """
      SELECT id, slot, name, size, received, begun, attachment FROM file_upload
      WHERE id = ? AND application = ? AND person = ? AND gone = 0
      """, place.upload.number, file.id.number, member.caller.person.number
    ) { FileUpload($0, of: file) }
    guard let upload, wall.milliseconds < upload.ends.milliseconds else { throw Refusal.notFound }
    return upload
  }

  /// So much of it is on disk now.
  static func advance(
    _ id: UploadID, to received: Int, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE file_upload SET received = ? WHERE id = ?", received, id.number)
  }

  static func finish(
    _ id: UploadID, as attachment: AttachmentID, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE file_upload SET attachment = ? WHERE id = ?", attachment.number, id.number)
  }

  /// It is there no longer; that it was begun still counts.
  static func remove(_ id: UploadID, in database: borrowing Connection) throws {
    try database.run("UPDATE file_upload SET gone = 1 WHERE id = ?", id.number)
  }

  static func expire(at wall: Instant, in database: borrowing Connection) throws {
    try database.run(
      "DELETE FROM file_upload WHERE begun <= ?", wall.milliseconds - FileUpload.life)
  }

  /// Those that still want their pieces.
  static func unfinished(in database: borrowing Connection) throws -> Set<String> {
    Set(
      try database.all("SELECT id FROM file_upload WHERE attachment IS NULL AND gone = 0") {
        "\(UploadID($0.int(0)))"
      })
  }
}
