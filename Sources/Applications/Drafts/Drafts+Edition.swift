import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// Whoever sends an application answers for every word and file of it as they stood when they read it:
/// each saved part and each file that came or went makes another edition of the whole. What officials brought in
/// on the spot (`Attachment.internalPrefix`) is no part of it.
extension Drafts {
  static func edition(of file: Case, in database: borrowing Connection) throws -> Int {
    try editions(of: [file], in: database)[file.id] ?? file.edition
  }

  static func editions(
    of files: [Case], in database: borrowing Connection
  ) throws -> [ApplicationID: Int] {
    let written = try database.all(
      """
      SELECT j.value,
        (SELECT coalesce(sum(edition), 0) FROM application_section WHERE application = j.value)
        + (SELECT count(*) + count(replaced) FROM application_file
          WHERE application = j.value AND slot NOT LIKE 'visit-%')
      FROM json_each(?) j
      """, JSON.array(files.map { .integer($0.id.number) }).text
    ) { (ApplicationID($0.int(0)), $0.int(1)) }
    let counts = Dictionary(written) { first, _ in first }
    return Dictionary(files.map { ($0.id, $0.edition + (counts[$0.id] ?? 0)) }) { first, _ in first
    }
  }

  /// What was changed last, in words for whoever has read it before.
  static func latest(in file: Case, _ database: borrowing Connection) throws -> [String] {
    let section = try database.first(
      """
      SELECT s.section, s.at, p.name FROM application_section s LEFT JOIN person p ON p.id = s.person
      WHERE s.application = ? ORDER BY s.at DESC, s.edition DESC LIMIT 1
      """, file.id.number
    ) { row in
      "\(words(row.int(1))) \(row.text(2))保存了第 \(row.int(0)) 部分"
    }
    let attachment = try database.first(
      """
      SELECT name, coalesce(replaced, at), replaced IS NULL FROM application_file
      WHERE application = ? AND slot NOT LIKE 'visit-%' ORDER BY 2 DESC, 3 DESC LIMIT 1
      """, file.id.number
    ) { row in
      "\(words(row.int(1))) \(row.bool(2) ? "上传" : "换下")了附件“\(row.text(0))”"
    }
    return [section, attachment].compactMap(\.self)
  }

  private static func words(_ at: Int) -> String { Instant(milliseconds: Int64(at)).chinese }
}
