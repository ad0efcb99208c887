import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// An organisation and its people, as far as the reader may know of them.
struct OrganisationView: View {
  struct Asked: Input {
    static let after = Field.text("after", "从哪一个之后", most: 13, example: "", isRequired: false)
    static let fields = [after.note]
    static let first = Asked(after: nil)
    let after: MembershipID?

    init(_ answers: Answers) throws(Problems) {
      after = MembershipID(try answers.read(Self.after))
    }

    private init(after: MembershipID?) { self.after = after }
  }

  static let name = "organisation"
  static let summary = "一个单位和它的成员"
  static let path = Path<ItemPlace<Owner.Organisation>>("/organisations/:organisation")
  static let audience = Audience<Caller>.signedIn
  static let schema = schemaOfOne

  static let schemaOfOne = Schema.object([
    .always("id", .text), .always("kind", .text), .always("name", .text),
    .sometimes("creditCode", .text), .always("status", .text), .always("contact", .text),
    .always(
      "members",
      .list(
        .object([
          .always("id", .text), .always("person", .text), .always("name", .text),
          .always("role", .text), .always("since", .instant), .sometimes("suspended", .text),
          .always("acts", .offers),
        ]))),
    .sometimes("next", .text), .always("invitable", .list(.text)),
    .sometimes(
      "invitations",
      .list(
        .object([
          .always("id", .text), .always("role", .text), .always("mail", .text),
          .always("until", .instant), .always("acts", .offers),
        ]))),
    .always("acts", .offers), .always("blocked", .blocks),
  ])
  static let most = 100

  struct Answer: Sendable {
    let organisation: Organisation
    let members: [Membership]
    let reader: PersonID?
    let next: MembershipID?
    let joining: [Claim]
    let invitations: [OpenInvitation]
    let acts: OrganisationActs

    /// What this reader may do with one of them.
    func acts(on member: Membership) -> [JSON] {
      guard let reader, acts.invitable.contains(member.role) else { return [] }
      return MembershipView.acts(member, for: reader)
    }
  }

  let store: Store

  func answer(
    _ asked: Asked, at place: ItemPlace<Owner.Organisation>, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) {
      try Self.answer(place.id, asked, for: caller.seat, visit, in: $0)
    }
  }

  static func answer(
    _ id: OrganisationID, _ asked: Asked, for seat: Caller.Seat?, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Answer {
    let organisation = try Scope.find(id, for: seat, in: database)
    guard let seat else { throw Refusal.notFound }
    let last = try asked.after.flatMap { try Memberships.find($0, in: database) }
    // Experts are not to know of each other (house §1).
    let found =
      seat.kind == .expertPool
      ? []
      : try Memberships.page(
        of: id, after: last?.organisation == id ? last : nil, most: most + 1, in: database)
    // As in the journal: whoever oversees knows people by masked names.
    let members =
      seat.kind == .oversight && id != seat.organisation ? found.map(\.masked) : found
    let isOwn = organisation.id == seat.organisation
    let acts = try OrganisationActs(
      organisation, for: seat, visit.caller?.person,
      visit.face == .json ? Districts.choices(in: database) : [], in: database)
    return Answer(
      organisation: organisation, members: Array(members.prefix(most)),
      reader: visit.caller?.person,
      next: members.count > most ? members[most - 1].id : nil,
      joining: isOwn && organisation.kind == .enterprise
        ? try Claims.joining(id, database) : [],
      invitations: acts.invitable.isEmpty
        ? []
        : try OpenInvitation.to(id, at: visit.wall, in: database)
          .filter { acts.invitable.contains($0.role) },
      acts: acts)
  }

  func json(_ answer: Answer) -> JSON { Self.json(answer) }

  static func json(_ answer: Answer) -> JSON {
    let organisation = answer.organisation
    var members: [JSON.Member] = [
      .init("id", .string("\(organisation.id)")),
      .init("kind", .string(organisation.kind.rawValue)),
      .init("name", .string(organisation.name)),
      .init("status", .string(organisation.status.rawValue)),
      .init("contact", .string(organisation.contact)),
    ]
    if let code = organisation.creditCode { members.append(.init("creditCode", .string(code))) }
    let people = answer.members.map { member -> JSON in
      var fields: [JSON.Member] = [
        .init("id", .string("\(member.id)")), .init("person", .string("\(member.person)")),
        .init("name", .string(member.personName)), .init("role", .string(member.role.rawValue)),
        .init("since", .string("\(member.since)")),
        .init("acts", .array(answer.acts(on: member))),
      ]
      if let reason = member.suspended { fields.append(.init("suspended", .string(reason))) }
      return .object(fields)
    }
    members.append(.init("members", .array(people)))
    if let next = answer.next { members.append(.init("next", .string("\(next)"))) }
    members.append(.init("invitable", .array(answer.acts.invitable.map { .string($0.rawValue) })))
    if !answer.acts.invitable.isEmpty {
      let open = answer.invitations.map { item -> JSON in
        [
          "id": .string("\(item.id)"), "role": .string(item.role.rawValue),
          "mail": .string(Mask.mail(item.mail)), "until": .string("\(item.until)"),
          "acts": [WithdrawInvitation.offered(at: ItemPlace(item.id))],
        ]
      }
      members.append(.init("invitations", .array(open)))
    }
    return .object(members + answer.acts.members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Organisation>, for caller: Caller,
    _ visit: Visit
  ) -> HTML {
    answer.map { MembersPage.html(sheet, $0, caller, visit) } ?? HTML()
  }
}
