import Accounts
import Applications
import Design
import Desk
import HTML
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Of the bureau's people: objections that wait, marks to be registered, opinions on what is listed.
/// What can be published is offered by `PublicationStarter`, asked of the judge.
struct PublicationTray: Tray {
  let desk: CaseDesk

  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, seat.kind == .bureau else { return [] }
    let member = Member(caller: caller, seat: seat)
    var tasks =
      seat.roles.contains(.municipalAdministrator) ? try unmanned(member, in: database) : []
    if seat.roles.isDisjoint(with: [.municipalHandler, .municipalApprover]) { return tasks }
    for objection in try Objections.open(in: database) {
      let docket = try Docket(
        objection.id, member, objection.at, desk, in: database)
      if try !docket.acts(member, desk, in: database).offers.isEmpty {
        tasks.append(task(docket, holder: seat.name))
      }
    }
    return tasks + (try entries(seat, in: database))
  }

  /// Objections with which nobody is left to go on: whoever keeps the members brings somebody in.
  private func unmanned(
    _ member: Member, in database: borrowing Connection
  ) throws -> [Task] {
    try Objections.open(in: database).compactMap { objection -> Task? in
      let docket = try Docket(objection.id, member, objection.at, desk, in: database)
      guard
        let role = try docket.missing(
          in: member.seat.organisation, desk, database)
      else {
        return nil
      }
      return Task(
        "objection/\(objection.id)",
        "增加一名没有经办过的\(role.title)人员：对“\(docket.facts.file.item)”的异议没有人可以办",
        stage: ObjectionLine(docket).stateTitle, holder: member.seat.name,
        at: Paths.members.link, since: objection.at, due: objection.due)
    }
  }

  /// Of what is listed: a mark to be registered waits for the handler, an opinion for the approver.
  private func entries(
    _ seat: Caller.Seat, in database: borrowing Connection
  ) throws -> [Task] {
    let open = try database.all(
      """
      SELECT a.number, a.item, e.name, m.kind, m.opened FROM matter m
      JOIN application a ON a.id = m.application JOIN organisation e ON e.id = a.organisation
      WHERE m.closed IS NULL AND m.kind IN ('mark', 'decision') AND a.stage = 'listed'
      ORDER BY m.number LIMIT 200
      """
    ) { row in
      (
        number: row.text(0), title: "\(row.text(1))（\(row.text(2))）",
        isOpinion: row.text(3) == "decision",
        since: Instant(milliseconds: Int64(row.int(4)))
      )
    }
    let weighed = Set(open.filter(\.isOpinion).map(\.number))
    return open.filter { one in
      one.isOpinion
        ? seat.roles.contains(.municipalApprover)
        : seat.roles.contains(.municipalHandler) && !weighed.contains(one.number)
    }.map { one in
      Task(
        "application/\(one.number)", one.title, stage: one.isOpinion ? "有意见等决定" : "登记使用标志",
        holder: seat.name, at: CaseView.path.link(CasePlace(one.number)), since: one.since, due: nil
      )
    }
  }

  private func task(_ docket: Docket, holder: String) -> Task {
    Task(
      "objection/\(docket.objection.id)", "对“\(docket.facts.file.item)”的异议",
      stage: ObjectionLine(docket).stateTitle, holder: holder,
      at: ObjectionView.path.link(ItemPlace(docket.objection.id)), since: docket.objection.at,
      due: docket.objection.due)
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  {
    let waiting = try database.all(
      """
      SELECT o.id, o.at, o.due, a.item FROM objection o JOIN matter m ON m.id = o.matter
      JOIN application a ON a.id = o.application
      WHERE m.closed IS NULL AND o.due <= ? ORDER BY o.due, o.id
      """, last.number
    ) { row in
      (
        id: ObjectionID(row.int(0)), at: Instant(milliseconds: Int64(row.int(1))),
        due: Day(number: row.int(2)), item: row.text(3)
      )
    }
    guard !waiting.isEmpty, let bureau = try Organisations.all(.bureau, in: database).first else {
      return []
    }
    let people = try Post.people(
      of: bureau.id, as: [.municipalHandler, .municipalApprover], in: database)
    return waiting.map { one in
      (
        Task(
          "objection/\(one.id)", "对“\(one.item)”的异议", stage: "没有办结", holder: bureau.name,
          at: ObjectionView.path.link(ItemPlace(one.id)), since: one.at, due: one.due), people
      )
    }
  }
}
