import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// A new password, with the old one shown first (reliability R36). Other sessions end.
struct ChangePassword: Recording {
  struct Asked: Input {
    static let current = Field.secret("current", "现在的密码", autocomplete: "current-password")
    static let new = Field.secret("password", "新密码", autocomplete: "new-password")
    static let fields = [current.note, new.note]
    let current, new: String

    init(_ answers: Answers) throws(Problems) {
      (current, new) = try answers.read(Self.current, Self.new)
    }
  }

  static let name = "account.password"
  static let refuses: Set<Refusal.Kind> = [.tooMany]
  static let summary = "修改密码"
  static let path = Paths.password
  static let audience = Audience<Caller>.arriving
  static let schema = Schema.object([.always("changed", .boolean)])

  let ledger: Ledger
  let identification: Identification

  func perform(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ visit: Visit
  ) async throws -> Bool {
    let person: Person
    do {
      person = try await identification.again(caller, asked.current, visit)
    } catch let refusal as Refusal where refusal == Identification.wrong {
      throw Problems([Problem(field: "current", code: "wrongPassword", message: "现在的密码不对。")])
    }
    let hash = try await NewPassword(person: person, passwords: identification.passwords)
      .hash(asked.new, ledger.store, visit)
    return try await record(visit, at: place) { moment, database in
      try NewPassword.set(hash, of: person, moment, in: database)
      try Sessions.endAll(of: person.id, except: caller.session, moment, in: database)
      return Done(true, "修改密码", about: person.id.subject)
    }
  }

  func json(_ changed: Bool) -> JSON { ["changed": .bool(changed)] }
  func next(_ changed: Bool, at place: Nowhere) -> Address { Paths.account.link }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) -> HTML {
    Shell("修改密码", on: visit, trail: [("我的账户", Paths.account.link)]).page {
      errorSummary(sheet)
      if caller.duty == .newPassword {
        note(.warn) { p { "密码已经用了 \(PasswordPolicy.mostDays) 天以上，按规定要换一个，换好就能继续。" } }
      }
      p { identification.passwords.policy.help }
      postForm(Paths.password.link, on: visit, fields: Asked.fields, sheet, button: "修改密码")
      p(.class("quiet")) { "改好以后，您在别处的登录都会结束。" }
    }
  }
}

/// A password on its way to replace another.
struct NewPassword: Sendable {
  let person: Person
  let passwords: Passwords

  /// Judged, held against the old ones, and hashed.
  func hash(_ new: String, _ store: Store, _ visit: Visit) async throws -> String {
    let (seats, old) = try store.read(lane: visit.lane) { database in
      (
        try Memberships.seats(of: person.id, in: database).map(\.name),
        try database.all(
          "SELECT password FROM old_password WHERE person = ? ORDER BY at DESC LIMIT 5",
          person.id.number
        ) { $0.text(0) }
      )
    }
    let policy = passwords.policy
    if let complaint = policy.complaint(
      about: new, of: [person.login, person.name] + seats)
    {
      throw Problems([Problem(field: "password", code: "weakPassword", message: complaint)])
    }
    let earlier = policy.remembered == 0 ? [] : old.prefix(policy.remembered - 1)
    for hash in [person.password].compactMap(\.self) + earlier {
      if try await passwords.matches(new, hash) {
        throw Problems([
          Problem(field: "password", code: "usedBefore", message: "这个密码用过，请换一个没用过的。")
        ])
      }
    }
    return try await passwords.hash(new)
  }

  static func set(
    _ hash: String, of person: Person, _ moment: Moment, in database: borrowing Connection
  ) throws {
    if let old = person.password {
      try database.run(
        "INSERT INTO old_password (person, password, at) VALUES (?, ?, ?)", person.id.number, old,
        moment.wall.milliseconds)
    }
    try database.run(
      "UPDATE person SET password = ?, password_at = ? WHERE id = ?", hash,
      moment.wall.milliseconds, person.id.number)
  }
}
