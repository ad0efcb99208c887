import Acts
import Design
import HTML
import JSON
import Journal
import Routing
import SQLite
import Vocabulary

/// “是您本人吗”: password and second factor once more, good for ten minutes (feature 11).
struct Confirm: Recording {
  struct Asked: Input {
    static let password = Field.secret("password", "密码", autocomplete: "current-password")
    static let code = Field.secret(
      "totp", "动态口令", most: 40, help: "没有启用动态口令的账户不用填。", autocomplete: "one-time-code",
      isRequired: false)
    static let to = Field.text("to", "确认后去", most: 500, example: "/desk", isRequired: false)
    static let fields = [password.note, code.note, to.note]
    let password, code, to: String

    init(_ answers: Answers) throws(Problems) {
      (password, code, to) = try answers.read(Self.password, Self.code, Self.to)
    }

    /// Where the form is that it was asked for; nil: a program knows what it does next.
    var deed: String? { to.split(separator: "?").first.map(String.init) }
  }

  static let name = "session.confirm"
  static let refuses: Set<Refusal.Kind> = [.tooMany]
  static let summary = "再次确认是本人"
  static let path = Paths.confirmation
  static let audience = Audience<Caller>.signedIn
  static let onceReach = OnceReach.session
  static let isAnnounced = false
  static let schema = Schema.object([.always("confirmedUntil", .instant)])

  let ledger: Ledger
  let identification: Identification

  struct Answer: Sendable {
    let until: Instant
    let next: Address
  }

  func perform(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ visit: Visit
  ) async throws -> Answer {
    let person = try await person(caller, asked.password, asked.code, visit)
    let answer = Answer(
      until: Instant(milliseconds: visit.wall.milliseconds + Sessions.confirmedFor),
      next: Address(site: asked.to) ?? Paths.desk.link)
    return try await identification.withCode(of: person, visit) {
      try await record(visit, at: place) { moment, database in
        try Confirm.mark(
          caller, person, asked.code, for: asked.deed, moment, in: database)
        return Done(answer, "再次确认身份", about: "session/\(caller.session)")
      }
    }
  }

  /// The same in front of another act, whose key is not ours to remember.
  @Sendable func confirm(
    _ caller: Caller, _ password: String, _ code: String, _ visit: Visit
  ) async throws {
    let person = try await person(caller, password, code, visit)
    let store = ledger.store
    try await identification.withCode(of: person, visit) {
      try await store.write { database in
        try Confirm.mark(caller, person, code, for: visit.path, Moment(visit), in: database)
        try Journal.record(
          Entry(
            Self.name, by: caller.actor, onBehalfOf: caller.behalf,
            about: "session/\(caller.session)", "再次确认身份"),
          at: visit.now, in: database)
      }
    }
  }

  private func person(
    _ caller: Caller, _ password: String, _ code: String, _ visit: Visit
  ) async throws -> Person {
    if password.isEmpty {
      throw Refusal(.unauthenticated, code: "passwordRequired", "请填写密码。")
    }
    let person: Person
    do {
      person = try await identification.again(caller, password, visit)
    } catch let refusal as Refusal where refusal == Identification.wrong {
      throw Refusal(.unauthenticated, code: "wrongPassword", "密码不对。")
    }
    if person.hasSecondFactor, code.isEmpty { throw Identification.codeNeeded }
    return person
  }

  private static func mark(
    _ caller: Caller, _ person: Person, _ code: String, for deed: String?, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    if person.hasSecondFactor {
      guard try SecondFactor.spend(code, of: person, at: moment.wall, in: database) else {
        throw Identification.wrongCode
      }
    }
    try database.run(
      // Later than what was last done on it, wherever the clock has been put.
      "UPDATE session SET confirmed = max(?, spent + 1), confirmed_for = ? WHERE id = ?",
      moment.wall.milliseconds, deed, caller.session.number)
  }

  func json(_ answer: Answer) -> JSON { ["confirmedUntil": .string("\(answer.until)")] }
  func next(_ answer: Answer, at place: Nowhere) -> Address { answer.next }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) -> HTML {
    ConfirmPage.html(sheet, visit, to: sheet.text(Asked.to.note))
  }
}
