import Acts
import Design
import HTML
import HTTP
import JSON
import Routing
import SQLite
import Vocabulary

/// Ends the session that asks.
struct SignOut: RecordedAct {
  typealias Asked = Nothing

  static let name = "session.end"
  static let summary = "退出登录"
  static let path = Path<Nowhere>("/session/end")
  static let audience = Audience<Caller>.arriving
  static let onceReach = OnceReach.session
  static let isAnnounced = false
  static let schema = Schema.object([.always("ended", .boolean)])

  let ledger: Ledger

  func change(
    _ asked: Nothing, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    _ = try Sessions.end(caller.session, of: caller.person, moment, in: database)
    return Done(true, "退出登录", about: "session/\(caller.session)")
  }

  func json(_ ended: Bool) -> JSON { ["ended": .bool(ended)] }
  func next(_ ended: Bool, at place: Nowhere) -> Address { Paths.home.link }

  func adorn(_ response: inout Response, _ ended: Bool, _ visit: Visit) {
    response.fields.add(
      "Set-Cookie",
      SetCookie(Visit.Cookies.session, "", isSecure: visit.isSecure, seconds: 0).field)
    // What the browser kept of the pages goes too (reliability R48).
    response.fields.add("Clear-Site-Data", "\"cache\", \"storage\"")
  }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) -> HTML {
    Shell("退出登录", on: visit).page { errorSummary(sheet) }
  }
}
