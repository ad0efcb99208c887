import Accounts
import Applications
import Desk
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// What waits in a third-party body, for each of its people: to be screened, to be checked.
struct ReviewTray: Tray {
  let desk: CaseDesk

  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, seat.kind == .thirdParty else { return [] }
    let rows = try database.all(
      """
      SELECT a.number, a.item, a.name, coalesce(m.opened, a.since), m.opened_by, m.id IS NULL,
        a.id, a.due
      FROM application_row a
      LEFT JOIN matter m ON m.application = a.id AND m.kind = 'screening' AND m.closed IS NULL
      WHERE a.body = ? AND a.stage = 'screening' ORDER BY 4, a.number
      """, seat.organisation.number
    ) { row in
      (
        number: row.text(0), title: "\(row.text(1))（\(row.text(2))）",
        since: Instant(milliseconds: Int64(row.int(3))),
        by: row.optionalInt(4).map { PersonID($0) }, isNew: row.bool(5),
        id: ApplicationID(row.int(6)), due: row.optionalInt(7).map { Day(number: $0) }
      )
    }
    let mayNot = try recused(rows.map(\.id), caller.person, in: database)
    return rows.compactMap { row in
      if mayNot.contains(row.id) { return nil }
      let isMine =
        row.isNew
        ? seat.roles.contains(.screener)
        : seat.roles.contains(.checker) && row.by != caller.person
      guard isMine else { return nil }
      return Self.task(
        row.number, row.title, isNew: row.isNew, holder: seat.name, since: row.since, due: row.due)
    }
  }

  private static func task(
    _ number: String, _ title: String, isNew: Bool, holder: String, since: Instant, due: Day?
  ) -> Task {
    Task(
      "application/\(number)", title, stage: isNew ? "待初筛" : "待复核", holder: holder,
      at: CaseView.path.link(CasePlace(number)), since: since, due: due)
  }

  /// Of which this person keeps out.
  private func recused(
    _ ids: [ApplicationID], _ person: PersonID, in database: borrowing Connection
  ) throws -> Set<ApplicationID> {
    let files = try Cases.all(ids, in: database)
    guard let now = files.map(\.since).max() else { return [] }
    return Set(
      try desk.judge.facts(of: files, for: person, at: now, in: database)
        .filter { $0.isRelated || Recusal.stands(of: person, in: $0.matters) }.map(\.file.id))
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  {
    let rows = try database.all(
      """
      SELECT a.number, a.item, a.name, a.since, a.due, a.body, EXISTS (SELECT 1 FROM matter m
        WHERE m.application = a.id AND m.kind = 'screening' AND m.closed IS NULL)
      FROM application_row a WHERE a.due <= ? AND a.stage = 'screening' ORDER BY a.due, a.number
      """, last.number
    ) { row in
      (
        number: row.text(0), title: "\(row.text(1))（\(row.text(2))）",
        since: Instant(milliseconds: Int64(row.int(3))), due: Day(number: row.int(4)),
        body: row.optionalInt(5).map { OrganisationID($0) }, isRecorded: row.bool(6)
      )
    }
    return try rows.map { row in
      (
        Self.task(
          row.number, row.title, isNew: !row.isRecorded, holder: "", since: row.since,
          due: row.due),
        try row.body.map {
          try Post.people(of: $0, as: [row.isRecorded ? .checker : .screener], in: database)
        } ?? []
      )
    }
  }
}
