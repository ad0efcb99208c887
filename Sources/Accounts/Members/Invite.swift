import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Brings somebody in by a link that works once.
struct Invite: OrganisationAct {
  struct Asked: Input {
    static let mail = Field.text(
      "mail", "对方的电子邮箱", most: 120, example: "lihua@example.com"
    ).filledIn(by: "off").mapping(MailAddress.read)
    static let role = Field.text("role", "身份", most: 40, example: "enterpriseEditor").picked
    static let fields = [mail.note, role.note]
    let mail: MailAddress
    let role: String

    init(_ answers: Answers) throws(Problems) {
      (mail, role) = try answers.read(Self.mail, Self.role)
    }
  }

  static func called(_ asked: Asked) -> String {
    "\(asked.mail.text)，\(Role(rawValue: asked.role)?.title ?? "")"
  }

  static let name = "member.invite"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "邀请一个人担任某个身份"
  static let path = Path<ItemPlace<Owner.Organisation>>(
    "/organisations/:organisation/invitations")
  /// Whoever may bring in anybody at all.
  static let grantors = Audience.members(
    Role.allCases.reduce(into: []) { $0.formUnion($1.grantors) })
  static let audience = grantors.confirmed
  static let schema = Schema.object([
    .always("role", .text), .always("until", .instant), .sometimes("link", .text),
  ])
  static let days = 3

  struct Answer: Sendable {
    let role: Role
    let until: Instant
    let token: Token
    let isMailed: Bool
  }

  let ledger: Ledger
  let post: Post

  /// Why nobody is brought in there now.
  static func objection(to organisation: Organisation) -> Refusal? {
    if organisation.status == .suspended || organisation.status == .closed {
      return Refusal(
        .conflict, code: "wrongState", "这个单位现在是“\(organisation.status.title)”，不能邀请人。")
    }
    guard organisation.kind == .enterprise, organisation.status != .active else { return nil }
    return Refusal(.conflict, code: "notProven", "区市场监管部门确认您代表企业以后，才能邀请别人。")
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Organisation>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let organisation = try Scope.find(place.id, for: member.seat, in: database)
    guard let role = Role(rawValue: asked.role), role.kind == organisation.kind else {
      throw Problems([Problem(field: "role", code: "notAChoice", message: "请从所列的身份里选择。")])
    }
    guard Scope.manages(member.seat, role, in: organisation) else {
      throw Refusal(.forbidden, code: "notYourRole", "您不能邀请别人担任\(role.title)。")
    }
    if let refusal = Self.objection(to: organisation) { throw refusal }
    let open =
      try database.first(
        """
        SELECT count(*) FROM ticket WHERE kind = 'invitation' AND organisation = ?
          AND used IS NULL AND until > ?
        """, organisation.id.number, moment.wall.milliseconds
      ) { $0.int(0) } ?? 0
    guard open < 200 else {
      throw Refusal(.conflict, code: "tooManyInvitations", "还有 \(open) 个邀请没有人接受，请等它们用掉或过期。")
    }
    let token = try Tickets.make(
      .invitation,
      for: .init(
        person: nil, organisation: organisation.id, role: role, mail: asked.mail.text,
        madeBy: member.caller.person), minutes: Self.days * 1440, at: moment.wall, in: database)
    try post.mail(
      asked.mail.text, .invitation,
      ["organisation": organisation.name, "role": role.title, "inviter": member.caller.name],
      about: organisation.id.subject, secret: InvitationView.path.link(SecretPlace(token.text)),
      moment, in: database)
    return Done(
      Answer(
        role: role,
        until: Instant(milliseconds: moment.wall.milliseconds + Int64(Self.days) * 86_400_000),
        token: token, isMailed: post.ways.mail),
      "邀请担任\(role.title)", about: organisation.id.subject,
      payload: ["mail": .string(asked.mail.text)])
  }

  private func link(_ answer: Answer) -> String {
    post.origin + InvitationView.path.link(SecretPlace(answer.token.text)).text
  }

  func json(_ answer: Answer) -> JSON {
    [
      "role": .string(answer.role.rawValue), "until": .string("\(answer.until)"),
      "link": .string(link(answer)),
    ]
  }
  func remembered(_ answer: Answer) -> JSON {
    ["role": .string(answer.role.rawValue), "until": .string("\(answer.until)")]
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Organisation>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (answer, back) = try home(place, member, visit)
    let roles = answer.acts.invitable.map { Choice($0.rawValue, $0.title) }
    return actPage(
      "邀请一个人", on: visit, backTo: back,
      no: roles.isEmpty ? Refusal(.conflict, code: "nobody", "现在不能邀请人加入这个单位。") : nil, sheet
    ) {
      p(.class("lead")) {
        "系统会生成一个只能用一次的链接，\(Self.days * 24) 小时内有效，由对方自己设置登录名和密码。"
      }
      postForm(
        Self.path.link(place), on: visit,
        fields: [Asked.mail.note, Asked.role.note.choosing(from: roles)], sheet,
        button: "生成邀请链接")
    }
  }

  func shown(_ answer: Answer, at place: ItemPlace<Owner.Organisation>, _ visit: Visit) -> HTML? {
    Shell(
      "邀请链接", on: visit, trail: [("成员", OrganisationView.path.link(place))]
    ).page {
      note(.good) { p { "邀请已经生成，身份是\(answer.role.title)。" } }
      if answer.isMailed {
        p { "邮件正在发出。您也可以自己把下面的链接交给对方：" }
      } else {
        p { "请把下面的链接交给对方。它只能用一次，只在这里显示这一次：" }
      }
      p(.class("secrets")) { code { link(answer) } }
      p {
        "有效期到 "
        moment(answer.until)
        "。请通过单位内部或当面交给本人，不要发到群里。"
      }
      p { a(.class("button"), .href(OrganisationView.path.link(place))) { "回到成员" } }
    }
  }
}

extension MailAddress {
  static let read: @Sendable (String) -> Result<MailAddress, Field<MailAddress>.Mistake> = { text in
    MailAddress(text).map { .success($0) }
      ?? .failure(.init(code: "notMail", "电子邮箱要写成 name@example.com 的样子。"))
  }
}
