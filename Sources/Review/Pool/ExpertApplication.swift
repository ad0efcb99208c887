import Accounts
import Acts
import JSON
import Routing
import SQLite
import Vocabulary

/// Somebody asks to be taken into the pool, and what became of it.
struct ExpertApplication: Sendable {
  enum State: String, Sendable, CaseIterable {
    case applied, vetted, admitted, refused

    var title: String {
      switch self {
      case .applied: "等市局经办核对"
      case .vetted: "等市局审核决定"
      case .admitted: "已进入专家库"
      case .refused: "没有进入专家库"
      }
    }
  }

  let id: ExpertApplicationID
  let person: PersonID
  let personName: String
  let package: [UInt8]
  let answers: JSON
  let at: Instant
  /// What whoever looked at it says: `admit` or `refuse`.
  let opinion: String?
  let opinionText: String
  let vettedBy: PersonID?
  let vettedByName: String
  let outcome: String?
  let reason: String
  /// How often somebody has said something of it.
  let edition: Int

  init(_ row: borrowing Row) {
    id = ExpertApplicationID(row.int(0))
    person = PersonID(row.int(1))
    personName = row.text(2)
    package = row.blob(3)
    answers = (try? JSON(parsing: row.utf8(4))) ?? .null
    at = Instant(milliseconds: Int64(row.int(5)))
    opinion = row.optionalText(6)
    opinionText = row.text(7)
    vettedBy = row.optionalInt(8).map { PersonID($0) }
    vettedByName = row.text(9)
    outcome = row.optionalText(10)
    reason = row.text(11)
    edition = row.int(12)
  }

  var state: State {
    switch outcome {
    case "admitted"?: .admitted
    case .some: .refused
    case nil: opinion == nil ? .applied : .vetted
    }
  }

  /// What whoever looked at it says, as people read it.
  var said: String? {
    opinion.map { "\($0 == "admit" ? "建议入库" : "建议不入库")。\(opinionText)" }
  }

  var subject: String { "expertApplication/\(id)" }

  /// It is looked at and decided on as it was read: with the opinion that stood there.
  func requireSeen(_ moment: Moment) throws(Refusal) {
    let stands = said.map { "\(state.title)。\($0)" } ?? state.title
    try moment.requireSeen(
      edition, "您打开以后，这份申请又有了变化：现在是“\(stands)”。请核对以后再办。",
      clause: VetExpert.clause, stands: ("opinion", stands))
  }
}

enum ExpertApplications {
  static func find(
    _ id: ExpertApplicationID, in database: borrowing Connection
  ) throws -> ExpertApplication {
    let found = try database.first(
      """
      SELECT e.id, e.person, p.name, e.package, e.answers, e.at, e.opinion, e.opinion_text,
        e.vetted_by, coalesce(v.name, ''), e.outcome, e.reason, e.edition
      FROM expert_application e JOIN person p ON p.id = e.person
      LEFT JOIN person v ON v.id = e.vetted_by WHERE e.id = ?
      """, id.number, read: ExpertApplication.init)
    guard let found else { throw Refusal.notFound }
    return found
  }

  static func last(
    of person: PersonID, in database: borrowing Connection
  ) throws -> ExpertApplication? {
    try database.remembered(
      "SELECT id FROM expert_application WHERE person = ? ORDER BY at DESC, id LIMIT 1",
      person.number
    ) { ExpertApplicationID($0.int(0)) }.first.map { try find($0, in: database) }
  }

  /// The undecided, the oldest first.
  static func waiting(in database: borrowing Connection) throws -> [ExpertApplication] {
    try database.remembered(
      """
      SELECT e.id, e.person, p.name, e.package, e.answers, e.at, e.opinion, e.opinion_text,
        e.vetted_by, coalesce(v.name, ''), e.outcome, e.reason, e.edition
      FROM expert_application e JOIN person p ON p.id = e.person
      LEFT JOIN person v ON v.id = e.vetted_by WHERE e.outcome IS NULL ORDER BY e.at, e.id LIMIT 200
      """, read: ExpertApplication.init)
  }

  /// The organisation that experts belong to.
  static func pool(in database: borrowing Connection) throws -> Organisation {
    guard let pool = try Organisations.all(.expertPool, in: database).first else {
      throw Refusal.notFound
    }
    return pool
  }

  static func isExpert(
    _ person: PersonID, in database: borrowing Connection
  ) throws -> Bool {
    try Memberships.holds(.expert, person, in: database)
  }
}
