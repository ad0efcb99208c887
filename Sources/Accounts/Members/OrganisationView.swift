import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// An organisation and its people, as far as the reader may know of them.
struct OrganisationView: View {
  typealias Asked = Nothing

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
        ]))),
    .always("invitable", .list(.text)),
  ])

  struct Answer: Sendable {
    let organisation: Organisation
    let members: [Membership]
    let invitable: [Role]
    let joining: [Claim]
  }

  let store: Store

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Organisation>, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) {
      try Self.answer(place.id, for: caller.seat, in: $0)
    }
  }

  static func answer(
    _ id: OrganisationID, for seat: Caller.Seat?, in database: borrowing Connection
  ) throws -> Answer {
    let organisation = try Scope.find(id, for: seat, in: database)
    guard let seat else { throw Refusal.notFound }
    var members = try Memberships.of(id, in: database)
    // Experts are not to know of each other (house §1).
    if seat.kind == .expertPool { members = [] }
    let isOwn = organisation.id == seat.organisation
    return Answer(
      organisation: organisation, members: members,
      invitable: Scope.roles(seat, in: organisation),
      joining: isOwn && organisation.kind == .enterprise
        ? try Claims.joining(id, database) : [])
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
      ]
      if let reason = member.suspended { fields.append(.init("suspended", .string(reason))) }
      return .object(fields)
    }
    members.append(.init("members", .array(people)))
    members.append(.init("invitable", .array(answer.invitable.map { .string($0.rawValue) })))
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Organisation>, for caller: Caller,
    _ visit: Visit
  ) -> HTML {
    answer.map { MembersPage.html(sheet, $0, caller, visit) } ?? HTML()
  }
}

/// The same of one's own organisation, at an address everyone knows.
struct MembersView: View {
  typealias Asked = Nothing

  static let name = "members"
  static let summary = "我所在单位的成员"
  static let path = Paths.members
  static let audience = Audience<Caller>.signedIn
  static let schema = OrganisationView.schemaOfOne

  let store: Store

  func answer(
    _ asked: Nothing, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> OrganisationView.Answer {
    guard let seat = caller.seat else {
      throw Refusal(.notFound, code: "noSeat", "您还没有加入任何单位。可以在“工作台”登记企业或申请加入。")
    }
    return try store.read(lane: visit.lane) {
      try OrganisationView.answer(seat.organisation, for: seat, in: $0)
    }
  }

  func json(_ answer: OrganisationView.Answer) -> JSON { OrganisationView.json(answer) }

  func page(
    _ sheet: Sheet, _ answer: OrganisationView.Answer?, at place: Nowhere, for caller: Caller,
    _ visit: Visit
  ) -> HTML {
    answer.map { MembersPage.html(sheet, $0, caller, visit) } ?? HTML()
  }
}
