import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What the portal has told me, newest first.
struct Inbox: View {
  struct Asked: Input {
    static let before = Field.text("before", "从哪一条之前", most: 13, example: "", isRequired: false)
    static let fields = [before.note]
    let before: MessageID?
    init(_ answers: Answers) throws(Problems) {
      before = MessageID(try answers.read(Self.before))
    }
  }

  static let name = "inbox"
  static let summary = "收件箱"
  static let path = Paths.inbox
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("kind", .text), .always("about", .text),
          .always("title", .text), .always("text", .text), .always("href", .text),
          .always("at", .instant), .always("read", .boolean),
        ]))),
    .sometimes("next", .text), .always("acts", .offers),
  ])
  static let most = 30

  struct Message: Sendable {
    let id: MessageID
    let kind, about, title, text, link: String
    let at: Instant
    let isRead: Bool

    init(_ row: borrowing Row) {
      id = MessageID(row.int(0))
      kind = row.text(1)
      about = row.text(2)
      title = row.text(3)
      text = row.text(4)
      link = row.text(5)
      at = Instant(milliseconds: Int64(row.int(6)))
      isRead = row.bool(7)
    }
  }

  struct Answer: Sendable {
    let messages: [Message]
    let next: MessageID?
    let unread: Int
  }

  let store: Store

  static func unread(of person: PersonID, in database: borrowing Connection) throws -> Int {
    try database.first(
      "SELECT count(*) FROM message WHERE person = ? AND read_at IS NULL", person.number
    ) { $0.int(0) } ?? 0
  }

  func answer(
    _ asked: Asked, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) { database in
      let last = try asked.before.flatMap { id in
        try database.first(
          "SELECT number FROM message WHERE id = ? AND person = ?", id.number,
          caller.person.number
        ) { $0.int(0) }
      }
      let messages = try database.all(
        """
        SELECT id, kind, about, title, text, link, at, read_at IS NOT NULL FROM message
        WHERE person = ? AND number < ? ORDER BY number DESC LIMIT ?
        """, caller.person.number, last ?? Int.max, Self.most + 1,
        read: Message.init)
      return Answer(
        messages: Array(messages.prefix(Self.most)),
        next: messages.count > Self.most ? messages[Self.most - 1].id : nil,
        unread: try Inbox.unread(of: caller.person, in: database))
    }
  }

  func json(_ answer: Answer) -> JSON {
    let items = answer.messages.map { message -> JSON in
      [
        "id": .string("\(message.id)"), "kind": .string(message.kind),
        "about": .string(message.about), "title": .string(message.title),
        "text": .string(message.text), "href": .string(message.link),
        "at": .string("\(message.at)"),
        "read": .bool(message.isRead),
      ]
    }
    var members: [JSON.Member] = [.init("items", .array(items))]
    if let next = answer.next { members.append(.init("next", .string("\(next)"))) }
    members.append(.init("acts", .array(answer.unread > 0 ? [ReadAll.offered()] : [])))
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell(
      "收件箱", on: visit, current: Paths.inbox.link,
      line: span(.class("quiet")) {
        answer.unread > 0 ? "\(answer.unread) 条未读" : "没有未读的"
      },
      act: answer.unread > 0
        ? postForm(ReadAll.path.link, on: visit, button: "全部标为已读", look: .plain) : nil
    ).page {
      if answer.messages.isEmpty {
        emptyState("还没有通知", "与您有关的事有了进展，会在这里告诉您。", action: ("回到工作台", Paths.desk.link))
      }
      for message in answer.messages { letter(message) }
      if let next = answer.next {
        p {
          a(.href(Self.path.link(Nowhere(), query: [("before", "\(next)")])), .rel("next")) {
            "更早的通知"
          }
        }
      }
    }
  }

  private func letter(_ message: Message) -> HTML {
    article(.class("panel")) {
      div(.class("panel-head")) {
        h2 { message.title }
        if !message.isRead { chip("新", .blue, .mail) }
      }
      p(.class("small quiet")) { moment(message.at) }
      p(.class("lines")) { message.text }
      if let address = Address(site: message.link) { p { a(.href(address)) { "查看" } } }
    }
  }
}

/// Marks everything up to now as read.
struct ReadAll: RecordedAct {
  typealias Asked = Nothing

  static let name = "inbox.read"
  static let summary = "把收件箱全部标为已读"
  static let path = Path<Nowhere>("/inbox/reading")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("read", .integer)])

  let ledger: Ledger

  func change(
    _ asked: Nothing, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Int> {
    try database.run(
      "UPDATE message SET read_at = ? WHERE person = ? AND read_at IS NULL",
      moment.now.milliseconds, caller.person.number)
    let count = database.changes
    return count == 0
      ? .unchanged(0) : Done(count, "读完 \(count) 条通知", about: "person/\(caller.person)")
  }

  func json(_ count: Int) -> JSON { ["read": .integer(count)] }
  func next(_ count: Int, at place: Nowhere) -> Address { Paths.inbox.link }
  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) -> HTML {
    Shell("收件箱", on: visit, current: Paths.inbox.link).page { errorSummary(sheet) }
  }
}
