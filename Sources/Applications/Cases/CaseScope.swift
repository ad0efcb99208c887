import Accounts
import Routing
import SQLite
import Vocabulary

/// Who may know of a case: said here once, asked by every query (house §8). What the row does not say
/// of itself, a room says by a row in `application_reader`: a department that was asked, an expert.
package enum CaseScope {
  /// What is being written is for those who write it, the enterprise or whoever enters it from paper;
  /// all others read what was sent.
  static func requireWriter(_ member: Member, of file: Case) throws(Refusal) {
    guard file.isOnPaper || member.seat.organisation == file.enterprise else {
      throw Refusal.notFound
    }
  }

  /// Enterprise and offices read how a case went; body, experts and departments what is theirs.
  package static func isInside(_ seat: Caller.Seat) -> Bool {
    [.enterprise, .district, .bureau, .oversight].contains(seat.kind)
  }

  package static func admits(
    _ member: Member, to file: Case, in database: borrowing Connection
  ) throws -> Bool {
    let seat = member.seat
    switch seat.kind {
    case .enterprise:
      // What came on paper may be there before anybody has proven to speak for the enterprise.
      return try file.enterprise == seat.organisation
        && (file.received == nil || Enterprises.isProven(file.enterprise, in: database))
    case .district:
      return file.unit == seat.organisation && (file.submitted != nil || file.received != nil)
    case .bureau:
      return file.submitted != nil
        && !seat.roles.isDisjoint(
          with: [.municipalHandler, .municipalApprover, .municipalAdministrator])
    case .oversight: return file.submitted != nil
    case .thirdParty: return file.body == seat.organisation
    case .department:
      // What is over is nobody's business any more who was only asked.
      return try file.outcome == nil
        && isReader(.organisation(seat.organisation), of: file.id, in: database)
    case .expertPool:
      return try file.stage == ofExperts
        && isReader(.person(member.caller.person), of: file.id, in: database)
    case .workstation: return false
    }
  }

  /// An expert reads a case while it is judged: withdrawn or judged, it is theirs no longer, and what they
  /// wrote themselves stands on their sheet. One that goes on after all is theirs again.
  package static let ofExperts = Stage.reviewing

  package enum Reader: Sendable {
    case organisation(OrganisationID)
    case person(PersonID)

    var number: Int {
      switch self {
      case .organisation(let id): id.number
      case .person(let id): id.number
      }
    }
  }

  package static func isReader(
    _ reader: Reader, of application: ApplicationID, in database: borrowing Connection
  ) throws -> Bool {
    try database.first(
      "SELECT 1 FROM application_reader WHERE application = ? AND reader = ? AND until IS NULL",
      application.number, reader.number
    ) { _ in true } ?? false
  }

  /// The people among them.
  static func people(
    reading application: ApplicationID, in database: borrowing Connection
  ) throws -> [PersonID] {
    try database.all(
      """
      SELECT p.id FROM application_reader r JOIN person p ON p.id = r.reader
      WHERE r.application = ? AND r.until IS NULL ORDER BY p.id
      """, application.number
    ) { PersonID($0.int(0)) }
  }

  /// From now on; nil `until` in the row means still.
  package static func open(
    _ application: ApplicationID, to reader: Reader, _ now: Instant,
    in database: borrowing Connection
  ) throws {
    try database.run(
      """
      INSERT INTO application_reader (application, reader, since) VALUES (?1, ?2, ?3)
      ON CONFLICT (application, reader) DO UPDATE SET until = NULL
      """, application.number, reader.number, now.milliseconds)
  }

  package static func close(
    _ application: ApplicationID, to reader: Reader, _ now: Instant,
    in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE application_reader SET until = ? WHERE application = ? AND reader = ?",
      now.milliseconds, application.number, reader.number)
  }
}
