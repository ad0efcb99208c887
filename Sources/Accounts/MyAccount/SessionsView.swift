import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Where I am signed in.
struct SessionsView: View {
  typealias Asked = Nothing

  static let name = "sessions"
  static let summary = "我在哪些地方登录着"
  static let path = Paths.sessions
  static let audience = Audience<Caller>.arriving
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("since", .instant), .always("until", .instant),
          .always("address", .text), .always("agent", .text), .always("current", .boolean),
          .always("acts", .offers),
        ])))
  ])

  struct Answer: Sendable {
    let sessions: [Session]
    let current: SessionID
  }

  let sessions: Sessions

  func answer(
    _ asked: Nothing, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    let open = try sessions.store.read(lane: visit.lane) {
      try sessions.open(of: caller.person, at: visit.wall, in: $0)
    }
    return Answer(sessions: open, current: caller.session)
  }

  func json(_ answer: Answer) -> JSON {
    let items = answer.sessions.map { session -> JSON in
      [
        "id": .string("\(session.id)"), "since": .string("\(session.since)"),
        "until": .string("\(session.until)"), "address": .string(session.address),
        "agent": .string(session.agent), "current": .bool(session.id == answer.current),
        "acts": .array(
          session.id == answer.current ? [] : [EndSession.offered(at: ItemPlace(session.id))]),
      ]
    }
    return ["items": .array(items)]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) -> HTML {
    let rows = (answer?.sessions ?? []).map { session in
      [
        HTML(browser(session.agent)), HTML(session.address), moment(session.since),
        session.id == caller.session
          ? chip("正在使用", .good)
          : postForm(
            EndSession.path.link(ItemPlace(session.id)), on: visit, button: "结束", class: "inline"),
      ]
    }
    return Shell("我的登录", on: visit, trail: [("我的账户", Paths.account.link)]).page {
      p(.class("lead")) { "这里列出所有还有效的登录。有不认识的，请结束它，并立即换一个密码。" }
      DataTable("有效的登录", [.init("浏览器或程序"), .init("网络地址"), .init("登录时间"), .init("操作")], rows).html
    }
  }

  /// What people call it; the whole text is in the JSON.
  private func browser(_ agent: String) -> String {
    let system =
      [
        ("iPhone", "iPhone"), ("Android", "安卓手机"), ("Windows", "Windows 电脑"),
        ("Macintosh", "苹果电脑"), ("Linux", "Linux 电脑"),
      ].first { agent.contains($0.0) }?.1
    let name =
      [
        ("MicroMessenger", "微信"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
      ].first { agent.contains($0.0) }?.1
    if system == nil, name == nil { return agent.isEmpty ? "没有说明" : String(agent.prefix(40)) }
    return [system, name].compactMap(\.self).joined(separator: "，")
  }
}

/// Ends one of my sessions from afar.
struct EndSession: RecordedAct {
  typealias Asked = Nothing

  static let name = "session.endOther"
  static let summary = "结束我的一处登录"
  static let path = Path<ItemPlace<Owner.Session>>("/sessions/:session/end")
  static let audience = Audience<Caller>.arriving
  static let schema = Schema.object([.always("ended", .boolean)])

  let ledger: Ledger

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.Session>, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    guard try Sessions.end(place.id, of: caller.person, moment, in: database) else {
      throw Refusal.notFound
    }
    return Done(true, "结束一处登录", about: "session/\(place.id)")
  }

  func json(_ ended: Bool) -> JSON { ["ended": .bool(ended)] }
  func next(_ ended: Bool, at place: ItemPlace<Owner.Session>) -> Address { Paths.sessions.link }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Session>, for caller: Caller, _ visit: Visit
  ) -> HTML {
    Shell("我的登录", on: visit, trail: [("我的登录", Paths.sessions.link)]).page { errorSummary(sheet) }
  }
}
