import Acts
import Design
import Digest
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What is offered to set up: shown as a picture, sent back sealed, kept nowhere until it is proven.
struct Setup: Sendable {
  let secret: [UInt8]

  static var offer: Setup { Setup(secret: SecondFactor.freshSecret) }

  func sealed(for person: PersonID, _ seal: Seal, at wall: Instant) -> String {
    seal.issue(Hex.text(secret), for: "setup \(person)", minutes: 30, at: wall)
  }

  static func opened(
    _ text: String, for person: PersonID, _ seal: Seal, at wall: Instant
  ) -> Setup? {
    seal.open(text, for: "setup \(person)", at: wall).flatMap(Hex.bytes).map(Setup.init)
  }
}

/// Whether I have a second factor, and one to set up.
struct SecondFactorView: View {
  typealias Asked = Nothing

  static let name = "account.secondFactor.show"
  static let summary = "动态口令：状态和启用办法"
  static let path = Paths.secondFactor
  static let audience = Audience<Caller>.arriving
  static let schema = Schema.object([
    .always("enabled", .boolean), .always("recoveryCodesLeft", .integer),
    .always("setup", .text), .always("secret", .text), .always("uri", .text),
  ])

  struct Answer: Sendable {
    let person: Person
    let codesLeft: Int
    let setup: Setup
    let sealed: String
  }

  let store: Store
  let passwords: Passwords

  func answer(
    _ asked: Nothing, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) { database in
      guard let person = try People.find(caller.person, in: database) else {
        throw Refusal.notFound
      }
      let setup = Setup.offer
      return Answer(
        person: person, codesLeft: try SecondFactor.codesLeft(of: person.id, in: database),
        setup: setup, sealed: setup.sealed(for: person.id, passwords.seal, at: visit.wall))
    }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "enabled": .bool(answer.person.hasSecondFactor),
      "recoveryCodesLeft": .integer(answer.codesLeft), "setup": .string(answer.sealed),
      "secret": .string(BaseText.base32(answer.setup.secret)),
      "uri": .string(SecondFactor.address(answer.setup.secret, of: answer.person)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return EnrolSecondFactor.page(sheet, answer, caller, visit)
  }
}

/// Turns the second factor on, or over to a new phone.
struct EnrolSecondFactor: Recording {
  struct Asked: Input {
    static let setup = Field.text("setup", "启用凭据", most: 200, example: "")
    static let password = Field.secret("password", "您的密码", autocomplete: "current-password")
    static let code = Field.secret(
      "totp", "应用上显示的 6 位数字", most: 10, autocomplete: "one-time-code")
    static let fields = [setup.note, password.note, code.note]
    let setup, password, code: String

    init(_ answers: Answers) throws(Problems) {
      (setup, password, code) = try answers.read(Self.setup, Self.password, Self.code)
    }
  }

  static let name = "account.secondFactor"
  static let refuses: Set<Refusal.Kind> = [.tooMany]
  static let summary = "启用或更换动态口令"
  static let path = Paths.secondFactor
  static let audience = Audience<Caller>.arriving
  static let schema = Schema.object([
    .always("enabled", .boolean), .sometimes("recoveryCodes", .list(.text)),
  ])

  let ledger: Ledger
  let identification: Identification

