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
    static let challenge = Field.text(
      "challenge", "问题", most: 200, help: "要答题时，从 /api/v1/register/challenge 取。", example: "",
      isRequired: false)
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
  static let refuses: Set<Refusal.Kind> = [.tooMany]
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
    // Whoever must choose another password has not tried anything yet.
    try passwords.judge(asked.password, names: [asked.login.text, asked.name])
    try brake(asked, visit)
    let hash = try await passwords.hash(asked.password)
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

  /// So many from one address, then so many with a sum each, then none for a while.
  private func brake(_ asked: Asked, _ visit: Visit) throws {
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
        throw Problems([Problem(field: "answer", code: "challenge", message: "从这个网络注册的人较多，请先回答问题。")]
        )
      }
    }
  }

  func json(_ person: PersonID) -> JSON { ["person": .string("\(person)")] }

  func next(_ person: PersonID, at place: Nowhere) -> Address { Paths.login.link }

  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> HTML {
    let isAsked = sheet.problems.contains { $0.code == "challenge" }
    let challenge = isAsked ? Challenge.make(passwords, at: visit.wall) : nil
    return Shell("注册账户", on: visit, trail: [("登录", Paths.login.link)]).page {
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
