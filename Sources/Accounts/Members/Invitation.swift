import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Who accepts an invitation for the first time brings a name and a password.
struct NewcomerInput: Input {
  static let name = Field.text("fullName", "姓名", most: 40, example: "李华").filledIn(by: "name")
  static let login = Field.text(
    "login", "登录名", most: 64, help: "3 到 64 个字母、数字或汉字，也可以用邮箱；不分大小写。", example: "lihua"
  ).filledIn(by: "username").mapping { text in
    LoginName(text).map { .success($0) }
      ?? .failure(.init(code: "notALogin", "登录名要有 3 到 64 个字母、数字、汉字或 . _ - @。"))
  }
  static let phone = Field.text(
    "phone", "手机或电话", most: 20, help: "办理中需要联系您时使用。", example: "13800001234"
  ).filledIn(by: "tel").mapping { text in
    text.utf8.count(where: { 0x30...0x39 ~= $0 }) >= 7 && text.utf8.first != 0x2D
      && text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || [0x2B, 0x2D, 0x20].contains($0) })
      ? .success(text) : .failure(.init(code: "notPhone", "电话只用数字、空格、+ 和 -，至少 7 位。"))
  }
  static let password = Field.secret("password", "密码", autocomplete: "new-password")
  static let fields = [name.note, login.note, phone.note, password.note]

  let name: String
  let login: LoginName
  let phone, password: String

  init(_ answers: Answers) throws(Problems) {
    (name, login, phone, password) = try answers.read(
      Self.name, Self.login, Self.phone, Self.password)
  }
}

/// What an invitation is for, to whoever holds the link.
struct InvitationView: View {
  typealias Asked = Nothing

  static let name = "invitation"
  static let summary = "查看邀请"
  static let path = Path<SecretPlace>("/invitations/:secret")
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("organisation", .text), .always("role", .text)])
  static let offersForm = true

  struct Answer: Sendable {
    let organisation: String
    let role: Role
  }

  let store: Store
  let policy: PasswordPolicy

  func answer(
    _ asked: Nothing, at place: SecretPlace, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let found = try store.read(lane: visit.lane) {
      try Tickets.invitation(place.text, at: visit.wall, in: $0)
    }
    return Answer(organisation: found.organisation.name, role: found.role)
  }

  func json(_ answer: Answer) -> JSON {
    ["organisation": .string(answer.organisation), "role": .string(answer.role.rawValue)]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: SecretPlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let acceptance = AcceptInvitation.path.link(place)
    return Shell("接受邀请", on: visit).page {
      errorSummary(sheet)
      p(.class("lead")) { "\(answer.organisation)邀请您担任\(answer.role.title)。" }
      p {
        "已经有账户的，"
        a(.href(acceptance)) { "登录后接受" }
        "；第一次来的，请填写下面几项。"
      }
      p(.class("quiet")) { "密码：\(policy.help)" }
      postForm(
        Newcomer.path.link(place), on: visit, fields: NewcomerInput.fields, sheet, button: "接受邀请")
    }
  }
}

/// Accepts with a new account.
struct Newcomer: Recording {
  typealias Asked = NewcomerInput

  static let name = "invitation.newcomer"
  static let summary = "接受邀请并建立账户"
  static let path = Path<SecretPlace>("/invitations/:secret")
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("person", .text)])

  let ledger: Ledger
  let passwords: Passwords
  let post: Post

  func perform(
    _ asked: NewcomerInput, at place: SecretPlace, by actor: Visitor, _ visit: Visit
  ) async throws -> PersonID {
    // A void link costs no hash.
    let view = InvitationView(store: ledger.store, policy: passwords.policy)
    let invitation = try view.answer(Nothing(), at: place, for: actor, visit)
    let hash = try await passwords.prepare(
      asked.password, names: [asked.login.text, asked.name, invitation.organisation])
    return try await record(visit, at: place) { [post] moment, database in
      let found = try Tickets.spendInvitation(place.text, at: moment.wall, in: database)
      let id = PersonID.fresh
      try People.add(
        id,
        .init(
          login: asked.login, name: asked.name, mail: found.mail ?? "", phone: asked.phone),
        password: hash, at: moment.now, wall: moment.wall, in: database)
      if let mail = found.mail {
        try MailCheck.ask(id, name: asked.name, mail: mail, post, moment, in: database)
      }
      try Memberships.grant(
        found.role, in: found.organisation.id, to: id, by: found.madeBy, at: moment.now, database)
      return Done(
        id, "接受邀请，担任\(found.role.title)", about: found.organisation.id.subject,
        payload: ["name": .string(asked.name), "login": .string(asked.login.text)],
        by: id.subject)
    }
  }

  func json(_ person: PersonID) -> JSON { ["person": .string("\(person)")] }
  func next(_ person: PersonID, at place: SecretPlace) -> Address { Paths.login.link }

  func page(_ sheet: Sheet, at place: SecretPlace, for actor: Visitor, _ visit: Visit) throws
    -> HTML
  {
    let view = InvitationView(store: ledger.store, policy: passwords.policy)
    let answer = try view.answer(Nothing(), at: place, for: actor, visit)
    return view.page(sheet, answer, at: place, for: actor, visit)
  }
}

/// Accepts with the account one has.
struct AcceptInvitation: RecordedAct {
  typealias Asked = Nothing

  static let name = "invitation.accept"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "用现有账户接受邀请"
  static let path = Path<SecretPlace>("/invitations/:secret/acceptance")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("organisation", .text)])

  let ledger: Ledger

  func change(
    _ asked: Nothing, at place: SecretPlace, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<OrganisationID> {
    let found = try Tickets.spendInvitation(place.text, at: moment.wall, in: database)
    guard found.madeBy != caller.person else {
      throw Refusal(.conflict, code: "yourself", "不能接受自己发出的邀请，身份要由别人授予。")
    }
    try Memberships.grant(
      found.role, in: found.organisation.id, to: caller.person, by: found.madeBy, at: moment.now,
      database)
    try Sessions.sit(caller, in: found.organisation.id, database)
    return Done(
      found.organisation.id, "接受邀请，担任\(found.role.title)",
      about: found.organisation.id.subject)
  }

  func json(_ organisation: OrganisationID) -> JSON { ["organisation": .string("\(organisation)")] }
  func next(_ organisation: OrganisationID, at place: SecretPlace) -> Address { Paths.desk.link }

  func page(_ sheet: Sheet, at place: SecretPlace, for caller: Caller, _ visit: Visit) throws
    -> HTML
  {
    let found = try ledger.store.read(lane: visit.lane) {
      try Tickets.invitation(place.text, at: visit.wall, in: $0)
    }
    return Shell("接受邀请", on: visit).page {
      errorSummary(sheet)
      p(.class("lead")) { "\(found.organisation.name)邀请您担任\(found.role.title)。接受后，您用现在的账户就能办理。" }
      postForm(Self.path.link(place), on: visit, button: "接受邀请")
    }
  }
}
