import Acts
import Design
import HTML
import HTTP
import JSON
import Journal
import Messages
import Routing
import SQLite
import Vocabulary

/// Puts right what is wrong about me (个人信息保护法 第46条).
struct CorrectDetails: RecordedAct {
  struct Asked: Input {
    static let shown = [
      NewcomerInput.name.note, Register.Asked.mail.note, NewcomerInput.phone.note,
    ]
    static let fields = shown + [Edition.asked.note]
    let name: String
    let mail: MailAddress
    let phone: String
    let edition: Int

    init(_ answers: Answers) throws(Problems) {
      (name, mail, phone, edition) = try answers.read(
        NewcomerInput.name, Register.Asked.mail, NewcomerInput.phone, Edition.asked)
    }
  }

  static let name = "account.correct"
  static let summary = "更正我的姓名、邮箱或电话"
  static let path = Path<Nowhere>("/account/details")
  static let audience = Audience<Caller>.signedIn.confirmed
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([.always("mailConfirmed", .boolean)])

  let ledger: Ledger
  let post: Post

  func change(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    guard let known = try People.find(caller.person, in: database) else { throw Refusal.notFound }
    if try asked.edition != Self.edition(of: caller.person, in: database) {
      throw Refusal(
        .conflict, code: "stale",
        "您打开以后，这些信息又改过（在别的窗口或手机上）：现在是\(known.name)，\(known.mail)，\(known.phone)。您填的还在，核对以后再存一次。",
        stands: [
          .stands("fullName", known.name), .stands("mail", known.mail),
          .stands("phone", known.phone),
        ])
    }
    let keepsMail = known.mail == asked.mail.text
    if !keepsMail {
      // The old address hears of it: the change may not have been its owner's (reliability R36).
      try post.tell(
        known.id, .accountChanged, ["name": known.name, "what": "电子邮箱"], about: known.id.subject,
        link: Paths.account.link, moment, in: database)
    }
    try database.run(
      "UPDATE person SET name = ?, mail = ?, phone = ?, mail_confirmed = ? WHERE id = ?",
      asked.name, asked.mail.text, asked.phone, keepsMail && known.isMailConfirmed,
      caller.person.number)
    if !keepsMail || !known.isMailConfirmed {
      try MailCheck.ask(
        known.id, name: asked.name, mail: asked.mail.text, post, moment, in: database)
    }
    return Done(
      keepsMail && known.isMailConfirmed, "更正个人信息", about: known.id.subject,
      payload: [
        "before": [
          "name": .string(known.name), "mail": .string(known.mail),
          "phone": .string(known.phone),
        ]
      ])
  }

  /// How often they have been corrected.
  static func edition(
    of person: PersonID, in database: borrowing Connection
  ) throws -> Int { try Journal.count(of: name, about: person.subject, in: database) }

  func json(_ confirmed: Bool) -> JSON { ["mailConfirmed": .bool(confirmed)] }
  func next(_ confirmed: Bool, at place: Nowhere) -> Address { Paths.account.link }

  func page(
    _ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> HTML {
    let edition = try ledger.store.read(lane: visit.lane) {
      try Self.edition(of: caller.person, in: $0)
    }
    return Shell("更正我的信息", on: visit, trail: [("我的账户", Paths.account.link)]).page {
      errorSummary(sheet)
      postForm(
        Self.path.link, on: visit, fields: Asked.shown, sheet, button: "保存",
        held: [(Edition.name, "\(sheet.edition(now: edition))")])
      p(.class("quiet")) { "换了邮箱的，会给新邮箱寄一封确认信，也会通知原来的邮箱；邮箱还没有确认过的，保存一次就再寄一封确认信。已经办过的事项里的姓名不变。" }
    }
  }
}

/// Everything that is kept about me, as a file of my own.
struct CopyMyData: RecordedAct {
  typealias Asked = Nothing

  static let name = "account.copy"
  static let summary = "取得我的信息副本"
  static let path = Path<Nowhere>("/account/copy")
  static let audience = Audience<Caller>.signedIn.confirmed
  static let schema = MyCopy.schema

  let ledger: Ledger

