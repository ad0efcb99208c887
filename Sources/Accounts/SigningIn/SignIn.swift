import Acts
import Design
import HTML
import HTTP
import JSON
import Journal
import Routing
import SQLite
import Vocabulary

/// Signing in: name and password, and for whoever has one the second factor. On paper it is two
/// steps, so that a phone need not be found before it is asked for.
struct SignIn: Act {
  struct Asked: Input {
    static let login = Field.text(
      "name", "登录名", most: 100, example: "lihua", isRequired: false
    ).filledIn(by: "username")
    static let password = Field.secret(
      "password", "密码", autocomplete: "current-password", isRequired: false)
    static let code = Field.secret(
      "totp", "动态口令", most: 40, help: "验证器应用里的 6 位数字；手机不在身边时用一个恢复码。",
      autocomplete: "one-time-code", isRequired: false)
    static let pending = Field.text("pending", "前一步", most: 200, example: "", isRequired: false)
    static let to = Field.text(
      "to", "登录后去", most: Paths.mostCarried, example: "/desk", isRequired: false)
    static let fields = [
      login.note, password.note, code.note, pending.note, to.note, Challenge.answer.note,
      Challenge.slip.note,
    ]

    let login, password, code, pending, to: String
    let sum: Challenge.Given

    init(_ answers: Answers) throws(Problems) {
      let answer: String
      let sealed: String
      (login, password, code, pending, to, answer, sealed) = try answers.read(
        Self.login, Self.password, Self.code, Self.pending, Self.to, Challenge.answer,
        Challenge.slip)
      sum = Challenge.Given(answer: answer, sealed: sealed)
      if pending.isEmpty, login.isEmpty || password.isEmpty {
        throw Problems(
          [Self.login.note, Self.password.note].filter { answers.text($0).isEmpty }.map {
            Problem(field: $0.name, code: "required", message: "请填写“\($0.label)”。")
          })
      }
    }
  }

  struct Opened: Sendable {
    let token: Token
    let until: Instant
    let next: Address

    /// A browser keeps it as a cookie. A program has it from the answer: a cookie besides would make
    /// its next request look like a browser that does not say where it comes from.
    func put(into response: inout Response, _ visit: Visit) {
      response.fields.add("Cache-Control", "no-store")
      guard visit.face == .page else { return }
      response.fields.add(
        "Set-Cookie",
        SetCookie(Visit.Cookies.session, token.text, isSecure: visit.isSecure).field)
    }
  }

  static let name = "session.open"
  static let refuses: Set<Refusal.Kind> = [.unauthenticated, .tooMany, .unavailable]
  static let summary = "登录"
  static let path = Paths.session
  static let audience = Audience.everyone
  static let isAnnounced = false
  static let schema = Schema.object([.always("token", .text), .always("expiresAt", .instant)])

  let identification: Identification
  let sessions: Sessions

  func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> Opened {
    let person = try await firstStep(asked, visit)
    if person.hasSecondFactor, asked.code.isEmpty { throw Identification.codeNeeded }
    return try await identification.withCode(of: person, visit) {
      try await open(for: person, asked, visit)
    }
  }

  private func firstStep(_ asked: Asked, _ visit: Visit) async throws -> Person {
    if asked.pending.isEmpty {
      return try await identification.person(
        named: asked.login, asked.password, sum: asked.sum, visit)
    }
    guard let id = admitted(asked.pending, visit),
      let person = try identification.store.read(
        lane: visit.lane, { try People.find(id, in: $0) }), person.status == .active
    else {
      throw Refusal(.unauthenticated, code: "startAgain", "时间过得太久，请重新输入登录名和密码。")
    }
    return person
  }

  private func open(for person: Person, _ asked: Asked, _ visit: Visit) async throws -> Opened {
    let next = Address(site: asked.to) ?? Paths.desk.link
    let (passwords, sessions) = (identification.passwords, sessions)
    return try await sessions.store.write { database in
      var token = Token.fresh
      if let once = visit.once {
        // The same request again is the same session, as long as it is open.
        token = Token(passwords.seal.code("session \(person.id) \(once.key) \(asked.code)"))
        let known = try database.first(
          "SELECT until, ended IS NULL FROM session WHERE hash = ?", token.hash
        ) { (until: Instant(milliseconds: Int64($0.int(0))), isOpen: $0.bool(1)) }
        if let known, known.isOpen { return Opened(token: token, until: known.until, next: next) }
        if known != nil { token = .fresh }
      }
      if person.hasSecondFactor {
        guard try SecondFactor.spend(asked.code, of: person, at: visit.wall, in: database) else {
          throw Identification.wrongCode
        }
      }
      try Sessions.endPrevious(visit, in: database)
      let session = try sessions.open(token, for: person.id, visit, in: database)
      // Who has nowhere to sit cannot go there yet.
      if visit.face == .page, try Memberships.seats(of: person.id, in: database).isEmpty {
        try Ways.keep(next, for: person.id, at: visit.now, in: database)
      }
      try Journal.record(
        Entry(
          Self.name, by: person.id.subject, about: "session/\(session.id)", "登录",
          payload: ["address": .string(visit.addressText), "agent": .string(visit.agentText)]),
        at: visit.now, in: database)
      return Opened(token: token, until: session.until, next: next)
    }
  }

  // MARK: - Between the two steps

  /// Says for five minutes that this browser has given this person's password.
  private func pending(_ person: PersonID, _ visit: Visit) -> String {
    identification.passwords.seal.issue(
      "\(person)", for: purpose(visit), minutes: 5, at: visit.wall)
  }

  private func admitted(_ pending: String, _ visit: Visit) -> PersonID? {
    identification.passwords.seal.open(pending, for: purpose(visit), at: visit.wall)
      .flatMap { PersonID($0) }
  }

  private func purpose(_ visit: Visit) -> String { "pending \(visit.formKey?.token ?? "")" }

  // MARK: - Faces

  func json(_ opened: Opened) -> JSON {
    ["token": .string(opened.token.text), "expiresAt": .string("\(opened.until)")]
  }

  func next(_ opened: Opened, at place: Nowhere) -> Address { opened.next }

  func adorn(_ response: inout Response, _ opened: Opened, _ visit: Visit) {
    opened.put(into: &response, visit)
  }

  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) async throws
    -> HTML
  {
    let to = sheet.text(Asked.to.note)
    let isSecondStep = sheet.problems.contains { ["totpRequired", "wrongCode"].contains($0.code) }
    guard isSecondStep else {
      return LoginPage.html(sheet, to: to, identification.passwords, visit)
    }
    var pending = sheet.text(Asked.pending.note)
    if pending.isEmpty {
      let login = LoginName.fold(sheet.text(Asked.login.note))
      let person = try identification.store.read(lane: visit.lane) {
        try People.find(login: login, in: $0)
      }
      // Either problem comes only after the password was right.
      pending = person.map { self.pending($0.id, visit) } ?? ""
    }
    return LoginPage.secondStep(sheet, pending: pending, to: to, visit)
  }
}
