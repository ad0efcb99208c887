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
    /// Who deals with nobody's but others'.
    let reader: PersonID
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
      reader: member.caller.person)
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
    let acts = Self.acts(answer.membership, for: answer.reader)
    return .object(members + [.init("acts", .array(acts))])
  }

  /// What may be done with one that this reader keeps.
  static func acts(_ membership: Membership, for reader: PersonID) -> [JSON] {
    let place = ItemPlace<Owner.Membership>(membership.id)
    func offered<Doing: MembershipAct>(_ act: Doing.Type) -> JSON? {
      Doing.no(membership, by: reader) == nil
        ? .some(Doing.offered(at: place, .init(Edition.name, .integer(membership.edition))))
        : .none
    }
    return [Disclose.offered(at: place)]
      + [
        offered(SuspendMembership.self), offered(RestoreMembership.self),
        offered(SignOutMember.self), offered(EndMembership.self),
      ].compactMap(\.self)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Membership>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let above = OrganisationView.path.link(ItemPlace(answer.organisation.id))
    return Shell(answer.person.name, on: visit, trail: [("成员", above)]).page {
      factList {
        fact("单位", HTML(answer.organisation.name))
        fact("身份", HTML(answer.membership.role.title))
        fact("电子邮箱", HTML(Mask.mail(answer.person.mail)))
        fact("电话", HTML(Mask.phone(answer.person.phone)))
        if let reason = answer.membership.suspended { fact("已停用", HTML(reason)) }
      }
      panel("可以办理") { ways(Self.possible(answer)) }
    }
  }

  private static func possible(
    _ answer: Answer
  ) -> [(title: String, words: String, address: Address)] {
    let place = ItemPlace<Owner.Membership>(answer.membership.id)
    func way<Doing: MembershipAct>(
      _ act: Doing.Type
    ) -> (title: String, words: String, address: Address)? {
      Doing.no(answer.membership, by: answer.reader) == nil
        ? (Doing.title, Doing.words(answer), Doing.path.link(place)) : nil
    }
    return [(Disclose.title, Disclose.words, Disclose.path.link(place))]
      + [
        way(SuspendMembership.self), way(RestoreMembership.self), way(SignOutMember.self),
        way(EndMembership.self),
      ].compactMap(\.self)
  }
}
