import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

struct Flag: Sendable {
  let id: MatterID
  let text, by, resolution: String
  let assignee: String?
  let isOpen: Bool
  let at: Instant
  /// When it came to its end, and through whom.
  let closed: Instant?
  let closedBy: String?
}

enum Flags {
  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Flag] {
    try database.all(
      """
      SELECT f.matter, f.text, coalesce(b.name, ''), f.resolution, a.name, m.closed, m.opened, c.name
      FROM case_flag f JOIN matter m ON m.id = f.matter
      LEFT JOIN person b ON b.id = m.opened_by LEFT JOIN person a ON a.id = f.assignee
      LEFT JOIN person c ON c.id = m.closed_by
      WHERE f.application = ? ORDER BY m.number
      """, application.number
    ) { row in
      Flag(
        id: MatterID(row.int(0)), text: row.text(1), by: row.text(2), resolution: row.text(3),
        assignee: row.optionalText(4), isOpen: row.optionalInt(5) == nil,
        at: Instant(milliseconds: Int64(row.int(6))),
        closed: row.optionalInt(5).map { Instant(milliseconds: Int64($0)) },
        closedBy: row.optionalText(7))
    }
  }

  /// What was given to somebody who has the case no more: to whoever goes on, or to nobody for now.
  /// - Parameter person: whose; all, where nobody is named.
  static func pass(
    from person: PersonID?, to other: PersonID?, on application: ApplicationID,
    in database: borrowing Connection
  ) throws {
    try database.run(
      """
      UPDATE case_flag SET assignee = ?1 WHERE application = ?2
        AND (?3 IS NULL OR assignee = ?3) AND assignee IS NOT NULL
        AND EXISTS (SELECT 1 FROM matter m WHERE m.id = case_flag.matter AND m.closed IS NULL)
      """, other?.number, application.number, person?.number)
  }

  static func open(
    _ id: String, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Flag {
    guard
      let flag = try of(facts.file.id, in: database).first(where: { $0.isOpen && "\($0.id)" == id })
    else {
      throw Problems([
        Problem(field: "flag", code: "notAChoice", message: "没有这个未了结的问题，请刷新页面核对。")
      ])
    }
    return flag
  }

  static func tell(
    _ person: PersonID, _ text: String, _ facts: CaseFacts, _ desk: CaseDesk, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    guard person != moment.person else { return }
    try desk.post.tell(
      person, .reviewTurn, ["title": facts.file.item, "what": "有一个问题交给您：\(text)"],
      about: facts.file.subject, link: CaseView.path.link(facts.file.place), moment, in: database)
  }

  static func colleagues(
    _ note: FieldNote, _ facts: CaseFacts, _ desk: CaseDesk, _ sheet: Sheet
  ) -> HTML {
    let all = (try? desk.ledger.store.read { try Colleagues.of(facts.file.unit, in: $0) }) ?? []
    return field(note.choosing(from: Colleagues.choices(all)), sheet)
  }

  static func choice(
    _ note: FieldNote, _ facts: CaseFacts, _ desk: CaseDesk, _ sheet: Sheet
  ) -> HTML {
    let open =
      ((try? desk.ledger.store.read { try of(facts.file.id, in: $0) }) ?? []).filter(\.isOpen)
    return field(note.choosing(from: open.map { Choice("\($0.id)", $0.text) }), sheet)
  }
}
