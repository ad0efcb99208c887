import Accounts
import Acts
import Applications
import HTML
import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// A file that a department adds to its answer, before it gives it.
struct ReplyFile: Sendable {
  let id: ID<ReplyFile>
  let consultation: MatterID
  let file, name: String
  let kind: FileRule.Kind

  init(_ row: borrowing Row) {
    id = ID(row.int(0))
    consultation = MatterID(row.int(1))
    file = row.text(2)
    name = row.text(3)
    kind = kept(row.text(4))
  }

  var json: JSON {
    [
      "id": .string("\(id)"), "name": .string(name),
      "href": .string("/api/v1" + ReplyFileDownload.path.link(ItemPlace(id)).text),
    ]
  }

  static let schema = Schema.list(
    .object([.always("id", .text), .always("name", .text), .always("href", .text)]))
}

package enum ReplyFiles {
  /// Every file this room has a row for: file, size, digest.
  package static let kept: StaticString = "SELECT file, size, digest FROM consultation_file"

  static let most = 5

  static func of(
    _ consultation: MatterID, in database: borrowing Connection
  ) throws -> [ReplyFile] {
    try database.all(
      """
      SELECT id, matter, file, name, kind FROM consultation_file WHERE matter = ? ORDER BY at, id
      """, consultation.number, read: ReplyFile.init)
  }

  static func find(
    _ id: ID<ReplyFile>, in database: borrowing Connection
  ) throws -> ReplyFile? {
    try database.first(
      "SELECT id, matter, file, name, kind FROM consultation_file WHERE id = ?", id.number,
      read: ReplyFile.init)
  }

  /// While the question waits for its answer.
  static func keep(
    _ kept: ProofFiles.Kept, of asked: Consultation, _ moment: Moment, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws -> Done<Int> {
    guard let file = try Cases.find(asked.application, in: database) else { throw Refusal.notFound }
    let facts = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
    try desk.judge.admit(Lifecycle.answer, facts, in: database)
    let count = try of(asked.id, in: database).count
    guard asked.isOpen, count < most else {
      throw Refusal(
        .conflict, code: asked.isOpen ? "tooMany" : "answeredAlready",
        asked.isOpen ? "一次答复最多附 \(most) 个文件。" : "已经答复或者结束了，不能再加文件。",
        clause: Lifecycle.answer.clause)
    }
    try database.run(
      """
      INSERT INTO consultation_file (id, matter, file, name, kind, size, digest, at, person)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, ID<ReplyFile>(random: Random.number()).number, asked.id.number, kept.file, kept.name,
      kept.kind.rawValue, kept.size, kept.digest, moment.now.milliseconds, moment.person?.number)
    return Done(
      count + 1, "为征求意见的答复附文件：\(file.enterpriseName)“\(file.item)”（\(file.number)）",
      about: file.subject, payload: ["department": .string(asked.name)])
  }
}

/// What both ways of adding one ask for.
struct ReplyFileInput: Input {
  static let file = Field.file(
    "file", "附件", FileRule(mostBytes: 20 << 20), help: "PDF、JPG 或 PNG，最大 20 MB；要在提交答复以前上传。")
  static let fields = [file.note]
  let file: SentFile
  init(_ answers: Answers) throws(Problems) { file = try answers.read(Self.file) }
}
