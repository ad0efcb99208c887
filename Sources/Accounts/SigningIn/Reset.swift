import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Asks for a link to set a new password. The answer is the same for every name, and so is what is
/// done before it: the name is noted. Whether anyone bears it is looked up afterwards (`ResetLinks`).
struct AskReset: Recording {
  struct Asked: Input {
    static let login = Field.text("name", "登录名", most: 100, example: "lihua").filledIn(
      by: "username")
    static let fields = [login.note]
    let login: String
    init(_ answers: Answers) throws(Problems) { login = try answers.read(Self.login) }
  }

  static let name = "password.askReset"
  static let refuses: Set<Refusal.Kind> = [.tooMany]
  static let summary = "申请重新设置密码"
  static let path = Paths.reset
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("asked", .boolean)])

  let ledger: Ledger
  let throttle: Throttle
  let post: Post

  func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> Bool {
    let login = LoginName.fold(asked.login)
    guard throttle.mayOpen("reset", from: visit.countedAddress, most: 20, at: visit.wall) else {
      throw Refusal(
        .tooMany, code: "tooManyResets", "申请得太多，请一小时后再试。", retryAfter: 3600)
    }
    return try await record(visit, at: place) { moment, database in
      try ResetLinks.ask(login, at: moment.wall, in: database)
      return .unchanged(true)
    }
  }

  func json(_ asked: Bool) -> JSON { ["asked": .bool(asked)] }
  func next(_ asked: Bool, at place: Nowhere) -> Address { Paths.login.link }

  func shown(_ asked: Bool, at place: Nowhere, _ visit: Visit) -> HTML? {
    Shell("请查看邮箱", on: visit, trail: [("登录", Paths.login.link)]).page {
      p(.class("lead")) { "如果这个登录名存在，并且邮箱已经确认过，重设密码的链接会在几分钟内寄到，\(ResetLinks.minutes) 分钟内有效。" }
      p { "没有收到？看看垃圾邮件；企业的可以请同事重新邀请您，其他单位的请找管理员。" }
    }
  }

  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> HTML {
    Shell("忘记密码", on: visit, trail: [("登录", Paths.login.link)]).page {
      errorSummary(sheet)
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "寄给我重设链接")
      if !post.ways.mail {
        note(.warn) { p { "本系统还没有开通邮件，链接寄不出去。请联系所在区市场监管部门或单位管理员。" } }
      }
    }
  }
}

/// Sets a new password by the link. The second factor stays as it is.
struct ResetPassword: Recording {
  struct Asked: Input {
    static let password = Field.secret("password", "新密码", autocomplete: "new-password")
    static let fields = [password.note]
    let password: String
    init(_ answers: Answers) throws(Problems) { password = try answers.read(Self.password) }
  }

  static let name = "password.reset"
  static let summary = "用一次性链接设置新密码"
  static let path = Path<SecretPlace>("/reset/:secret")
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("changed", .boolean)])

  let ledger: Ledger
  let passwords: Passwords
  let post: Post

  func perform(
    _ asked: Asked, at place: SecretPlace, by actor: Visitor, _ visit: Visit
  ) async throws -> Bool {
    let person = try ledger.store.read(lane: visit.lane) { database in
      try Tickets.find(.reset, place.text, at: visit.wall, in: database)?.person
        .flatMap { try People.find($0, in: database) }
    }
    guard let person else { throw Tickets.void }
    let hash = try await NewPassword(person: person, passwords: passwords)
      .hash(asked.password, ledger.store, visit)
    return try await record(visit, at: place) { [post] moment, database in
      _ = try Tickets.spend(.reset, place.text, at: moment.wall, in: database)
      try Tickets.cancel(.reset, of: person.id, at: moment.wall, in: database)
      try NewPassword.set(hash, of: person, moment, in: database)
      try Sessions.endAll(of: person.id, moment, in: database)
      try post.tell(
        person.id, .accountChanged, ["name": person.name, "what": "密码"], about: person.id.subject,
        link: Paths.account.link, moment, in: database)
      return Done(true, "重新设置密码", about: person.id.subject, by: person.id.subject)
    }
  }

  func json(_ changed: Bool) -> JSON { ["changed": .bool(changed)] }
  func next(_ changed: Bool, at place: SecretPlace) -> Address { Paths.login.link }

  func page(_ sheet: Sheet, at place: SecretPlace, for actor: Visitor, _ visit: Visit) throws
    -> HTML
  {
    try ledger.store.read(lane: visit.lane) {
      try Tickets.requireOpen(.reset, place, visit, in: $0)
    }
    return Shell("设置新密码", on: visit).page {
      errorSummary(sheet)
      p { passwords.policy.help }
      postForm(Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "设置新密码")
    }
  }
}
