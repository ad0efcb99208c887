import Acts
import Design
import HTML
import HTTP
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
    static let to = LoginPage.Asked.to
    static let shown = [
      NewcomerInput.name.note, NewcomerInput.login.note, mail.note, NewcomerInput.phone.note,
      NewcomerInput.password.note, agrees.note,
    ]
    static let fields = shown + [to.note, Challenge.answer.note, Challenge.slip.note]

    let name: String
    let login: LoginName
    let mail: MailAddress
    let phone, password, to: String
    let sum: Challenge.Given

    init(_ answers: Answers) throws(Problems) {
      let answer: String
      let sealed: String
      (name, login, mail, phone, password, _, to, answer, sealed) = try answers.read(
        NewcomerInput.name, NewcomerInput.login, Self.mail, NewcomerInput.phone,
        NewcomerInput.password, Self.agrees, Self.to, Challenge.answer, Challenge.slip)
      sum = Challenge.Given(answer: answer, sealed: sealed)
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

  struct Answer: Sendable {
    let person: PersonID
    /// Of a browser: whoever registers is signed in.
    let opened: SignIn.Opened?
  }

  let ledger: Ledger
  let passwords: Passwords
  let throttle: Throttle
  let post: Post
  let sessions: Sessions

  /// With where somebody was going, so that it is not lost on the way.
  static func link(to: String) -> Address {
    to.isEmpty ? path.link : path.link(Nowhere(), query: [("to", to)])
  }

  func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> Answer {
    // Whoever must choose another password has not tried anything yet.
    try passwords.judge(asked.password, names: [asked.login.text, asked.name])
    try brake(asked, visit)
    let hash = try await passwords.hash(asked.password)
    return try await record(visit, at: place) { [post, sessions] moment, database in
      let id = PersonID.fresh
      try People.add(
        id,
        .init(
          login: asked.login, name: asked.name, mail: asked.mail.text, phone: asked.phone),
        password: hash, at: moment.now, wall: moment.wall, in: database)
      try MailCheck.ask(
        id, name: asked.name, mail: asked.mail.text, post, moment, in: database)
      if let to = Address(site: asked.to) {
        try Ways.keep(to, for: id, at: moment.now, in: database)
      }
      var opened: SignIn.Opened?
      if visit.face == .page {
        let token = Token.fresh
        try Sessions.endPrevious(visit, in: database)
        let session = try sessions.open(token, for: id, visit, in: database)
        opened = SignIn.Opened(token: token, until: session.until, next: Paths.desk.link)
      }
      return Done(
        Answer(person: id, opened: opened), "注册账户", about: id.subject,
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
      guard Challenge.accepts(asked.sum, passwords, throttle, at: visit.wall) else {
        throw Challenge.needed("从这个网络注册的人较多，请先回答问题。")
      }
    }
  }

  func json(_ answer: Answer) -> JSON { ["person": .string("\(answer.person)")] }

  func next(_ answer: Answer, at place: Nowhere) -> Address { Paths.desk.link }

  func adorn(_ response: inout Response, _ answer: Answer, _ visit: Visit) {
    answer.opened?.put(into: &response, visit)
  }

  private func held(_ sheet: Sheet) -> [(String, String)] {
    let to = sheet.text(Asked.to.note)
    return to.isEmpty ? [] : [(Asked.to.name, to)]
  }

  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> HTML {
    let asked = Challenge.asked(Asked.shown, sheet, passwords, at: visit.wall)
    return Shell("注册账户", on: visit, trail: [("登录", Paths.login.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "供企业的填报人和签署人使用。注册以后，再登记企业或申请加入已登记的企业。" }
      if sheet.text(Asked.to.note).hasPrefix("\(Paths.declaration.link.text)?") {
        note { p { "您自查时的回答会留着：登记企业并由区里确认以后，在工作台上存入企业档案。" } }
      }
      p(.class("quiet")) { "密码：\(passwords.policy.help)" }
      postForm(
        Self.path.link, on: visit, fields: asked.fields, sheet, button: "注册",
        held: asked.held + held(sheet))
      p { a(.href(Paths.privacy.link)) { "个人信息怎样使用" } }
    }
  }
}
