import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Me: who I am here, what is kept about me and why (个人信息保护法 第17、45条), and what I can change.
struct AccountView: View {
  typealias Asked = Nothing

  static let name = "account"
  static let summary = "我的账户：保存了我的哪些信息"
  static let path = Paths.account
  static let audience = Audience<Caller>.arriving
  static let schema = Schema.object(
    kept + [.always("acts", .offers), .always("blocked", .blocks)])
  static let kept: [Schema.Property] = [
    .always("person", .text), .always("login", .text), .always("name", .text),
    .always("mail", .text), .always("mailConfirmed", .boolean), .always("phone", .text),
    .always("since", .instant), .always("secondFactor", .boolean),
    .always(
      "roles",
      .list(
        .object([
          .always("organisation", .text), .always("role", .text), .always("since", .instant),
          .sometimes("until", .instant), .sometimes("reason", .text),
        ]))),
    .always("sessions", .integer), .always("messages", .integer), .always("deeds", .integer),
    .always("seats", .list(.object([.always("organisation", .text), .always("name", .text)]))),
    .sometimes("seat", .text),
  ]

  struct Past: Sendable {
    let organisation: String
    let role: Role?
    let since: Instant
    let until: Instant?
    let reason: String?
  }

  struct Answer: Sendable {
    let person: Person
    let roles: [Past]
    let seats: [Caller.Seat]
    let sessions: Int
    let messages: Int
    let deeds: Int
    let seat: Caller.Seat?
    let acts: AccountActs
  }

  let store: Store

  func answer(
    _ asked: Nothing, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) { try Self.answer(for: caller, in: $0) }
  }

  static func answer(for caller: Caller, in database: borrowing Connection) throws -> Answer {
    let id = caller.person.number
    guard let person = try People.find(caller.person, in: database) else { throw Refusal.notFound }
    let roles = try database.all(
      """
      SELECT o.name, m.role, m.since, m.until, m.ended FROM membership m
      JOIN organisation o ON o.id = m.organisation WHERE m.person = ? ORDER BY m.since, m.id
      """, id
    ) { row in
      Past(
        organisation: row.text(0), role: Role(rawValue: row.text(1)),
        since: Instant(milliseconds: Int64(row.int(2))),
        until: row.optionalInt(3).map { Instant(milliseconds: Int64($0)) },
        reason: row.optionalText(4))
    }
    func count(_ sql: StaticString, _ value: any Bindable) throws -> Int {
      try database.first(sql, value) { $0.int(0) } ?? 0
    }
    let seats = try Memberships.seats(of: caller.person, in: database)
    return Answer(
      person: person, roles: roles, seats: seats,
      sessions: try count("SELECT count(*) FROM session WHERE person = ?", id),
      messages: try count("SELECT count(*) FROM message WHERE person = ?", id),
      deeds: try count("SELECT count(*) FROM journal WHERE actor = ?", caller.actor),
      seat: caller.seat, acts: try AccountActs(person, seats, caller, in: database))
  }

  func json(_ answer: Answer) -> JSON {
    .object((Self.known(answer).members ?? []) + answer.acts.members)
  }

  /// What is kept, without what may be done.
  static func known(_ answer: Answer) -> JSON {
    let person = answer.person
    let roles = answer.roles.map { past -> JSON in
      var members: [JSON.Member] = [
        .init("organisation", .string(past.organisation)),
        .init("role", .string(past.role?.rawValue ?? "")), .init("since", .string("\(past.since)")),
      ]
      if let until = past.until { members.append(.init("until", .string("\(until)"))) }
      if let reason = past.reason { members.append(.init("reason", .string(reason))) }
      return .object(members)
    }
    let seats = answer.seats.map { seat -> JSON in
      ["organisation": .string("\(seat.organisation)"), "name": .string(seat.name)]
    }
    var members: [JSON.Member] = []
    if let seat = answer.seat { members.append(.init("seat", .string("\(seat.organisation)"))) }
    let known: JSON = [
      "person": .string("\(person.id)"), "login": .string(person.login),
      "name": .string(person.name), "mail": .string(person.mail),
      "mailConfirmed": .bool(person.isMailConfirmed), "phone": .string(person.phone),
      "since": .string("\(person.since)"), "secondFactor": .bool(person.hasSecondFactor),
      "roles": .array(roles), "sessions": .integer(answer.sessions),
      "messages": .integer(answer.messages), "deeds": .integer(answer.deeds),
      "seats": .array(seats),
    ]
    return .object((known.members ?? []) + members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell(
      "我的账户", on: visit, current: Paths.account.link,
      line: group {
        span { answer.person.name }
        span(.class("quiet")) { answer.person.login }
      }
    ).page(beside: "切换身份", isAfter: true) {
      security(answer)
      kept(answer)
      rights(answer)
    } aside: {
      seats(answer, caller, visit)
    }
  }

  private func security(_ answer: Answer) -> HTML {
    panel("登录与安全") {
      ul(.class("links")) {
        li { a(.href(Paths.password.link)) { "修改密码" } }
        li {
          a(.href(Paths.secondFactor.link)) {
            answer.person.hasSecondFactor ? "更换动态口令" : "启用动态口令"
            answer.person.hasSecondFactor ? chip("已启用", .good) : chip("未启用", .warn)
          }
        }
        if answer.acts.allows(RenewRecoveryCodes.name) {
          li { a(.href(RenewRecoveryCodes.path.link)) { "换一套恢复码" } }
        }
        li { a(.href(Paths.sessions.link)) { "我的登录（在哪些地方登录着）" } }
      }
    }
  }

  private func kept(_ answer: Answer) -> HTML {
    let person = answer.person
    let rows = [
      ["姓名", person.name, "在办理记录里写明是谁办的"],
      ["登录名", person.login, "登录"],
      ["电子邮箱", person.mail + (person.isMailConfirmed ? "（已确认）" : "（未确认）"), "通知和找回密码"],
      ["电话", person.phone, "办理中联系您"],
      ["登录记录", "\(answer.sessions) 次，含时间、网络地址和浏览器", "让您发现别人冒用；半年后删除"],
      ["收到的通知", "\(answer.messages) 条", "让您查得到告知过什么"],
      ["办理记录", "\(answer.deeds) 条", "依规定留存，任何人都不能修改，包括您"],
    ].map { $0.map { HTML($0) } }
    return group {
      DataTable("保存了您的哪些信息，为什么", [.init("信息"), .init("内容"), .init("用途")], rows).html
      panel("您可以") {
        p(.class("small quiet")) { "不收集身份证号和银行账号。" }
        ul(.class("links")) {
          if answer.acts.allows(CorrectDetails.name) {
            li { a(.href(CorrectDetails.path.link)) { "更正姓名、邮箱或电话" } }
          }
          if answer.acts.allows(CopyMyData.name) {
            li { a(.href(CopyMyData.path.link)) { "取得一份副本" } }
          }
          li { a(.href(Paths.privacy.link)) { "个人信息怎样使用" } }
          if let refusal = answer.acts.objection(to: CloseAccount.name) {
            li { span(.class("quiet")) { "注销账户：\(refusal.sentence)" } }
          } else if answer.acts.allows(CloseAccount.name) {
            li { a(.class("grave"), .href(CloseAccount.path.link)) { "注销账户" } }
          }
        }
      }
    }
  }

  private func seats(_ answer: Answer, _ caller: Caller, _ visit: Visit) -> HTML? {
    if answer.seats.count < 2 { return nil }
    return panel("切换身份") {
      p(.class("small quiet")) { "您在 \(answer.seats.count) 个单位有身份，一次以一个单位的身份办理。" }
      p(.class("acts")) { a(.class("button plain"), .href(TakeSeat.path.link)) { "切换身份" } }
    }
  }

  /// One's places, and the ways to another.
  private func rights(_ answer: Answer) -> HTML {
    let rows = answer.roles.map { past in
      [
        HTML(past.organisation), HTML(past.role?.title ?? ""), moment(past.since),
        past.until.map { moment($0) + HTML("，\(past.reason ?? "")") } ?? state("现在", .good),
      ]
    }
    return group {
      if !rows.isEmpty {
        DataTable(
          "我的身份", [.init("单位"), .init("身份"), .init("开始时间"), .init("结束时间")], rows
        ).html
      }
      if answer.acts.allows(OpenEnterprise.name) || answer.acts.allows(JoinEnterprise.name) {
        panel("为企业办理") {
          ul(.class("links")) {
            if answer.acts.allows(OpenEnterprise.name) {
              li { a(.href(OpenEnterprise.path.link)) { "登记一家企业" } }
            }
            if answer.acts.allows(JoinEnterprise.name) {
              li { a(.href(JoinEnterprise.path.link)) { "申请加入已登记的企业" } }
            }
          }
        }
      }
    }
  }
}