  func change(
    _ asked: Nothing, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<JSON> {
    Done(
      try MyCopy.read(for: caller, in: database), "取得个人信息副本",
      about: caller.person.subject)
  }

  func json(_ copy: JSON) -> JSON { copy }
  static let isRemembered = false
  func next(_ copy: JSON, at place: Nowhere) -> Address { Paths.account.link }

  func shown(_ copy: JSON, at place: Nowhere, _ visit: Visit) -> HTML? {
    Shell("我的信息副本", on: visit, trail: [("我的账户", Paths.account.link)]).page {
      p(.class("lead")) { "下面是平台保存的您的全部信息，可以复制、打印，或用浏览器的“另存为”保存。" }
      pre(.class("copy"), .tabindex(0), .role("region"), .aria("aria-label", "信息副本")) {
        copy.text
      }
    }
  }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) -> HTML {
    Shell("取得副本", on: visit, trail: [("我的账户", Paths.account.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "您可以取得平台保存的您的全部信息。每次取得都会记入日志。" }
      postForm(Self.path.link, on: visit, button: "取得副本")
    }
  }
}

/// Ends the account: contact data, password and factor are erased; what was done stays on record.
struct CloseAccount: RecordedAct {
  struct Asked: Input {
    static let agrees = Field.flag("agrees", "我知道注销后不能恢复", isRequired: true)
    static let login = Field.text(
      "login", "输入您的登录名，确认注销", most: 40, example: "lihua")
    static let fields = [agrees.note, login.note]
    let login: String
    init(_ answers: Answers) throws(Problems) {
      (_, login) = try answers.read(Self.agrees, Self.login)
    }
  }

  static let name = "account.close"
  static let isGrave = true
  static let isFarewell = true
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "注销我的账户"
  static let path = Path<Nowhere>("/account/closure")
  static let audience = Audience<Caller>.signedIn.confirmed
  static let schema = Schema.object([.always("closed", .boolean)])

  let ledger: Ledger

  func called(at place: Nowhere, for caller: Caller, _ visit: Visit) -> String { caller.login }

  /// Whoever has a place somewhere leaves it first, so that its work is not left lying.
  static func objection(
    to caller: Caller, in database: borrowing Connection
  ) throws -> Refusal? {
    try Memberships.of(caller.person, in: database).allSatisfy { $0.suspended != nil }
      ? nil
      : Refusal(
        .conflict, code: "stillMember", "您在单位里还有身份，请先在“成员”里离开并移交，再注销账户。")
  }

  func change(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    if let refusal = try Self.objection(to: caller, in: database) { throw refusal }
    try requireTyped(
      asked.login, is: caller.login, field: "login", "输入的不是您的登录名（\(caller.login)）。")
    for membership in try Memberships.of(caller.person, in: database) {
      try Memberships.end(
        membership, by: caller.person, "本人注销账户", at: moment.now, database)
    }
    let known = try People.find(caller.person, in: database)
    try database.run(
      """
      UPDATE person SET status = 'closed', login = ?, mail = '', mail_confirmed = 0, phone = '',
        password = NULL, totp = NULL WHERE id = ?
      """, "closed \(caller.person)", caller.person.number)
    try database.run(
      """
      UPDATE claim SET state = 'withdrawn', decided = ?, reason = '提出人注销账户'
      WHERE person = ? AND state IN ('open', 'waiting')
      """, moment.now.milliseconds, caller.person.number)
    try database.run("DELETE FROM old_password WHERE person = ?", caller.person.number)
    try database.run("DELETE FROM recovery_code WHERE person = ?", caller.person.number)
    try database.run("DELETE FROM factor_loss WHERE person = ?", caller.person.number)
    // What lies beside the record about what they did goes too; the record itself stands.
    try Journal.erasePayloads(
      of: caller.actor, reason: "本人注销账户", at: moment.now, in: database)
    if let known {
      try database.run(
        """
        UPDATE outgoing SET recipient = '', text = '', secret = NULL, state =
          CASE state WHEN 'waiting' THEN 'givenUp' ELSE state END WHERE recipient IN (?, ?) OR about = ?
        """, known.mail, known.phone, known.id.subject)
    }
    try database.run("DELETE FROM message WHERE person = ?", caller.person.number)
    try database.run(
      "UPDATE session SET ended = ?, address = '', agent = '' WHERE person = ?",
      moment.wall.milliseconds, caller.person.number)
    return Done(true, "注销账户", about: caller.person.subject)
  }

  func json(_ closed: Bool) -> JSON { ["closed": .bool(closed)] }
  func next(_ closed: Bool, at place: Nowhere) -> Address { Paths.home.link }

  func page(
    _ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> HTML {
    let no = try ledger.store.read(lane: visit.lane) { try Self.objection(to: caller, in: $0) }
    return actPage(
      "注销账户", on: visit, backTo: ("我的账户", Paths.account.link), no: no,
      lead: "注销后，邮箱、电话、密码和登录记录里的地址都会删除，不能恢复。依规定要留存的办理记录仍写着您的姓名。", sheet
    ) {
      postForm(
        Self.path.link, on: visit, fields: Asked.fields, sheet, button: "注销账户", look: .grave)
    }
  }
}
