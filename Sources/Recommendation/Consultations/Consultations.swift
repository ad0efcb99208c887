import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

enum Consultations {
  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Consultation] {
    try database.all(
      """
      SELECT c.matter, c.application, c.department, c.name, c.question, c.due, c.asked, c.letter,
        c.link_until, m.closed, m.outcome, r.opinion, r.text, r.signer, r.person, r.at,
        (SELECT name FROM person WHERE id = c.link_by), c.link_at, r.paper
      FROM consultation c JOIN matter m ON m.id = c.matter
      LEFT JOIN consultation_reply r ON r.matter = c.matter
      WHERE c.application = ? ORDER BY m.number
      """, application.number, read: Consultation.init)
  }

  static func find(
    _ id: MatterID, in database: borrowing Connection
  ) throws -> Consultation? {
    try database.first(
      """
      SELECT c.matter, c.application, c.department, c.name, c.question, c.due, c.asked, c.letter,
        c.link_until, m.closed, m.outcome, r.opinion, r.text, r.signer, r.person, r.at,
        (SELECT name FROM person WHERE id = c.link_by), c.link_at, r.paper
      FROM consultation c JOIN matter m ON m.id = c.matter
      LEFT JOIN consultation_reply r ON r.matter = c.matter WHERE c.matter = ?
      """, id.number, read: Consultation.init)
  }

  /// By the secret of its link, while that is good.
  static func find(
    link: [UInt8], at wall: Instant, in database: borrowing Connection
  ) throws -> Consultation? {
    let found = try database.first(
      """
      SELECT c.matter, c.application, c.department, c.name, c.question, c.due, c.asked, c.letter,
        c.link_until, m.closed, m.outcome, r.opinion, r.text, r.signer, r.person, r.at,
        (SELECT name FROM person WHERE id = c.link_by), c.link_at, r.paper
      FROM consultation c JOIN matter m ON m.id = c.matter
      LEFT JOIN consultation_reply r ON r.matter = c.matter
      WHERE c.link = ? AND m.closed IS NULL
      """, link, read: Consultation.init)
    guard let found, let until = found.linkUntil,
      !Late.isOver(link, until: until.milliseconds, at: wall)
    else { return nil }
    return found
  }

  /// Why a handler has nothing more to do with one: it is over, or they keep out of the case.
  static func refusal(
    _ asked: Consultation, _ facts: CaseFacts, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> Refusal? {
    guard asked.isOpen else {
      return Refusal(
        .conflict, code: "answeredAlready", "这次征求意见已经答复或者结束了。",
        clause: Lifecycle.consult.clause)
    }
    return try desk.judge.refusal(to: Lifecycle.recall, facts, in: database)
  }

  /// A part of the clerk's round: a link that has expired is gone for good (`Late`).
  static func expireLinks(at wall: Instant, in database: borrowing Connection) throws {
    try database.run(
      "UPDATE consultation SET link = NULL WHERE link IS NOT NULL AND link_until <= ?",
      wall.milliseconds)
  }

  /// Those that wait for this department.
  static func open(
    for department: OrganisationID, in database: borrowing Connection
  ) throws -> [Consultation] {
    try database.all(
      """
      SELECT c.matter, c.application, c.department, c.name, c.question, c.due, c.asked, c.letter,
        c.link_until, m.closed, m.outcome, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL
      FROM consultation c JOIN matter m ON m.id = c.matter
      WHERE c.department = ? AND m.closed IS NULL ORDER BY c.due, m.number
      """, department.number, read: Consultation.init)
  }

  /// Those that are owed by a day.
  static func open(
    until last: Day, in database: borrowing Connection
  ) throws -> [Consultation] {
    try database.all(
      """
      SELECT c.matter, c.application, c.department, c.name, c.question, c.due, c.asked, c.letter,
        c.link_until, m.closed, m.outcome, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL
      FROM matter m JOIN consultation c ON c.matter = m.id
      WHERE m.kind = 'consultation' AND m.closed IS NULL AND c.due <= ?
      ORDER BY c.due, m.number
      """, last.number, read: Consultation.init)
  }

  /// It has been decided without them: what was not said stays unsaid, on the record.
  static func leave(
    _ facts: CaseFacts, _ desk: CaseDesk, _ moment: Moment, in database: borrowing Connection
  ) throws {
    for asked in try of(facts.file.id, in: database) where asked.isOpen {
      try Matters.close(asked.id, "unanswered", moment, in: database)
      guard let department = asked.department else { continue }
      try desk.post.tellUnit(
        department, as: Lifecycle.answer.by, .consultationOver,
        ["item": facts.file.item, "unit": facts.file.unitName], about: facts.file.subject,
        link: Paths.desk.link, moment, in: database)
    }
    for asked in try of(facts.file.id, in: database) {
      guard let department = asked.department else { continue }
      try CaseScope.close(
        facts.file.id, to: .organisation(department), moment.now, in: database)
    }
  }
}
