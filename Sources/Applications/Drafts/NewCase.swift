import Acts
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// A case as it begins: its row, its first draft's number, the first line of its history.
struct NewCase {
  let round: Round
  let enterprise, unit: OrganisationID
  let kind: ItemKind
  let item: String
  /// Of what is handed in on paper: when.
  var received: Day?

  func keep(
    _ act: String, _ text: String, _ moment: Moment, in database: borrowing Connection
  ) throws -> Case {
    let id = ApplicationID.drawn
    try database.run(
      """
      INSERT INTO application (id, number, round, organisation, unit, kind, item, stage, edition,
        begun, since, received) VALUES (?, ?, ?, ?, ?, ?, ?, 'draft', 1, ?, ?, ?)
      """, id.number, Cases.freeNumber(round.number, in: database), round.id.number,
      enterprise.number, unit.number, kind.rawValue, item, moment.now.milliseconds,
      moment.now.milliseconds, received?.number)
    try database.run(
      """
      INSERT INTO application_event
        (application, edition, at, act, from_stage, to_stage, person, seat, text)
      VALUES (?, 1, ?, ?, NULL, 'draft', ?, ?, ?)
      """, id.number, moment.now.milliseconds, act, moment.person?.number,
      moment.member?.seat.organisation.number, text)
    guard let file = try Cases.find(id, in: database) else { throw Refusal.notFound }
    try Cases.index(file, in: database)
    return file
  }
}
