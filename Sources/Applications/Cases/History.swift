import Accounts
import Acts
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What has been done with a case, in order: from where to where, by whom, why. The stage follows from
/// it, and `verify` holds the two together.
package struct CaseEvent: Sendable, Equatable {
  package let edition: Int
  package let at: Instant
  package let act: String
  package let title: String
  package let from: Stage?
  package let to: Stage
  package let outcome: Outcome?
  package let person: PersonID?
  /// For which organisation.
  package let behalf: String
  /// In words, for whoever may see the case.
  package private(set) var text: String

  init(_ row: borrowing Row) {
    edition = row.int(0)
    at = Instant(milliseconds: Int64(row.int(1)))
    act = row.text(2)
    title = Lifecycle.title(row.text(2))
    from = row.optionalText(3).map { kept($0) }
    to = kept(row.text(4))
    outcome = row.optionalText(5).map { kept($0) }
    person = row.optionalInt(6).map { PersonID($0) }
    behalf = row.text(7)
    text = row.text(8)
  }

  /// That it was done, and not what it says.
  var unsaid: CaseEvent {
    var event = self
    event.text = ""
    return event
  }
}

package enum CaseHistory {
  /// The newest first; what the offices do among each other is theirs, and which other cases a unit that
  /// has given this one away held it for is that unit's.
  package static func of(
    _ application: ApplicationID, for seat: Caller.Seat, in database: borrowing Connection
  ) throws -> [CaseEvent] {
    guard CaseScope.isInside(seat) else { return [] }
    return try database.all(
      """
      SELECT e.edition, e.at, e.act, e.from_stage, e.to_stage, e.outcome, e.person,
        coalesce(o.name, ''), e.text
      FROM application_event e LEFT JOIN organisation o ON o.id = e.seat
      WHERE e.application = ?1 AND (?2 IS NULL OR e.seat = ?2 OR e.act NOT IN (?3, ?4))
      ORDER BY e.edition DESC LIMIT 500
      """, application.number, seat.kind == .district ? seat.organisation.number : nil,
      Lifecycle.pair.name, Lifecycle.keepApart.name, read: CaseEvent.init
    ).filter { seat.kind != .enterprise || !Lifecycle.isInternal($0.act) }
      .map { seat.kind == .enterprise && Lifecycle.isUnsaid($0.act) ? $0.unsaid : $0 }
  }

  /// By which office or enterprise it was begun.
  static func beginner(
    of application: ApplicationID, in database: borrowing Connection
  ) throws -> String? {
    try database.first(
      """
      SELECT o.name FROM application_event e JOIN organisation o ON o.id = e.seat
      WHERE e.application = ? AND e.edition = 1
      """, application.number
    ) { $0.text(0) }
  }

  static func last(
    of application: ApplicationID, in database: borrowing Connection
  ) throws -> CaseEvent? {
    try database.first(
      """
      SELECT e.edition, e.at, e.act, e.from_stage, e.to_stage, e.outcome, e.person, '', e.text
      FROM application_event e WHERE e.application = ? AND e.from_stage <> e.to_stage
      ORDER BY e.edition DESC LIMIT 1
      """, application.number, read: CaseEvent.init)
  }

  /// What was said when this was done last.
  static func text(
    of act: String, on application: ApplicationID, in database: borrowing Connection
  ) throws -> String? {
    try database.first(
      """
      SELECT text FROM application_event WHERE application = ? AND act = ?
      ORDER BY edition DESC LIMIT 1
      """, application.number, act
    ) { $0.text(0) }
  }

  /// Officials who have had these in hand; a case's own enterprise does not count, and neither does
  /// deciding an objection to it: another objection may be decided by the same person (001 三（四）第二句).
  /// - Parameter ids: a JSON list of them.
  static func people(
    of ids: String, in database: borrowing Connection
  ) throws -> [ApplicationID: Set<PersonID>] {
    let found = try database.all(
      """
      SELECT DISTINCT e.application, e.person FROM json_each(?) j
      JOIN application_event e ON e.application = j.value
      JOIN application a ON a.id = e.application
      WHERE e.person IS NOT NULL AND e.seat <> a.organisation AND e.act NOT IN (?, ?)
      """, ids, Lifecycle.sustain.name, Lifecycle.overrule.name
    ) { (application: ApplicationID($0.int(0)), person: PersonID($0.int(1))) }
    return Dictionary(grouping: found, by: \.application).mapValues { Set($0.map(\.person)) }
  }

  static func write(
    _ file: Case, _ step: Step, to stage: Stage, _ outcome: Outcome?, edition: Int, _ text: String,
    _ moment: Moment, in database: borrowing Connection
  ) throws {
    try database.run(
      """
      INSERT INTO application_event
        (application, edition, at, act, from_stage, to_stage, outcome, person, seat, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, file.id.number, edition, moment.now.milliseconds, step.name, file.stage.rawValue,
      stage.rawValue, outcome?.rawValue, moment.person?.number,
      moment.member?.seat.organisation.number, text)
  }
}
