import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// A person of an enterprise makes an account. Open to everyone, so it is counted by address.
struct Register: Recording {
  struct Asked: Input {
    static let mail = Field.text(
      "mail", "电子邮箱", most: 120, help: "忘记密码时用它找回，所以要能收到信。", example: "lihua@example.com"
    ).filledIn(by: "email").mapping(MailAddress.read)
    static let agrees = Field.flag(
      "agrees", "我已阅读“个人信息怎样使用”，同意为办理试点事项处理以上信息", isRequired: true)
    static let answer = Field.text("answer", "答案", most: 10, example: "7", isRequired: false)
    static let challenge = Field.text("challenge", "问题", most: 200, example: "", isRequired: false)
    static let shown = [
      NewcomerInput.name.note, NewcomerInput.login.note, mail.note, NewcomerInput.phone.note,
      NewcomerInput.password.note, agrees.note,
    ]
    static let fields = shown + [answer.note, challenge.note]

    let name: String
    let login: LoginName
    let mail: MailAddress
    let phone, password, answer, challenge: String

    init(_ answers: Answers) throws(Problems) {
      (name, login, mail, phone, password, _, answer, challenge) = try answers.read(
        NewcomerInput.name, NewcomerInput.login, Self.mail, NewcomerInput.phone,
        NewcomerInput.password, Self.agrees, Self.answer, Self.challenge)
    }
  }

  static let name = "person.register"
  static let summary = "注册账户"
  static let path = Paths.register
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("person", .text)])
  /// In an hour, from one address: so many freely, so many with a sum to do.
  static let freely = 5
  static let most = 60

  let ledger: Ledger
  let passwords: Passwords
  let throttle: Throttle
  let post: Post

  func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> PersonID {
    let address = visit.countedAddress
    if !throttle.mayOpen("register", from: address, most: Self.freely, at: visit.wall) {
      guard throttle.mayOpen("many", from: address, most: Self.most, at: visit.wall) else {
        throw Refusal(
          .tooMany, code: "tooManyAccounts", "从这个网络注册的太多，请一小时后再试，或联系所在区市场监管部门。",
          retryAfter: 3600)
      }
      guard
        Challenge.accepts(
          asked.answer, asked.challenge, passwords, throttle, at: visit.wall)
      else {
        throw Problems([Problem(field: "answer", code: "challenge", message: "请回答下面的问题后再注册。")])
      }
    }
    let hash = try await passwords.prepare(
      asked.password, names: [asked.login.text, asked.name])
    return try await record(visit, at: place) { [post] database in
      let id = PersonID.fresh
      try People.add(
        id,
        .init(
          login: asked.login, name: asked.name, mail: asked.mail.text, phone: asked.phone),
        password: hash, at: visit.now, wall: visit.wall, in: database)
      try MailCheck.ask(
        id, name: asked.name, mail: asked.mail.text, post, visit, in: database)
      return Done(
        id, "注册账户", about: id.subject,
        payload: ["name": .string(asked.name), "login": .string(asked.login.text)],
        by: id.subject)
    }
  }

  func json(_ person: PersonID) -> JSON { ["person": .string("\(person)")] }

  func next(_ person: PersonID, at place: Nowhere) -> Address { Paths.login.link }

  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> HTML {
    let isAsked = sheet.problems.contains { $0.code == "challenge" }
    let challenge = isAsked ? Challenge.make(passwords, at: visit.wall) : nil
    return Shell("注册账户", trail: [("登录", Paths.login.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "供企业的经办人和签署人使用。注册以后，再登记企业或申请加入已登记的企业。" }
      p(.class("quiet")) { "密码：\(passwords.policy.help)" }
      postForm(
        Self.path.link, on: visit,
        fields: Asked.shown + (challenge.map { [Asked.answer.note.labelled($0.question)] } ?? []),
        sheet, button: "注册", held: challenge.map { [("challenge", $0.sealed)] } ?? [])
      p { a(.href(Paths.privacy.link)) { "个人信息怎样使用" } }
    }
  }
}

/// “这个邮箱是您的吗”: only an address that answered is written to about passwords.
struct MailCheck: RecordedAct {
  typealias Asked = Nothing

  static let name = "mail.confirm"
  static let summary = "确认电子邮箱"
  static let path = Path<SecretPlace>("/mail/:secret")
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("confirmed", .boolean)])

  let ledger: Ledger

  static func ask(
    _ person: PersonID, name: String, mail: String, _ post: Post, _ visit: Visit,
    in database: borrowing Connection
  ) throws {
    try Tickets.cancel(.mail, of: person, at: visit.wall, in: database)
    let token = try Tickets.make(
      .mail, for: .init(person: person, organisation: nil, role: nil, mail: mail, madeBy: nil),
      minutes: 3 * 1440, at: visit.wall, in: database)
    try post.mail(
      mail, .mailCheck, ["name": name], about: person.subject,
      secret: path.link(SecretPlace(token.text)), visit, in: database)
  }

  func change(
    _ asked: Nothing, at place: SecretPlace, by actor: Visitor, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    let ticket = try Tickets.spend(.mail, place.text, at: visit.wall, in: database)
    guard let person = ticket.person else { throw Tickets.void }
    try database.run(
      "UPDATE person SET mail_confirmed = 1 WHERE id = ? AND mail = ?", person.number, ticket.mail)
    guard database.changes == 1 else { throw Tickets.void }
    return Done(true, "确认电子邮箱", about: person.subject, by: person.subject)
  }

  func json(_ confirmed: Bool) -> JSON { ["confirmed": .bool(confirmed)] }
  func next(_ confirmed: Bool, at place: SecretPlace) -> Address { Paths.login.link }

  func page(_ sheet: Sheet, at place: SecretPlace, for actor: Visitor, _ visit: Visit) -> HTML {
    Shell("确认电子邮箱").page {
      errorSummary(sheet)
      p(.class("lead")) { "按下按钮，确认这个邮箱是您的。以后忘记密码时，就能用它找回。" }
      postForm(Self.path.link(place), on: visit, button: "确认")
    }
  }
}
