import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// One membership and what may be done about it.
struct MembershipView: View {
  typealias Asked = Nothing

  static let name = "membership"
  static let summary = "一个成员的身份"
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership")
  static let audience = Invite.audience
  static let schema = Schema.object([
    .always("id", .text), .always("person", .text), .always("name", .text),
    .always("role", .text), .always("mail", .text), .always("phone", .text),
    .sometimes("suspended", .text),
  ])

  struct Answer: Sendable {
    let membership: Membership
    let person: Person
    let organisation: Organisation
  }

  let store: Store

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Membership>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) {
      try Self.find(place.id, for: member, in: $0)
    }
  }

  /// Only whoever may bring people in there can see it from this side.
  static func find(
    _ id: MembershipID, for member: Member, in database: borrowing Connection
  ) throws -> Answer {
    guard let membership = try Memberships.find(id, in: database),
      let organisation = try Organisations.find(membership.organisation, in: database),
      Scope.admits(member.seat, to: organisation),
      Scope.manages(member.seat, membership.role, in: organisation),
      let person = try People.find(membership.person, in: database)
    else { throw Refusal.notFound }
    return Answer(membership: membership, person: person, organisation: organisation)
  }

  func json(_ answer: Answer) -> JSON {
    var members: [JSON.Member] = [
      .init("id", .string("\(answer.membership.id)")),
      .init("person", .string("\(answer.person.id)")), .init("name", .string(answer.person.name)),
      .init("role", .string(answer.membership.role.rawValue)),
      .init("mail", .string(Mask.mail(answer.person.mail))),
      .init("phone", .string(Mask.phone(answer.person.phone))),
    ]
    if let reason = answer.membership.suspended {
      members.append(.init("suspended", .string(reason)))
    }
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Membership>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let isSuspended = answer.membership.suspended != nil
    let above = OrganisationView.path.link(ItemPlace(answer.organisation.id))
    return Shell(answer.person.name, on: visit, trail: [("成员", above)]).page {
      errorSummary(sheet)
      factList {
        fact("单位", HTML(answer.organisation.name))
        fact("身份", HTML(answer.membership.role.title))
        fact("电子邮箱", HTML(Mask.mail(answer.person.mail)))
        fact("电话", HTML(Mask.phone(answer.person.phone)))
        if let reason = answer.membership.suspended { fact("已停用", HTML(reason)) }
      }
      h2 { "查看完整联系方式" }
      p { "只在确有需要时查看；谁在什么时候、为什么查看，都会记入日志。" }
      postForm(
        Disclose.path.link(place), on: visit, fields: [ReasonInput.reason.note], Sheet(),
        prefix: "disclose-", button: "查看")
      if answer.person.id != member.caller.person {
        h2 { isSuspended ? "恢复" : "停用" }
        p { isSuspended ? "恢复后马上可以用这个身份办理。" : "停用后马上不能再用这个身份办理，办过的事都保留。" }
        postForm(
          isSuspended
            ? RestoreMembership.path.link(place) : SuspendMembership.path.link(place), on: visit,
          fields: [ReasonInput.reason.note], sheet, prefix: "suspend-",
          button: isSuspended ? "恢复" : "停用")
        h2 { "解除身份" }
        p { "不再担任\(answer.membership.role.title)。以前办过的事仍记在本人名下。" }
        postForm(
          EndMembership.path.link(place), on: visit, fields: [ReasonInput.reason.note], sheet,
          prefix: "end-", button: "解除", tone: .danger)
      }
    }
  }
}

/// A reason, for the record.
struct ReasonInput: Input {
  static let reason = Field.longText("reason", "理由", most: 300, help: "会记入日志。", example: "调离岗位")
  static let fields = [reason.note]
  let reason: String
  init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
}

/// What the acts on a membership share: whose it is, who hears of it.
protocol MembershipAct: RecordedAct
where
  Asked == ReasonInput, Spot == ItemPlace<Owner.Membership>, Actor == Member,
  Answer == OrganisationID
{}

