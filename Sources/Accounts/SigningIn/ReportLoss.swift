import Acts
import Design
import Desk
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// The phone is lost and the paper too: its owner says so with the password, and two people who know
/// the owner let another factor be set up.
struct ReportLoss: Recording {
  struct Asked: Input {
    static let login = Field.text("name", "登录名", most: 100, example: "lihua").filledIn(
      by: "username")
    static let password = Field.secret("password", "密码", autocomplete: "current-password")
    static let shown = [login.note, password.note]
    static let fields = shown + [Challenge.answer.note, Challenge.slip.note]
    let login, password: String
    let sum: Challenge.Given

    init(_ answers: Answers) throws(Problems) {
      let answer: String
      let sealed: String
      (login, password, answer, sealed) = try answers.read(
        Self.login, Self.password, Challenge.answer, Challenge.slip)
      sum = Challenge.Given(answer: answer, sealed: sealed)
    }
  }

  static let name = "secondFactor.reportLoss"
  static let refuses: Set<Refusal.Kind> = [.unauthenticated, .conflict, .tooMany]
  static let summary = "报告动态口令丢失"
  static let path = Paths.lostFactor
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("reported", .boolean)])

  let ledger: Ledger
  let identification: Identification
  let post: Post

  func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> Bool {
    let person = try await identification.person(
      named: asked.login, asked.password, sum: asked.sum, visit)
    guard person.hasSecondFactor else {
      throw Refusal(.conflict, code: "noSecondFactor", "这个账户没有启用动态口令，可以直接登录。")
    }
    return try await record(visit, at: place) { [post] moment, database in
      try database.run(
        """
        INSERT INTO factor_loss (person, since) VALUES (?, ?)
        ON CONFLICT (person) DO UPDATE SET since = excluded.since, first = NULL, first_at = NULL
        """, person.id.number, moment.now.milliseconds)
      // The owner too: the report may not have been theirs.
      let owner = try Recipients.of(person.id, in: database)
      let deciders = try FactorLosses.deciders(of: person.id, in: database)
      try post.tell(
        [owner].compactMap(\.self) + deciders, .factorLossReported, ["person": person.name],
        about: person.id.subject, link: FactorLossView.path.link(ItemPlace(person.id)), moment,
        in: database)
      return Done(true, "报告动态口令丢失", about: person.id.subject, by: person.id.subject)
    }
  }

  func json(_ reported: Bool) -> JSON { ["reported": .bool(reported)] }
  func next(_ reported: Bool, at place: Nowhere) -> Address { Paths.login.link }

  func shown(_ reported: Bool, at place: Nowhere, _ visit: Visit) -> HTML? {
    Shell("已经报告", on: visit, trail: [("登录", Paths.login.link)]).page {
      p(.class("lead")) { "已经通知您单位的管理人员。要有两位同意，您才能重新启用动态口令；同意以后，用密码登录即可。" }
    }
  }

  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> HTML {
    let asked = Challenge.asked(Asked.shown, sheet, identification.passwords, at: visit.wall)
    return Shell("动态口令丢失", on: visit, trail: [("登录", Paths.login.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "有恢复码的，登录时直接用恢复码。手机和恢复码都没有的，在这里报告，由两位管理人员核实后重新启用。" }
      postForm(
        Self.path.link, on: visit, fields: asked.fields, sheet, button: "报告丢失", held: asked.held)
    }
  }
}
