import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// A reason, for the record.
struct ReasonInput: Input {
  static let reason = Field.longText("reason", "理由", most: 300, help: "会记入日志。", example: "调离岗位")
  static let fields = [reason.note]
  let reason: String
  init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
}

/// What the acts on a membership share: whose it may be, what the record says, who sees it next.
protocol MembershipAct: RecordedAct
where
  Asked == ReasonInput, Spot == ItemPlace<Owner.Membership>, Actor == Member,
  Answer == OrganisationID
{
  static var verb: String { get }
  /// What it is called where it is offered, and what follows.
  static var title: String { get }
  static func words(_ found: MembershipView.Answer) -> String
  static func done(_ role: Role) -> String
  static func refusal(_ membership: Membership) -> Refusal?
  var post: Post { get }

  func apply(
    _ reason: String, to found: MembershipView.Answer, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws
}

extension MembershipAct {
  static func refusal(_ membership: Membership) -> Refusal? { nil }
  static func done(_ role: Role) -> String { "\(verb)一位\(role.title)的身份" }

  /// Whoever it is done to hears of it.
  func tell(
    _ found: MembershipView.Answer, _ what: String, _ reason: String, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try post.tell(
      found.person.id, .roleChanged,
      [
        "organisation": found.organisation.name, "role": found.membership.role.title,
        "what": what, "reason": reason,
      ], about: found.organisation.id.subject, link: Paths.account.link, moment, in: database)
  }

  /// Why it may not be done; nil: it may.
  static func no(_ membership: Membership, by person: PersonID) -> Refusal? {
    membership.person == person
      ? Refusal(.conflict, code: "yourself", "不能调整自己的身份；要离开，请用“离开这个单位”。")
      : refusal(membership)
  }

  static var summary: String { "\(verb)一个成员的身份" }
  static var audience: Audience<Member> { Invite.audience }
  static var refuses: Set<Refusal.Kind> { [.conflict] }
  static var namesEdition: Bool { true }
  static var requiresEdition: Bool { true }
  static var schema: Schema { Schema.object([.always("organisation", .text)]) }

  func change(
    _ asked: ReasonInput, at place: Spot, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<OrganisationID> {
    let found = try MembershipView.find(place.id, for: member, in: database)
    if let no = Self.no(found.membership, by: member.caller.person) { throw no }
    let stands = found.membership.suspended.map { "已停用：\($0)" } ?? "正常"
    try moment.requireSeen(
      found.membership.edition, "您打开以后，这个身份又调整过：现在是“\(stands)”。请核对以后再办。",
      stands: ("suspended", stands))
    try apply(asked.reason, to: found, by: member, moment, in: database)
    return Done(
      found.organisation.id, Self.done(found.membership.role),
      about: found.person.id.subject, payload: ["reason": .string(asked.reason)])
  }

  func called(at place: Spot, for member: Member, _ visit: Visit) throws -> String {
    let found = try ledger.store.read(lane: visit.lane) {
      try MembershipView.find(place.id, for: member, in: $0)
    }
    return "\(found.organisation.name)，\(found.membership.role.title) \(found.person.name)"
  }

  func json(_ organisation: OrganisationID) -> JSON {
    ["organisation": .string("\(organisation)")]
  }
  func next(_ organisation: OrganisationID, at place: Spot) -> Address {
    OrganisationView.path.link(ItemPlace(organisation))
  }

  func page(_ sheet: Sheet, at place: Spot, for member: Member, _ visit: Visit) throws -> HTML {
    let found = try ledger.store.read(lane: visit.lane) {
      try MembershipView.find(place.id, for: member, in: $0)
    }
    return actPage(
      Self.title, on: visit, backTo: (found.person.name, MembershipView.path.link(place)),
      no: Self.no(found.membership, by: member.caller.person),
      typed: Asked.fields, sheet
    ) {
      p(.class("lead")) {
        "\(found.organisation.name)，\(found.membership.role.title) \(found.person.name)。\(Self.words(found))"
      }
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: Self.title,
        look: Self.name == EndMembership.name ? .grave : .main,
        held: [(Edition.name, "\(sheet.edition(now: found.membership.edition))")])
    }
  }
}

struct SuspendMembership: MembershipAct {
  static let name = "member.suspend"
  static let verb = "停用"
  static let title = "停用身份"
  static func words(_ found: MembershipView.Answer) -> String { "停用后立即不能再用这个身份办理，办过的事都保留。" }
  static func refusal(_ membership: Membership) -> Refusal? {
    membership.suspended.map {
      Refusal(.conflict, code: "suspendedAlready", "这个身份已经停用了，理由：\($0)")
    }
  }
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership/suspension")
  let ledger: Ledger
  let post: Post

  func apply(
    _ reason: String, to found: MembershipView.Answer, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try Memberships.suspend(found.membership, reason, database)
    try tell(found, "已停用", reason, moment, in: database)
  }
}

struct RestoreMembership: MembershipAct {
  static let name = "member.restore"
  static let verb = "恢复"
  static let title = "恢复身份"
  static func words(_ found: MembershipView.Answer) -> String { "恢复后立即可以用这个身份办理。" }
  static func refusal(_ membership: Membership) -> Refusal? {
    membership.suspended != nil ? nil : Refusal(.conflict, code: "notSuspended", "这个身份没有停用。")
  }
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership/restoration")
  let ledger: Ledger
  let post: Post

  func apply(
    _ reason: String, to found: MembershipView.Answer, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try Memberships.suspend(found.membership, nil, database)
    try tell(found, "已恢复", reason, moment, in: database)
  }
}

/// Ends every session of somebody whose phone or computer is lost (reliability R43).
struct SignOutMember: MembershipAct {
  static let name = "member.signOut"
  static let verb = "结束登录"
  static func done(_ role: Role) -> String { "结束一位\(role.title)的全部登录" }
  static let title = "结束全部登录"
  static func words(_ found: MembershipView.Answer) -> String {
    "手机或电脑丢了的，先结束本人在各处的登录。身份不变，重新登录就能继续办理。"
  }
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership/sessions/end")
  static let summary = "结束一个成员的全部登录"
  let ledger: Ledger
  let post: Post

  func apply(
    _ reason: String, to found: MembershipView.Answer, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try Sessions.endAll(of: found.person.id, moment, in: database)
    try tell(found, "不变，全部登录已由管理人员结束", reason, moment, in: database)
  }
}

struct EndMembership: MembershipAct {
  static let name = "member.end"
  static let verb = "解除"
  static let title = "解除身份"
  static func words(_ found: MembershipView.Answer) -> String {
    "不再担任\(found.membership.role.title)。以前办过的事仍记在本人名下。"
  }
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership/end")
  let ledger: Ledger
  let post: Post

  func apply(
    _ reason: String, to found: MembershipView.Answer, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try Memberships.end(
      found.membership, by: member.caller.person, reason, at: moment.now, database)
    try post.tell(
      found.person.id, .roleEnded,
      [
        "organisation": found.organisation.name, "role": found.membership.role.title,
        "reason": reason,
      ], about: found.organisation.id.subject, link: Paths.desk.link, moment, in: database)
  }
}

/// Shows somebody's full contact data, once, to whoever has a reason; the record keeps both.
struct Disclose: RecordedAct {
  typealias Asked = ReasonInput

  static let name = "person.disclose"
  static let summary = "查看一个成员的完整联系方式"
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership/disclosure")
  static let audience = Invite.audience
  static let schema = Schema.object([
    .always("name", .text), .sometimes("mail", .text), .sometimes("phone", .text),
  ])

  let ledger: Ledger

  func change(
    _ asked: ReasonInput, at place: ItemPlace<Owner.Membership>, by member: Member,
    _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Person> {
    let found = try MembershipView.find(place.id, for: member, in: database)
    return Done(
      found.person, "查看完整联系方式", about: found.person.id.subject,
      payload: ["reason": .string(asked.reason)])
  }

  func json(_ person: Person) -> JSON {
    [
      "name": .string(person.name), "mail": .string(person.mail), "phone": .string(person.phone),
    ]
  }
  func called(
    at place: ItemPlace<Owner.Membership>, for member: Member, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) {
      try MembershipView.find(place.id, for: member, in: $0).person.name
    }
  }

  func remembered(_ person: Person) -> JSON { ["name": .string(person.name)] }
  func next(_ person: Person, at place: ItemPlace<Owner.Membership>) -> Address {
    MembershipView.path.link(place)
  }

  func shown(_ person: Person, at place: ItemPlace<Owner.Membership>, _ visit: Visit) -> HTML? {
    Shell(
      "完整联系方式", on: visit, trail: [(person.name, MembershipView.path.link(place))]
    ).page {
      factList {
        fact("姓名", HTML(person.name))
        fact("电子邮箱", HTML(person.mail))
        fact("电话", HTML(person.phone))
      }
      p(.class("quiet")) { "这次查看已经记入日志。" }
    }
  }

  static let title = "查看完整联系方式"
  static let words = "只在确有需要时查看；谁在什么时候、为什么查看，都会记入日志。"

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Membership>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let found = try ledger.store.read(lane: visit.lane) {
      try MembershipView.find(place.id, for: member, in: $0)
    }
    return actPage(
      Self.title, on: visit, backTo: (found.person.name, MembershipView.path.link(place)), sheet
    ) {
      p(.class("lead")) { Self.words }
      postForm(
        Self.path.link(place), on: visit, fields: ReasonInput.fields, sheet, button: "查看")
    }
  }
}
