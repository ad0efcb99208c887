import Applications
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A real-name objection to one item of a notice, as it was filed.
struct Objection: Sendable {
  let id: ObjectionID
  let notice: NoticeID
  let application: ApplicationID
  let matter: MatterID
  let answers: [String: JSON]
  let at: Instant
  /// Until when the objector hears whether it is taken up.
  let toldBy: Day
  let due: Day
  let file, name: String
  let kind: FileRule.Kind

  init(_ row: borrowing Row) {
    id = ObjectionID(row.int(0))
    notice = NoticeID(row.int(1))
    application = ApplicationID(row.int(2))
    matter = MatterID(row.int(3))
    answers = Dictionary(
      ((try? JSON(parsing: row.utf8(4)))?.members ?? []).map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first })
    at = Instant(milliseconds: Int64(row.int(5)))
    toldBy = Day(number: row.int(6))
    due = Day(number: row.int(7))
    file = row.text(8)
    name = row.text(9)
    kind = known(row.text(10))
  }

  var objector: String { answers["objectorName"]?.string ?? "" }
}

/// What a handler thinks of it, and what became of that.
struct Opinion: Sendable {
  enum Conclusion: String, Sendable, CaseIterable {
    case sustained, rejected, notAdmitted

    var title: String {
      switch self {
      case .sustained: "异议成立"
      case .rejected: "异议不成立"
      case .notAdmitted: "不予受理"
      }
    }
  }

  let number: Int
  let conclusion: Conclusion
  let reason: String
  let person: PersonID
  let outcome: String?

  init(_ row: borrowing Row) {
    number = row.int(0)
    conclusion = known(row.text(1))
    reason = row.text(2)
    person = PersonID(row.int(3))
    outcome = row.optionalText(4)
  }
}

enum Objections {
  static func find(_ id: ObjectionID, in database: borrowing Connection) throws -> Objection? {
    try database.first(
      """
      SELECT id, notice, application, matter, answers, at, told_by, due, file, name, kind
      FROM objection WHERE id = ?
      """, id.number, read: Objection.init)
  }

  static func find(code: [UInt8], in database: borrowing Connection) throws -> Objection? {
    try database.first(
      """
      SELECT id, notice, application, matter, answers, at, told_by, due, file, name, kind
      FROM objection WHERE code = ?
      """, code, read: Objection.init)
  }

  /// The newest first; those not decided yet before all.
  static func all(in database: borrowing Connection) throws -> [Objection] {
    try database.all(
      """
      SELECT o.id, o.notice, o.application, o.matter, o.answers, o.at, o.told_by, o.due, o.file,
        o.name, o.kind
      FROM objection o JOIN matter m ON m.id = o.matter
      ORDER BY m.closed IS NULL DESC, o.at DESC, o.id
      """, read: Objection.init)
  }

  /// Those not decided yet, the oldest first.
  static func open(in database: borrowing Connection) throws -> [Objection] {
    try database.all(
      """
      SELECT o.id, o.notice, o.application, o.matter, o.answers, o.at, o.told_by, o.due, o.file,
        o.name, o.kind
      FROM matter m JOIN objection o ON o.matter = m.id
      WHERE m.kind = 'objection' AND m.closed IS NULL ORDER BY o.at, o.id
      """, read: Objection.init)
  }

  /// The last opinion: waiting, agreed to, or sent back.
  static func opinion(
    on id: ObjectionID, in database: borrowing Connection
  ) throws -> Opinion? {
    try database.first(
      """
      SELECT number, conclusion, reason, person, outcome FROM objection_opinion
      WHERE objection = ? ORDER BY number DESC
      """, id.number, read: Opinion.init)
  }

  static func decide(
    _ opinion: Opinion, _ outcome: String, by person: PersonID, at now: Instant,
    in database: borrowing Connection
  ) throws {
    try database.run(
      """
      UPDATE objection_opinion SET outcome = ?, decided = ?, decided_by = ?
      WHERE number = ? AND outcome IS NULL
      """, outcome, now.milliseconds, person.number, opinion.number)
    guard database.changes == 1 else {
      throw Refusal(.conflict, code: "decidedAlready", "这件事刚才已经有人办理，请刷新页面查看结果。")
    }
  }
}
