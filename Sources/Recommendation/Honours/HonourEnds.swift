import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

enum HonourEnds {
  /// Verified and not ended.
  static func holding(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [(matter: MatterID, name: String, reference: String, variant: String)] {
    try database.all(
      """
      SELECT c.matter, m.reference, c.variant FROM honour_check c JOIN matter m ON m.id = c.matter
      WHERE c.application = ? AND m.outcome = 'verified'
        AND NOT EXISTS (SELECT 1 FROM honour_end e WHERE e.matter = c.matter) ORDER BY c.at
      """, application.number
    ) { row in
      (
        matter: MatterID(row.int(0)),
        name: HonourClaims.name(of: row.text(1)),
        reference: row.text(1), variant: row.text(2)
      )
    }
  }

  static func end(
    _ matter: MatterID, _ kind: String, _ reason: String, _ facts: CaseFacts, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    let claim = facts.matters.first { $0.id == matter }?.reference ?? ""
    let over = try Matters.open(.honour, reference: claim, on: facts.file, moment, in: database)
    try Matters.close(over, Matter.ended, moment, in: database)
    try database.run(
      """
      INSERT INTO honour_end (matter, application, kind, reason, at, person)
      VALUES (?, ?, ?, ?, ?, ?)
      """, matter.number, facts.file.id.number, kind, reason, moment.now.milliseconds,
      moment.person?.number)
    try Priority.settle(facts, moment, in: database)
  }

  /// Where the flag has gone with it, the enterprise and its unit hear of it; the bureau too, once the case is
  /// with it or beyond.
  static func tell(
    _ ended: [String], _ facts: CaseFacts, _ desk: CaseDesk, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    let file = facts.file
    guard !ended.isEmpty, let now = try Cases.find(file.id, in: database),
      now.priority != file.priority
    else { return }
    let what = now.priority.isEmpty ? "不再是重点推荐" : "重点推荐的依据少了"
    let reason = ended.map { "\($0)。" }.joined()
    try desk.tellEnterprise(file, what, reason, moment, in: database)
    var offices = [(file.unit, Colleagues.roles)]
    if ![.submitted, .returned, .accepted].contains(file.stage),
      let bureau = try Organisations.all(.bureau, in: database).first
    {
      offices.append((bureau.id, [.municipalHandler, .municipalApprover]))
    }
    for (office, roles) in offices {
      try desk.post.tellUnit(
        office, as: roles, .caseNews,
        ["item": file.item, "number": file.number, "what": what, "reason": reason],
        about: file.subject, link: CaseView.path.link(file.place), moment, in: database)
    }
  }

  /// Whose years have passed.
  static func over(
    on today: Day, _ application: ApplicationID? = nil, in database: borrowing Connection
  ) throws -> [(matter: MatterID, application: ApplicationID)] {
    try database.all(
      """
      SELECT c.matter, c.application FROM honour_check c JOIN application a ON a.id = c.application
        JOIN matter m ON m.id = c.matter
      WHERE c.last_year < ?1 AND m.outcome = 'verified' AND a.outcome IS NULL
        AND (?2 IS NULL OR c.application = ?2)
        AND NOT EXISTS (SELECT 1 FROM honour_end e WHERE e.matter = c.matter)
      ORDER BY c.matter
      """, today.year, application?.number
    ) { (matter: MatterID($0.int(0)), application: ApplicationID($0.int(1))) }
  }
}
