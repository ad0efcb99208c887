import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// What the portal writes, in which words, and what became of what left the house.
struct OutboxView: View {
  typealias Asked = Nothing

  static let name = "outbox"
  static let summary = "通知模板和寄送情况"
  static let path = Path<Nowhere>("/outbox")
  static let audience = Audience.members(.municipalAdministrator, .systemAdministrator)
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("channel", .text), .always("recipient", .text), .always("kind", .text),
          .always("title", .text), .always("state", .text), .always("tries", .integer),
          .sometimes("trouble", .text),
        ]))),
    .always(
      "templates",
      .list(.object([.always("kind", .text), .always("title", .text), .always("text", .text)]))),
  ])

  struct Parcel: Sendable {
    let channel, recipient, kind, title, state: String
    let tries: Int
    let trouble: String?
    let at: Instant
  }

  let store: Store
  let post: Post

  func answer(
    _ asked: Nothing, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> [Parcel] {
    try store.read(lane: visit.lane) { database in
      try database.all(
        """
        SELECT channel, recipient, kind, title, state, tries, trouble, at FROM outgoing
        ORDER BY id DESC LIMIT 50
        """
      ) { row in
        Parcel(
          channel: row.text(0),
          recipient: row.text(0) == "mail" ? Mask.mail(row.text(1)) : Mask.phone(row.text(1)),
          kind: row.text(2), title: row.text(3), state: row.text(4), tries: row.int(5),
          trouble: row.optionalText(6), at: Instant(milliseconds: Int64(row.int(7))))
      }
    }
  }

  func json(_ parcels: [Parcel]) -> JSON {
    let items = parcels.map { parcel -> JSON in
      var members: [JSON.Member] = [
        .init("channel", .string(parcel.channel)), .init("recipient", .string(parcel.recipient)),
        .init("kind", .string(parcel.kind)), .init("title", .string(parcel.title)),
        .init("state", .string(parcel.state)), .init("tries", .integer(parcel.tries)),
      ]
      if let trouble = parcel.trouble { members.append(.init("trouble", .string(trouble))) }
      return .object(members)
    }
    let templates = post.templates.occasions.map { occasion -> JSON in
      let template = post.templates[occasion]
      return [
        "kind": .string(occasion.name), "title": .string(template.title),
        "text": .string(template.text),
      ]
    }
    return ["items": .array(items), "templates": .array(templates)]
  }

  func page(
    _ sheet: Sheet, _ parcels: [Parcel]?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    Shell("通知模板和寄送情况", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      if !post.ways.mail {
        note { p { "还没有开通邮件，通知只进收件箱。运行人员可以用 serve 的 --mail 开通。" } }
      }
      if let parcels, !parcels.isEmpty {
        list(parcels)
      } else {
        emptyState("还没有寄出过邮件或短信", "开通以后，寄送情况会出现在这里。")
      }
      panel("模板", isFlush: true) {
        p(.class("small quiet")) { "文字在 Forms/messages.json 里，花括号里的由系统填写。" }
        for occasion in post.templates.occasions {
          fold(post.templates[occasion].title) {
            p(.class("lines")) { post.templates[occasion].text }
          }
        }
      }
    }
  }

  private func list(_ parcels: [Parcel]) -> HTML {
    let rows = parcels.map { parcel in
      [
        HTML(parcel.title), HTML(parcel.recipient), moment(parcel.at), mark(parcel),
        HTML(parcel.trouble ?? ""),
      ]
    }
    return DataTable(
      "最近寄出的", [.init("内容"), .init("收件人"), .init("时间"), .init("情况"), .init("差错")], rows
    ).html
  }

  private func mark(_ parcel: Parcel) -> HTML {
    switch parcel.state {
    case "sent": state("已寄出", .good)
    case "givenUp": state("没有寄到", .wrong)
    default: state(parcel.tries == 0 ? "等待寄出" : "试过 \(parcel.tries) 次", .warn, .wait)
    }
  }
}
