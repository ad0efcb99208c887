import Acts
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// An invitation that nobody has used yet.
struct OpenInvitation: Sendable {
  let id: InvitationID
  let organisation: OrganisationID
  let role: Role
  let mail: String
  let inviter: String
  let until: Instant

  private init(_ row: borrowing Row) {
    id = InvitationID(row.int(0))
    organisation = OrganisationID(row.int(1))
    role = Role(rawValue: row.text(2)) ?? .enterpriseViewer
    mail = row.text(3)
    inviter = row.text(4)
    until = Instant(milliseconds: Int64(row.int(5)))
  }

  static func to(
    _ organisation: OrganisationID, at wall: Instant, in database: borrowing Connection
  ) throws -> [OpenInvitation] {
    try database.all(
      """
      SELECT t.id, t.organisation, t.role, coalesce(t.mail, ''), coalesce(p.name, ''), t.until
      FROM ticket t LEFT JOIN person p ON p.id = t.made_by
      WHERE t.kind = 'invitation' AND t.organisation = ? AND t.used IS NULL AND t.until > ?
        AND t.id IS NOT NULL
      ORDER BY t.until LIMIT 200
      """, organisation.number, wall.milliseconds, read: OpenInvitation.init)
  }

  static func find(
    _ id: InvitationID, at wall: Instant, in database: borrowing Connection
  ) throws -> OpenInvitation? {
    try database.first(
      """
      SELECT t.id, t.organisation, t.role, coalesce(t.mail, ''), '', t.until FROM ticket t
      WHERE t.id = ? AND t.kind = 'invitation' AND t.used IS NULL AND t.until > ?
      """, id.number, wall.milliseconds, read: OpenInvitation.init)
  }
}

/// Takes an invitation back before it is used. Whoever could have given the role can.
struct WithdrawInvitation: RecordedAct {
  typealias Asked = Nothing

  static let name = "invitation.withdraw"
  static let summary = "撤回还没有用过的邀请"
  static let path = Path<ItemPlace<Owner.Invitation>>("/invitations/:invitation/withdrawal")
  static let audience = Invite.grantors
  static let schema = Schema.object([.always("organisation", .text)])

  let ledger: Ledger

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.Invitation>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<OrganisationID> {
    guard let found = try OpenInvitation.find(place.id, at: moment.wall, in: database),
      let organisation = try Organisations.find(found.organisation, in: database),
      Scope.admits(member.seat, to: organisation),
      Scope.manages(member.seat, found.role, in: organisation)
    else { throw Refusal.notFound }
    try database.run(
      "UPDATE ticket SET used = ? WHERE id = ?", moment.wall.milliseconds, place.id.number)
    return Done(
      organisation.id, "撤回邀请：\(found.role.title)", about: organisation.id.subject,
      payload: ["mail": .string(found.mail)])
  }

  func json(_ organisation: OrganisationID) -> JSON {
    ["organisation": .string("\(organisation)")]
  }
  func next(_ organisation: OrganisationID, at place: ItemPlace<Owner.Invitation>) -> Address {
    OrganisationView.path.link(ItemPlace(organisation))
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Invitation>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = MembersView(store: ledger.store)
    let answer = try view.answer(.first, at: Nowhere(), for: member.caller, visit)
    return view.page(sheet, answer, at: Nowhere(), for: member.caller, visit)
  }
}
