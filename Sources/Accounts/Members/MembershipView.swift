import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// One membership and what may be done about it.
struct MembershipView: View {
  typealias Asked = Nothing

  static let name = "membership"
  static let summary = "一个成员的身份"
  static let path = Path<ItemPlace<Owner.Membership>>("/memberships/:membership")
  static let audience = Invite.grantors
  static let schema = Schema.object([
    .always("id", .text), .always("person", .text), .always("name", .text),
    .always("role", .text), .always("mail", .text), .always("phone", .text),
    .sometimes("suspended", .text), .always("acts", .offers),
  ])

  struct Answer: Sendable {
    let membership: Membership
    let person: Person
    let organisation: Organisation
    /// Nobody deals with their own.
    let isOwn: Bool
    var isSuspended: Bool { membership.suspended != nil }
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
    return Answer(
      membership: membership, person: person, organisation: organisation,
      isOwn: person.id == member.caller.person)
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
    return .object(members + [.init("acts", .array(acts(answer)))])
  }

  private func acts(_ answer: Answer) -> [JSON] {
    let place = ItemPlace<Owner.Membership>(answer.membership.id)
    var acts = [Disclose.offered(at: place)]
    if !answer.isOwn {
      acts += [
        answer.isSuspended
          ? RestoreMembership.offered(at: place) : SuspendMembership.offered(at: place),
        SignOutMember.offered(at: place), EndMembership.offered(at: place),
      ]
    }
    return acts
  }

  /// What the fields of each form are called on the page, where all have one for the reason.
  private static let prefixes = [
    Disclose.name: "disclose-", SuspendMembership.name: "suspend-",
    RestoreMembership.name: "suspend-", SignOutMember.name: "signout-", EndMembership.name: "end-",
  ]

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Membership>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let isSuspended = answer.isSuspended
    let above = OrganisationView.path.link(ItemPlace(answer.organisation.id))
    return Shell(answer.person.name, on: visit, trail: [("成员", above)]).page {
      errorSummary(sheet, prefix: sheet.act.flatMap { Self.prefixes[$0] } ?? "")
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
        Disclose.path.link(place), on: visit, fields: [ReasonInput.reason.note],
        sheet.of(Disclose.self), prefix: "disclose-", button: "查看", look: .plain)
      if !answer.isOwn {
        h2 { isSuspended ? "恢复" : "停用" }
        p { isSuspended ? "恢复后立即可以用这个身份办理。" : "停用后立即不能再用这个身份办理，办过的事都保留。" }
        postForm(
          isSuspended
            ? RestoreMembership.path.link(place) : SuspendMembership.path.link(place), on: visit,
          fields: [ReasonInput.reason.note],
          isSuspended ? sheet.of(RestoreMembership.self) : sheet.of(SuspendMembership.self),
          prefix: "suspend-",
          button: isSuspended ? "恢复" : "停用", look: .plain)
        h2 { "结束登录" }
        p { "手机或电脑丢了的，先结束本人在各处的登录。身份不变，重新登录就能继续办理。" }
        postForm(
          SignOutMember.path.link(place), on: visit, fields: [ReasonInput.reason.note],
          sheet.of(SignOutMember.self), prefix: "signout-", button: "结束全部登录", look: .plain)
        h2 { "解除身份" }
        p { "不再担任\(answer.membership.role.title)。以前办过的事仍记在本人名下。" }
        postForm(
          EndMembership.path.link(place), on: visit, fields: [ReasonInput.reason.note],
          sheet.of(EndMembership.self), prefix: "end-", button: "解除", look: .grave)
      }
    }
  }
}