/// Takes another of one's seats.
struct TakeSeat: RecordedAct {
  struct Asked: Input {
    static let organisation = Field.text("organisation", "单位", most: 20, example: "").picked
    static let to = SignIn.Asked.to
    static let fields = [organisation.note, to.note]
    let organisation: OrganisationID?
    let to: String
    init(_ answers: Answers) throws(Problems) {
      let chosen: String
      (chosen, to) = try answers.read(Self.organisation, Self.to)
      organisation = OrganisationID(chosen)
    }
  }

  struct Taken: Sendable {
    let seat: Caller.Seat
    /// What could not be seen from the other.
    let next: Address
  }

  static let name = "session.takeSeat"
  static let summary = "切换到另一个单位的身份"
  static let path = Paths.seat
  static let audience = Audience<Caller>.arriving
  static let onceReach = OnceReach.session
  static let schema = Schema.object([.always("organisation", .text)])

  let ledger: Ledger

  func change(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Taken> {
    let seats = try Memberships.seats(of: caller.person, in: database)
    guard let seat = seats.first(where: { $0.organisation == asked.organisation }) else {
      throw Problems([Problem(field: "organisation", code: "notAChoice", message: "您在那个单位没有身份。")])
    }
    try Sessions.sit(caller, in: seat.organisation, database)
    return Done(
      Taken(seat: seat, next: Address(site: asked.to) ?? Paths.desk.link), "切换身份",
      about: seat.organisation.subject)
  }

  func json(_ taken: Taken) -> JSON { ["organisation": .string("\(taken.seat.organisation)")] }
  func next(_ taken: Taken, at place: Nowhere) -> Address { taken.next }

  func page(
    _ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> HTML {
    let seats = try ledger.store.read(lane: visit.lane) {
      try Memberships.seats(of: caller.person, in: $0)
    }
    let choices = seats.filter { $0.organisation != caller.seat?.organisation }
      .map { Choice("\($0.organisation)", $0.name) }
    return actPage(
      "切换身份", on: visit, backTo: ("我的账户", Paths.account.link),
      no: seats.count < 2
        ? Refusal(.conflict, code: "oneSeat", "您只在一个单位有身份，不用切换。") : nil,
      lead: caller.seat.map { "您现在以\($0.name)的身份办理。选好以后，工作台和能办的事都换成那个单位的。" }, sheet
    ) {
      postForm(
        Self.path.link, on: visit, fields: [Asked.organisation.note.choosing(from: choices)], sheet,
        button: "切换", held: [("to", sheet.text(Asked.to.note))])
    }
  }
}