  func perform(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ visit: Visit
  ) async throws -> [String] {
    let known = try ledger.store.read(lane: visit.lane) {
      try People.find(caller.person, in: $0)
    }
    guard let known else { throw Refusal.notFound }
    // Whoever replaces the factor shows the old one first (reliability R36).
    if known.hasSecondFactor, !caller.isConfirmed { throw Refusal.notConfirmed("更换动态口令") }
    guard
      let setup = Setup.opened(
        asked.setup, for: caller.person, identification.passwords.seal, at: visit.wall)
    else {
      throw Problems([Problem(field: "", code: "setupExpired", message: "二维码已经过期，请用下面的新二维码。")])
    }
    do {
      _ = try await identification.again(caller, asked.password, visit)
    } catch let refusal as Refusal where refusal == Identification.wrong {
      throw Problems([Problem(field: "password", code: "wrongPassword", message: "密码不对。")])
    }
    let given = asked.code.filter { !$0.isWhitespace }
    let seconds = Int(visit.wall.milliseconds / 1000)
    guard let step = OneTimeCode.match(given, setup.secret, atSeconds: seconds, after: 0) else {
      throw Problems([
        Problem(field: "totp", code: "wrongCode", message: "这 6 位数字不正确，请看手机时间是否准确，再输入一次。")
      ])
    }
    return try await record(visit, at: place) { moment, database in
      try database.run(
        "UPDATE person SET totp = ?, totp_step = ? WHERE id = ?", setup.secret, step,
        caller.person.number)
      try database.run("DELETE FROM factor_loss WHERE person = ?", caller.person.number)
      let codes = try SecondFactor.renewCodes(of: caller.person, in: database)
      try Sessions.endAll(of: caller.person, except: caller.session, moment, in: database)
      return Done(codes, known.hasSecondFactor ? "更换动态口令" : "启用动态口令", about: caller.person.subject)
    }
  }

  func json(_ codes: [String]) -> JSON {
    ["enabled": true, "recoveryCodes": .array(codes.map { .string($0) })]
  }
  func remembered(_ codes: [String]) -> JSON { ["enabled": true] }
  func next(_ codes: [String], at place: Nowhere) -> Address { Paths.account.link }

  func shown(_ codes: [String], at place: Nowhere, _ visit: Visit) -> HTML? {
    RecoveryCodesPage.html(codes, visit)
  }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) throws -> HTML {
    let view = SecondFactorView(store: ledger.store, passwords: identification.passwords)
    return Self.page(
      sheet, try view.answer(Nothing(), at: place, for: caller, visit), caller, visit,
      kept: Setup.opened(
        sheet.text(Asked.setup.note), for: caller.person, identification.passwords.seal,
        at: visit.wall))
  }

  /// With the picture that was scanned already, as long as it holds.
  static func page(
    _ sheet: Sheet, _ answer: SecondFactorView.Answer, _ caller: Caller, _ visit: Visit,
    kept: Setup? = nil
  ) -> HTML {
    let setup = kept ?? answer.setup
    let sealed = kept == nil ? answer.sealed : sheet.text(Asked.setup.note)
    return Shell(
      answer.person.hasSecondFactor ? "更换动态口令" : "启用动态口令", on: visit,
      trail: [("我的账户", Paths.account.link)]
    ).page {
      errorSummary(sheet)
      if caller.duty == .secondFactor {
        note { p { "您的身份可以办理或查看他人的事项，所以除了密码还要一个动态口令。现在启用，大约需要两分钟。" } }
      }
      if answer.person.hasSecondFactor, !caller.isConfirmed {
        p { "动态口令已启用，还有 \(answer.codesLeft) 个恢复码没有用过。更换手机之前，请先确认是您本人。" }
        p {
          a(
            .class("button"),
            .href(Paths.confirmation.link(Nowhere(), query: [("to", "/account/second-factor")]))
          ) { "确认是我本人" }
        }
      } else {
        enrolment(answer.person, setup, sealed, sheet, visit)
      }
    }
  }

  private static func enrolment(
    _ person: Person, _ setup: Setup, _ sealed: String, _ sheet: Sheet, _ visit: Visit
  ) -> HTML {
    group {
      h2 { "第一步：装一个验证器应用" }
      p { "在手机应用商店里搜索“验证器”或“Authenticator”，任选一种支持 TOTP 的都可以。单位统一配发的，请用配发的。" }
      h2 { "第二步：用应用扫描二维码" }
      if let code = QRCode(SecondFactor.address(setup.secret, of: person)) {
        code.picture(label: "供验证器应用扫描的二维码")
      }
      p {
        "不能扫描时，在应用里选择“手动输入”，密钥是："
        code(.id("secret")) { BaseText.base32(setup.secret) }
      }
      h2 { "第三步：输入应用上的数字" }
      postForm(
        Paths.secondFactor.link, on: visit, fields: [Asked.code.note, Asked.password.note], sheet,
        button: "启用", held: [("setup", sealed)])
    }
  }
}
