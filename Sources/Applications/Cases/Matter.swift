import Acts
import Routing
import SQLite
import Vocabulary

/// Something beside the line of a case with a small life of its own: opened and closed by the room
/// that owns it, in its own transaction. The table sees it only through guards.
package struct Matter: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case correction, furtherReturn, `extension`, transfer, duplicate, recusal, handler, flag
    case consultation
    case honour, districtReview, recommendation, batch, plan
    case screening, panel, report, decision, notice, objection, mark, suspension, reconsideration

    package var title: String {
      switch self {
      case .correction: "补正"
      case .furtherReturn: "再次退回的提请"
      case .extension: "延期的提请"
      case .transfer: "移送"
      case .duplicate: "并案的提请"
      case .recusal: "指定接办人的回避"
      case .handler: "承办人"
      case .flag: "问题"
      case .consultation: "征求意见"
      case .honour: "称号核实"
      case .districtReview: "区级审核意见"
      case .recommendation: "推荐与否的意见"
      case .batch: "报市局的批次"
      case .plan: "培育措施"
      case .screening: "初筛意见"
      case .panel: "评审组"
      case .report: "评审组意见"
      case .decision: "拟办意见"
      case .notice: "公示"
      case .objection: "异议"
      case .mark: "标志使用登记"
      case .suspension: "暂停"
      case .reconsideration: "复核"
      }
    }
  }

  package let id: MatterID
  package let application: ApplicationID
  package let kind: Kind
  /// What it is about: a number, a row of the room that owns it.
  package let reference: String
  /// What was proposed, where something was: `recommend`, `pass`, …
  package let word: String
  /// Where the case stood when it was opened.
  package let stage: Stage
  package let opened: Instant
  package let openedBy: PersonID?
  package let closed: Instant?
  package let closedBy: PersonID?
  package let outcome: String

  package var isOpen: Bool { closed == nil }

  /// How it is written down that what was found once does not hold any more.
  package static let ended = "ended"

  /// How it is written down that it was taken back, to be found or decided anew.
  package static let takenBack = "takenBack"

  init(_ row: borrowing Row) {
    id = MatterID(row.int(0))
    application = ApplicationID(row.int(1))
    kind = kept(row.text(2))
    reference = row.text(3)
    word = row.text(4)
    stage = kept(row.text(5))
    opened = Instant(milliseconds: Int64(row.int(6)))
    openedBy = row.optionalInt(7).map { PersonID($0) }
    closed = row.optionalInt(8).map { Instant(milliseconds: Int64($0)) }
    closedBy = row.optionalInt(9).map { PersonID($0) }
    outcome = row.text(10)
  }
}

/// A word of the record. One that the programme does not know is a fault, never a guess.
package func kept<Word: RawRepresentable>(_ text: String) -> Word where Word.RawValue == String {
  guard let word = Word(rawValue: text) else {
    preconditionFailure("\(Word.self) has no word “\(text)”, which the database holds")
  }
  return word
}

package enum Matters {
  package static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Matter] {
    try database.all(
      """
      SELECT id, application, kind, reference, word, stage, opened, opened_by, closed, closed_by,
        outcome FROM matter WHERE application = ? ORDER BY number
      """, application.number, read: Matter.init)
  }

  /// Of many cases at once.
  /// - Parameter ids: a JSON list of them.
  static func of(
    each ids: String, in database: borrowing Connection
  ) throws -> [ApplicationID: [Matter]] {
    let found = try database.all(
      """
      SELECT m.id, m.application, m.kind, m.reference, m.word, m.stage, m.opened, m.opened_by,
        m.closed, m.closed_by, m.outcome
      FROM json_each(?) j JOIN matter m ON m.application = j.value ORDER BY m.number
      """, ids, read: Matter.init)
    return Dictionary(grouping: found, by: \.application)
  }

  @discardableResult
  package static func open(
    _ kind: Matter.Kind, _ word: String = "", reference: String = "", on file: Case,
    _ moment: Moment, in database: borrowing Connection
  ) throws -> MatterID {
    let id = MatterID.drawn
    try database.run(
      """
      INSERT INTO matter (id, application, kind, reference, word, stage, opened, opened_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, file.id.number, kind.rawValue, reference, word, file.stage.rawValue,
      moment.now.milliseconds, moment.person?.number)
    return id
  }

  package static func close(
    _ id: MatterID, _ outcome: String, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try database.run(
      """
      UPDATE matter SET closed = ?, closed_by = ?, outcome = ? WHERE id = ? AND closed IS NULL
      """, moment.now.milliseconds, moment.person?.number, outcome, id.number)
    guard database.changes == 1 else {
      throw Refusal(.conflict, code: "decidedAlready", "这件事刚才已经有人办理，请刷新页面查看结果。")
    }
  }

  /// What was found or decided once is taken back, with whatever reason the record gives; it counts no more.
  package static func takeBack(_ id: MatterID, in database: borrowing Connection) throws {
    try database.run(
      "UPDATE matter SET outcome = ? WHERE id = ? AND closed IS NOT NULL", Matter.takenBack,
      id.number)
  }

  /// What ended with its case only, when the case goes on after all.
  static func resume(_ file: Case, in database: borrowing Connection) throws {
    try database.run(
      """
      UPDATE matter SET closed = NULL, closed_by = NULL, outcome = ''
      WHERE application = ? AND closed = ? AND outcome = 'caseEnded'
      """, file.id.number, file.since.milliseconds)
  }

  /// What still stands open when a case ends or goes on ends with it.
  package static func closeAll(
    _ kinds: Set<Matter.Kind>, of application: ApplicationID, _ outcome: String, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    for matter in try of(application, in: database)
    where matter.isOpen && kinds.contains(matter.kind) {
      try close(matter.id, outcome, moment, in: database)
    }
  }
}
