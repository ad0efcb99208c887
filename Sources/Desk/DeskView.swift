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
        ]))),
    .always("unread", .integer),
    .always(
      "recent", .list(.object([.always("at", .instant), .always("summary", .text)]))),
    .always("acts", Start.schema),
  ])

  struct Answer: Sendable {
    let tasks: [Task]
    let unread: Int
    let recent: [(at: Instant, summary: String)]
    let today: Day
    let starts: [Start]
  }

  let store: Store
  let calendar: WorkingDays
  let trays: [any Tray]
  let starters: [any Starter]
  let shortcuts: [Shortcut]

  func answer(
    _ asked: Nothing, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) { database in
      var tasks: [Task] = []
      for tray in trays { tasks += try tray.tasks(for: caller, in: database) }
      tasks.sort { ($0.since, $0.subject) < ($1.since, $1.subject) }
      return Answer(
        tasks: tasks, unread: try Inbox.unread(of: caller.person, in: database),
        recent: try database.all(
          """
          SELECT at, summary FROM journal
          WHERE actor = ? AND act NOT LIKE 'session.%' AND act <> 'inbox.read'
          ORDER BY sequence DESC LIMIT 8
          """, caller.actor
        ) { (at: Instant(milliseconds: Int64($0.int(0))), summary: $0.text(1)) },
        today: visit.now.day,
        starts: try starters.flatMap { try $0.starts(for: caller, at: visit.now, in: database) })
    }
  }

  func json(_ answer: Answer) -> JSON {
    let today = answer.today
    let items = answer.tasks.map { task -> JSON in
      let urgency = Urgency(task.due, on: today, calendar)
      var members: [JSON.Member] = [
        .init("subject", .string(task.subject)), .init("title", .string(task.title)),
        .init("stage", .string(task.stage)), .init("holder", .string(task.holder)),
        .init("href", .string(task.address.text)), .init("since", .string("\(task.since)")),
        .init("urgency", .string(urgency.name)), .init("mine", .bool(!task.isElsewhere)),
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

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell("工作台", on: visit, current: Paths.desk.link).page {
      if answer.unread > 0 {
        notice {
          p {
            "收件箱里有 \(answer.unread) 条没有读过的通知，"
            a(.href(Paths.inbox.link)) { "去看看" }
            "。"
          }
        }
      }
      h2 { "等我办的" }
      let mine = answer.tasks.filter { !$0.isElsewhere }
      let elsewhere = answer.tasks.filter(\.isElsewhere)
      if mine.isEmpty { nothing(caller, elsewhere) } else { tasks("等我办的事，来得早的在前", mine, visit) }
      if !elsewhere.isEmpty {
        h2 { "在等别人办的" }
        tasks("在等别人办的事", elsewhere, visit)
      }
      if !answer.starts.isEmpty {
        h2 { "可以开始办的" }
        ul(.class("links")) {
          for start in answer.starts { li { a(.href(start.address)) { start.title } } }
        }
      }
      often(caller)
      if !answer.recent.isEmpty { recent(answer.recent) }
    }
  }

  private func tasks(_ title: String, _ tasks: [Task], _ visit: Visit) -> HTML {
    let rows = tasks.map { task in
      [
        a(.href(task.address)) { task.title }, HTML(task.stage), HTML(task.holder),
        moment(task.since), dueText(task.due, on: visit.now.day, calendar),
      ]
    }
    return DataTable(
      title, [.init("事项"), .init("状态"), .init("轮到谁"), .init("何时来的"), .init("期限")], rows
    ).html
  }

  /// An empty desk says what to do next.
  private func nothing(_ caller: Caller, _ elsewhere: [Task]) -> HTML {
    guard let seat = caller.seat else {
      if !elsewhere.isEmpty { return p { "现在没有等您办的事。" } }
      return div(.class("empty")) {
        h2 { "您还没有加入企业" }
        p { "先登记您的企业；企业已经有同事登记过的，申请加入即可。" }
        p {
          a(.class("button"), .href(Address(path: "/enterprises"))) { "登记企业" }
          " "
          a(.href(Address(path: "/enterprises/joins"))) { "申请加入已登记的企业" }
        }
      }
    }
    let advice =
      switch seat.kind {
      case .enterprise: "企业的申请、补正和通知会出现在这里。申请开放的日期见首页。"
      case .district: "辖区企业的证明和申请会按先后出现在这里。"
      case .department: "区里向您征询意见时会出现在这里。"
      case .workstation: "先发布活动；有企业报名或撤回，会通知到收件箱。"
      case .thirdParty: "市局委托的材料会出现在这里。"
      case .expertPool: "分配给您评审的材料会出现在这里。"
      case .bureau: "等市局办理的事项会出现在这里。"
      case .oversight: "需要您见证的抽取会出现在这里；平时可以查看日志。"
      }
    return emptyState("现在没有等您办的事", advice)
  }

  private func often(_ caller: Caller) -> HTML {
    let links = shortcuts.filter { $0.admits(caller) }
    return group {
      h2 { "常用" }
      ul(.class("links")) {
        for link in links { li { a(.href(link.address)) { link.label } } }
        li { a(.href(Paths.account.link)) { "我的账户" } }
      }
    }
  }

  private func recent(_ entries: [(at: Instant, summary: String)]) -> HTML {
    group {
      h2 { "我最近做的" }
      ul(.class("recent")) {
        for entry in entries {
          li {
            moment(entry.at)
            " "
            entry.summary
          }
        }
      }
    }
  }
}