extension MembershipAct {
  static var audience: Audience<Member> { Invite.audience }
  static var schema: Schema { Schema.object([.always("organisation", .text)]) }

  func json(_ organisation: OrganisationID) -> JSON { ["organisation": .string("\(organisation)")] }
  func next(_ organisation: OrganisationID, at place: Spot) -> Address {
    OrganisationView.path.link(ItemPlace(organisation))
  }

  func page(_ sheet: Sheet, at place: Spot, for member: Member, _ visit: Visit) throws -> HTML {
    let view = MembershipView(store: ledger.store)
    let answer = try view.answer(Nothing(), at: place, for: member, visit)
    return view.page(sheet, answer, at: place, for: member, visit)
  }

  func others(
    _ place: Spot, _ member: Member, in database: borrowing Connection
  ) throws -> MembershipView.Answer {
    let found = try MembershipView.find(place.id, for: member, in: database)
    guard found.person.id != member.caller.person else {
      throw Refusal(.conflict, code: "yourself", "不能调整自己的身份；要离开，请用“离开这个单位”。")
    }
    return found
  }
}

struct SuspendMembership: MembershipAct {
  static let name = "member.suspend"
  static let summary = "停用一个成员的身份"
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership/suspension")
  let ledger: Ledger

  func change(
    _ asked: ReasonInput, at place: ItemPlace<Owner.Membership>, by member: Member, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<OrganisationID> {
    let found = try others(place, member, in: database)
    guard found.membership.suspended == nil else {
      throw Refusal(.conflict, code: "suspendedAlready", "这个身份已经停用了。")
    }
    try database.run(
      "UPDATE membership SET suspended = ? WHERE id = ?", asked.reason, place.id.number)
    return Done(
      found.organisation.id, "停用\(found.membership.role.title)", about: found.person.id.subject,
      payload: ["reason": .string(asked.reason)])
  }
}

struct RestoreMembership: MembershipAct {
  static let name = "member.restore"
  static let summary = "恢复一个成员的身份"
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership/restoration")
  let ledger: Ledger

  func change(
    _ asked: ReasonInput, at place: ItemPlace<Owner.Membership>, by member: Member, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<OrganisationID> {
    let found = try others(place, member, in: database)
    guard found.membership.suspended != nil else {
      throw Refusal(.conflict, code: "notSuspended", "这个身份没有停用。")
    }
    try database.run("UPDATE membership SET suspended = NULL WHERE id = ?", place.id.number)
    return Done(
      found.organisation.id, "恢复\(found.membership.role.title)", about: found.person.id.subject,
      payload: ["reason": .string(asked.reason)])
  }
}

struct EndMembership: MembershipAct {
  static let name = "member.end"
  static let summary = "解除一个成员的身份"
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership/end")
  let ledger: Ledger
  let post: Post

  func change(
    _ asked: ReasonInput, at place: ItemPlace<Owner.Membership>, by member: Member, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<OrganisationID> {
    let found = try others(place, member, in: database)
    try Memberships.end(
      found.membership, by: member.caller.person, asked.reason, at: visit.now, database)
    if let recipient = try Recipients.of(found.person.id, in: database) {
      try post.write(
        .roleEnded,
        [
          "organisation": found.organisation.name, "role": found.membership.role.title,
          "reason": asked.reason,
        ], to: recipient, about: found.organisation.id.subject, link: Paths.desk.link,
        at: visit.now, wall: visit.wall, in: database)
    }
    return Done(
      found.organisation.id, "解除\(found.membership.role.title)", about: found.person.id.subject,
      payload: ["reason": .string(asked.reason)])
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
    _ asked: ReasonInput, at place: ItemPlace<Owner.Membership>, by member: Member, _ visit: Visit,
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

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Membership>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = MembershipView(store: ledger.store)
    let answer = try view.answer(Nothing(), at: place, for: member, visit)
    return view.page(sheet, answer, at: place, for: member, visit)
  }
}
