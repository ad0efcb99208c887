import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Where everyone begins: what waits for me, oldest first, and what I did lately.
struct DeskView: View {
  typealias Asked = Nothing

  static let name = "desk"
  static let summary = "我的工作台：待办和最近办过的事"
  static let path = Paths.desk
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("subject", .text), .always("title", .text), .always("stage", .text),
          .always("holder", .text), .always("href", .text), .always("since", .instant),
          .sometimes("due", .day), .sometimes("daysLeft", .integer),
          .always("mine", .boolean),
          .always("urgency", .oneOf(["late", "today", "soon", "fine", "none"])),
          .always("acts", .offers),
        ]))),
    .always("unread", .integer),
    .always(
      "recent", .list(.object([.always("at", .instant), .always("summary", .text)]))),
    .always("acts", Start.schema),
  ])

  struct Answer: Sendable {
    let tasks: [Task]
    /// Only programs ask.
    let unread: Int
    let recent: [(at: Instant, summary: String)]
    let today: Day
    let starts: [Start]
    /// What may be done with each of the tasks; only programs ask.
    var acts: [[JSON]] = []
  }

  let store: Store
  let calendar: WorkingDays
  let trays: [any Tray]
  let starters: [any Starter]
  let taskActs: [any TaskActs]
  let shortcuts: [Shortcut]
  let ribbon: DeskRibbon
  /// Of the shortcuts those that these roles may open, looked through once.
  let usual = Memories<Set<Role>, [Tile]>(most: 200)

  func answer(
    _ asked: Nothing, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) async throws -> Answer {
    var answer = try find(caller, visit)
    if visit.face == .json { answer.acts = try await acts(answer, caller, visit) }
    return answer
  }

  /// As where each row leads, by whoever knows of it; what is yet to be begun says so itself.
  private func acts(
    _ answer: Answer, _ caller: Caller, _ visit: Visit
  ) async throws -> [[JSON]] {
    var acts: [[JSON]] = answer.tasks.map { task in
      answer.starts.first { $0.task(in: caller.seat) == task }.map { [$0.json] } ?? []
    }
    for room in taskActs {
      for (index, known) in try await room.acts(on: answer.tasks, for: caller, visit) {
        acts[index] = known
      }
    }
    return acts
  }

  private func find(_ caller: Caller, _ visit: Visit) throws -> Answer {
    try store.read(lane: visit.lane) { database in
      let recent = try recent(of: caller, in: database)
      var tasks: [Task] = []
      for tray in trays { tasks += try tray.tasks(for: caller, in: database) }
      let starts = try starters.starts(for: caller, visit, in: database)
      tasks += starts.compactMap { $0.task(in: caller.seat) }
      tasks.sort { ($0.since, $0.subject) < ($1.since, $1.subject) }
      return Answer(
        tasks: tasks,
        // People have it in the header.
        unread: visit.face == .json ? try Inbox.unread(of: caller.person, in: database) : 0,
        recent: recent, today: visit.now.day, starts: starts)
    }
  }

  private func recent(
    of caller: Caller, in database: borrowing Connection
  ) throws -> [(at: Instant, summary: String)] {
    try database.all(
      """
      SELECT at, summary FROM journal
      WHERE actor = ? AND act NOT LIKE 'session.%' AND act <> 'inbox.read'
      ORDER BY sequence DESC LIMIT 8
      """, caller.actor
    ) { (at: Instant(milliseconds: Int64($0.int(0))), summary: $0.text(1)) }
  }

  func json(_ answer: Answer) -> JSON {
    let today = answer.today
    let items = zip(answer.tasks, answer.acts).map { task, acts -> JSON in
      let urgency = Urgency(task.due, on: today, calendar)
      var members: [JSON.Member] = [
        .init("subject", .string(task.subject)), .init("title", .string(task.title)),
        .init("stage", .string(task.stage)), .init("holder", .string(task.holder)),
        .init("href", .string(task.address.text)), .init("since", .string("\(task.since)")),
        .init("urgency", .string(urgency.name)), .init("mine", .bool(!task.isElsewhere)),
        .init("acts", .array(acts)),
      ]
      if let due = task.due {
        members.append(.init("due", .string("\(due)")))
        members.append(
          .init(
            "daysLeft",
            .integer(
              due < today
                ? -calendar.count(after: due, through: today)
                : calendar.count(after: today, through: due))))
      }
      return .object(members)
    }
    let recent = answer.recent.map { entry -> JSON in
      ["at": .string("\(entry.at)"), "summary": .string(entry.summary)]
    }
    return [
      "items": .array(items), "unread": .integer(answer.unread), "recent": .array(recent),
      "acts": .array(answer.starts.map(\.json)),
    ]
  }

  private func usual(of caller: Caller) -> [Tile] {
    usual.made(for: caller.roles) { shortcuts.filter { $0.admits(caller) }.map(\.tile) }
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) -> HTML {
    answer.map {
      DeskPage(
        answer: $0, calendar: calendar, usual: usual(of: caller), ribbon: ribbon(caller, visit.now),
        caller: caller, visit: visit
      ).html
    } ?? HTML()
  }
}
